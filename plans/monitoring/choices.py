"""Words of the monitoring of development programmes (两规划监测)."""

from django.db import models


class Audience(models.TextChoices):
    """Whose development a programme is about."""

    WOMEN = "women", "妇女"
    CHILDREN = "children", "儿童"


class Direction(models.TextChoices):
    HIGHER = "higher", "越高越好"
    LOWER = "lower", "越低越好"
    RANGE = "range", "在区间内为好"


class Datum(models.TextChoices):
    """What a year has: a number, the statement that there is none, or only where it is heading (持续走低)."""

    VALUE = "value", "有数"
    NO_DATA = "no_data", "无数据"
    TREND = "trend", "只有趋势"


class Trend(models.TextChoices):
    UP = "up", "上升"
    LEVEL = "level", "持平"
    DOWN = "down", "下降"


class Stage(models.TextChoices):
    """The way of a year's value from a department's desk to the figures that count."""

    DRAFT = "draft", "填报中"
    FILLED = "filled", "待审核"
    ACCEPTED = "accepted", "审核通过"
    RETURNED = "returned", "退回修改"


class Standing(models.TextChoices):
    """Where an indicator stands in a year; `status.py` says by which rule."""

    MET = "met", "已达标"
    ON_TRACK = "on_track", "有望"
    BEHIND = "behind", "滞后"
    NO_DATA = "no_data", "无数据"
    NOT_JUDGED = "not_judged", "不判断"


TONES = {
    Standing.MET: "done", Standing.ON_TRACK: "good", Standing.BEHIND: "late", Standing.NO_DATA: "stop", Standing.NOT_JUDGED: "none",
}  # fmt: skip
STAGE_TONES = {Stage.DRAFT: "none", Stage.FILLED: "wait", Stage.ACCEPTED: "done", Stage.RETURNED: "stop"}
WORST_FIRST = (Standing.BEHIND, Standing.NO_DATA, Standing.NOT_JUDGED, Standing.ON_TRACK, Standing.MET)
UNITS = ("%", "‰", "/10万", "个", "岁", "人", "户", "所", "件", "万人")
# Above this a share cannot be: the part of a hundred, a thousand, a hundred thousand.
CEILINGS = {"%": 100, "‰": 1000, "/10万": 100_000}
