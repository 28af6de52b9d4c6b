"""Words of the registers. Kinds of venues and teams are rows (a district adds its own); these are fixed."""

from django.db import models


class VenueStatus(models.TextChoices):
    BUILDING = "building", "建设中"
    IN_USE = "in_use", "在用"
    PAUSED = "paused", "停用"
    DELISTED = "delisted", "摘牌"


CLOSED_VENUE = (VenueStatus.PAUSED, VenueStatus.DELISTED)


class VenueUnit(models.TextChoices):
    """The measure word that goes with a kind of venue."""

    PLACE = "处", "处"
    HOUSE = "家", "家"
    SCHOOL = "所", "所"
    PIECE = "个", "个"


class Position(models.TextChoices):
    """An office in a women's organization, or one that women hold beside it."""

    PRESIDENT = "president", "主席"
    VICE_PRESIDENT = "vice_president", "副主席"
    STANDING = "standing", "常委"
    EXEC = "exec", "执委"
    REPRESENTATIVE = "representative", "妇女代表"
    REP_MEETING_DIRECTOR = "rep_meeting_director", "妇代会主任"
    COMMITTEE_DIRECTOR = "committee_director", "妇委会主任"
    ASSOCIATION_HEAD = "association_head", "协会会长"
    HOSTESS = "hostess", "女主人"
    MICRO_HOME_MANAGER = "micro_home_manager", "妇女微家管理员"
    LIAISON = "liaison", "联络员"
    CONTACT = "contact", "联系人"
    GRID_MEMBER = "grid_member", "网格员"
    MEDIATOR = "mediator", "金牌调解人"
    FAMILY_HEAD = "family_head", "家庭女性户主"
    NPC_MEMBER = "npc_member", "女代表、女委员"


class Employment(models.TextChoices):
    FULL_TIME = "full_time", "专职"
    PART_TIME = "part_time", "兼职"
    SECONDED = "seconded", "挂职"


class BuildMode(models.TextChoices):
    """How a 妇女微家 came about: 提升一批、整合一批、新建一批."""

    UPGRADE = "upgrade", "提升"
    INTEGRATE = "integrate", "整合"
    NEW = "new", "新建"


class HostKind(models.TextChoices):
    """Who or what a 妇女微家 was built on."""

    PERSON = "person", "先进女性"
    FAMILY = "family", "家庭"
    COLLECTIVE = "collective", "集体（文明岗、协会等）"
    PLACE = "place", "场所（加工点、民宿等）"
    NEW_FIELD = "newfield", "新领域（楼宇、园区等）"


class VenueEventKind(models.TextChoices):
    """What happened to a venue. That it opened and closed stands on the venue itself."""

    PLANNED = "planned", "立项筹建"
    UPGRADED = "upgraded", "提升改造"
    DEMONSTRATION = "demonstration", "列为示范"
    RELOCATED = "relocated", "搬迁"
    OTHER = "other", "其他"


class AssessmentGrade(models.TextChoices):
    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class Party(models.TextChoices):
    """政治面貌, as far as a roster asks for it."""

    MEMBER = "member", "中共党员"
    PROBATIONARY = "probationary", "预备党员"
    LEAGUE = "league", "共青团员"
    DEMOCRATIC = "democratic", "民主党派"
    MASSES = "masses", "群众"


PARTY_MEMBERS = (Party.MEMBER, Party.PROBATIONARY)


class Education(models.TextChoices):
    PRIMARY = "primary", "小学及以下"
    JUNIOR = "junior", "初中"
    SENIOR = "senior", "高中、中专"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    GRADUATE = "graduate", "研究生"


COLLEGE_AND_ABOVE = (Education.COLLEGE, Education.BACHELOR, Education.GRADUATE)


class Committee(models.TextChoices):
    """进“两委”: whether she sits in the village's party branch or its committee as well."""

    NONE = "none", "没有进"
    PARTY = "party", "村（社区）党组织委员"
    VILLAGE = "village", "村（居）委会委员"
    BOTH = "both", "两个都是"
    HEAD = "head", "书记或主任"


IN_COMMITTEE = (Committee.PARTY, Committee.VILLAGE, Committee.BOTH, Committee.HEAD)


class DutyMonth(models.IntegerChoices):
    """The months of a rota."""

    JANUARY = 1, "1月"
    FEBRUARY = 2, "2月"
    MARCH = 3, "3月"
    APRIL = 4, "4月"
    MAY = 5, "5月"
    JUNE = 6, "6月"
    JULY = 7, "7月"
    AUGUST = 8, "8月"
    SEPTEMBER = 9, "9月"
    OCTOBER = 10, "10月"
    NOVEMBER = 11, "11月"
    DECEMBER = 12, "12月"


class ProjectStatus(models.TextChoices):
    PLANNED = "planned", "未开始"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    DROPPED = "dropped", "没有办成"


class AppraisalResult(models.TextChoices):
    """述职考核."""

    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    INCOMPETENT = "incompetent", "不称职"
    REPORTED = "reported", "已述职，不评等次"


class ContactMode(models.TextChoices):
    """How women were reached."""

    VISIT = "visit", "上门走访"
    PHONE = "phone", "电话"
    WECHAT = "wechat", "微信"
    MEETING = "meeting", "座谈"
    OTHER = "other", "其他"


class RoundLevel(models.TextChoices):
    """Whose 换届 a round is."""

    VILLAGE = "village", "村社区"
    TOWN = "town", "镇街"
