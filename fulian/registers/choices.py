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


class TalentKind(models.TextChoices):
    """A pool of people that a federation keeps and can name the size of."""

    ENDORSER = "endorser", "家乡好物代言人"
    ENTREPRENEUR = "entrepreneur", "女企业家"
    TECH_ENVOY = "tech_envoy", "巾帼科技特派员"
    BACKBONE = "backbone", "妇女骨干"
    POOL = "pool", "女性人才库"
    LECTURER = "lecturer", "宣讲讲师"
    CRAFT = "craft", "手工艺能人"
    OTHER = "other", "其他人才"
