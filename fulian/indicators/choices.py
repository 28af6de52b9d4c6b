from django.db import models


class Basis(models.TextChoices):
    MEASURE = "measure", "由记录统计"
    MANUAL = "manual", "由月报填写"
    RATIO = "ratio", "两个指标之比"


class Stage(models.TextChoices):
    """How far a month's statement of one organization has come. Drafts and filed ones do not enter the kept totals."""

    DRAFT = "draft", "填写中"
    FILED = "filed", "已提交"
    APPROVED = "approved", "审核通过"
    UNREVIEWED = (
        "unreviewed",
        "已报未审，按记录",
    )  # the month was closed before anybody reviewed it: its additions are left out
    BY_RECORD = "by_record", "未报，按记录"


class MonthState(models.TextChoices):
    OPEN = "open", "可修改"
    APPROVED = "approved", "审核通过"
    CLOSED = "closed", "已锁定"


class CellState(models.TextChoices):
    """Zero, blank and 不适用 are three different values."""

    VALUE = "value", "有数"
    BLANK = "blank", "未填"
    NOT_APPLICABLE = "na", "不适用"
