"""Words of annual plans."""

from django.db import models


class Status(models.TextChoices):
    DRAFT = "draft", "起草"
    SUBMITTED = "submitted", "待批准"
    APPROVED = "approved", "已批准"
    CLOSED = "closed", "已归档"
    CANCELLED = "cancelled", "已作废"


class Comparator(models.TextChoices):
    AT_LEAST = "at_least", "不少于"
    AT_MOST = "at_most", "不超过"
    EXACTLY = "exactly", "等于"
    BETWEEN = "between", "介于"
    DONE = "done", "完成即可"  # a commitment: yes or no, with evidence


LIMITED_ABOVE = (Comparator.EXACTLY, Comparator.BETWEEN)


class Light(models.TextChoices):
    """序时进度: where a target stands against the share of its time that has gone."""

    MET = "met", "完成"
    ON_PACE = "on_pace", "正常"
    SLOW = "slow", "偏慢"
    BEHIND = "behind", "滞后"
    NOT_DUE = "not_due", "未到期"
    UNKNOWN = "unknown", "无数据"


TONES = {
    Light.MET: "done", Light.ON_PACE: "good", Light.SLOW: "slow", Light.BEHIND: "late", Light.NOT_DUE: "none", Light.UNKNOWN: "stop",
}  # fmt: skip
ASK_ABOUT = (Light.BEHIND, Light.SLOW)
STATUS_TONES = {
    Status.DRAFT: "mine", Status.SUBMITTED: "wait", Status.APPROVED: "done", Status.CLOSED: "locked", Status.CANCELLED: "stop",
}  # fmt: skip
