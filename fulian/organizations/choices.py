from django.db import models


class Level(models.TextChoices):
    NATION = "nation", "全国"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    DISTRICT = "district", "区县"
    TOWN = "town", "镇街"
    VILLAGE = "village", "村社区"
    GRID = "grid", "网格"
    UNIT = "unit", "单位"


class Kind(models.TextChoices):
    """What kind of women's organization it is."""

    FEDERATION = "federation", "妇联"
    COMMITTEE = "committee", "机关事业单位妇委会"
    FOUR_NEW = "four_new", "四新领域妇女组织"
    TWO_NEW = "two_new", "两新组织妇联"
    ENTERPRISE = "enterprise", "非公企业妇女组织"
    GRID_GROUP = "grid_group", "网格妇女小组"


class ChangeKind(models.TextChoices):
    OPENED = "opened", "成立"
    RENAMED = "renamed", "更名"
    MOVED = "moved", "调整隶属"
    MERGED = "merged", "撤并"
    CLOSED = "closed", "撤销"
    CODE = "code", "代码变更"


LEVEL_ORDER = [level.value for level in Level]
# Which levels may stand directly under which: a 村社区 under a 镇街, a unit or a grid anywhere below.
PARENT_LEVELS: dict[str, set[str]] = {
    Level.NATION: set(),
    Level.PROVINCE: {Level.NATION},
    Level.CITY: {Level.PROVINCE},
    Level.DISTRICT: {Level.CITY, Level.PROVINCE},
    Level.TOWN: {Level.DISTRICT},
    Level.VILLAGE: {Level.TOWN},
    Level.GRID: {Level.VILLAGE, Level.TOWN},
    Level.UNIT: {Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.TOWN, Level.VILLAGE},
}
REPORTING_LEVELS = (Level.DISTRICT, Level.TOWN, Level.VILLAGE)  # those that state a month of their own
