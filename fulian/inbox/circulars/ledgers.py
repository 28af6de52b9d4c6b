"""Columns of the ledger of circulars: one row for each organization that was asked."""

from django.utils import timezone

from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
from fulian.inbox.circulars.models import Circular, CircularRecipient, CircularSignup
from fulian.inbox.circulars.sheet import state_of

ANSWERS = Ledger(
    "circulars.answers", "通知答复台账", Permission.CIRCULARS_VIEW, CircularRecipient.objects.detailed,
    (
        Column("通知标题", "circular.title", 36),
        Column("发文单位", "circular.organization.name", 16),
        Column("发出日期", "circular.issued_on", 12),
        Column("要求", "circular.get_ask_display", 10),
        Column("截止日期", "circular.due_on", 12),
        Column("所属镇街", "organization.parent.name", 14),
        Column("收文组织", "organization.name", 16),
        Column("答复情况", lambda row: state_of(row, timezone.localdate()).label, 16),
        Column("答复时间", "answered_at", 18),
        Column("答复人", "answered_by.name", 10),
        Column("是否逾期", lambda row: "是" if row.is_late else "", 10),
        Column("选了哪个", "option", 14),
        Column("回执内容", "text", 36),
        Column("报名人数", "people", 10),
        Column("催办次数", "reminded", 10),
    ),
)  # fmt: skip
register(ANSWERS)


def people_ledger(circular: Circular) -> Ledger:
    """The 报名表 of one circular, with the columns that it asks for."""

    def of(label: str) -> Column:
        return Column(label, lambda signup: signup.values.get(label, ""), 16)

    return Ledger(
        "circulars.people", "报名表", Permission.CIRCULARS_ISSUE, CircularSignup.objects.all,
        (Column("单位", "recipient.organization.name", 18), *(of(label) for label in circular.signup_columns)),
    )  # fmt: skip
