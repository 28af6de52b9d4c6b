from django.db import models


class Status(models.TextChoices):
    """How far a month's report has come. The last two are given by closing the month, never by a person on the report."""

    DRAFT = "draft", "填写中"
    SUBMITTED = "submitted", "已提交，待审核"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "审核通过"
    UNREVIEWED = "unreviewed", "已报未审，按记录"
    BY_RECORD = "by_record", "未报，按记录"


EDITABLE = (Status.DRAFT, Status.RETURNED)
FINAL = (Status.APPROVED, Status.UNREVIEWED, Status.BY_RECORD)

TONES = {
    Status.DRAFT: "none",
    Status.SUBMITTED: "wait",
    Status.RETURNED: "stop",
    Status.APPROVED: "done",
    Status.UNREVIEWED: "locked",
    Status.BY_RECORD: "locked",
}


class DecisionKind(models.TextChoices):
    SUBMIT = "submit", "提交"
    WITHDRAW = "withdraw", "撤回"
    RETURN = "return", "退回修改"
    APPROVE = "approve", "审核通过"
    REOPEN = "reopen", "重新打开"
    CLOSE = "close", "关账"
    CORRECT = "correct", "更正"
