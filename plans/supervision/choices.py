"""Words of supervision: a notice in three degrees, and what becomes of it with each of those it is addressed to."""

from django.db import models


class Degree(models.TextChoices):
    """From the mildest to the gravest: a federation guides those below it, it does not command them."""

    HINT = "hint", "工作提示"
    REMINDER = "reminder", "提醒函"
    CIRCULAR = "circular", "通报"

    @property
    def rank(self) -> int:
        return list(Degree).index(self)

    @property
    def above(self) -> "list[Degree]":
        """To which it may be raised, the next one first."""
        return list(Degree)[self.rank + 1 :]


class Status(models.TextChoices):
    DRAFT = "draft", "草稿"
    ISSUED = "issued", "已发出"
    CLOSED = "closed", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


class Answer(models.TextChoices):
    """Where one recipient stands with a notice."""

    WAITING = "waiting", "待答复"
    REPLIED = "replied", "已答复待审核"
    SENT_BACK = "sent_back", "退回补充"
    ACCEPTED = "accepted", "审核通过"
    RAISED = "raised", "已升级"  # to be answered in the graver notice that followed
    INFORMED = "informed", "无需答复"


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", "审核通过"
    SENT_BACK = "sent_back", "退回补充"


class ReminderKind(models.TextChoices):
    BEFORE = "before", "到期前提醒"
    LATE = "late", "逾期提醒"


OPEN = (Answer.WAITING, Answer.SENT_BACK)  # it is the recipient's turn
OUTSTANDING = (*OPEN, Answer.REPLIED)  # while one is left, the notice is not closed
DELIVERED = (Status.ISSUED, Status.CLOSED, Status.WITHDRAWN)  # the recipients know of it

STATUS_TONES = {
    Status.DRAFT: "mine", Status.ISSUED: "wait", Status.CLOSED: "done", Status.WITHDRAWN: "stop",
}  # fmt: skip
ANSWER_TONES = {
    Answer.WAITING: "mine", Answer.REPLIED: "wait", Answer.SENT_BACK: "stop", Answer.ACCEPTED: "done",
    Answer.RAISED: "none", Answer.INFORMED: "none",
}  # fmt: skip
