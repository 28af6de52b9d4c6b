"""Columns of the ledger of supervision: one row for each recipient."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
from plans.supervision.models import Recipient, Reply


def _last(value: Callable[[Reply], Any]) -> Callable[[Recipient], Any]:
    """Of the last answer; nothing when there is none."""

    def cell(row: Recipient) -> Any:
        replies = list(row.replies.all())
        return value(replies[-1]) if replies else ""

    return cell


NOTICES = Ledger(
    "supervision.notices", "督办台账", Permission.SUPERVISION_VIEW, Recipient.objects.detailed,
    (
        Column("文种", "notice.get_degree_display", 10),
        Column("文号", "notice.number_text", 18),
        Column("标题", "notice.title", 36),
        Column("发文组织", "notice.organization.name", 14),
        Column("发出日期", "notice.issued_on", 12),
        Column("主送", "name", 16),
        Column("针对的目标", "notice.target.subject", 24),
        Column("发出时完成", lambda row: row.notice.figures.get("actual", ""), 14),
        Column("发出时进度", lambda row: row.notice.figures.get("light", ""), 10),
        Column("答复期限", "due_on", 12),
        Column("答复情况", "get_status_display", 12),
        Column("逾期天数", lambda row: row.days_late(timezone.localdate()) if row.notice.is_issued else 0, 10),
        Column("签收时间", "opened_at", 18),
        Column("提醒次数", "reminded", 10),
        Column("答复次数", lambda row: len(row.replies.all()), 10),
        Column("最近答复时间", _last(lambda reply: reply.created_at), 18),
        Column("最近答复内容", _last(lambda reply: reply.text), 44),
        Column("办理完成日期", _last(lambda reply: reply.done_on), 14),
        Column("审核意见", _last(lambda reply: reply.verdict_reason), 24),
        Column("由哪份升级", "notice.escalates.number_text", 18),
        Column("状态", "notice.get_status_display", 10),
        Column("撤回原因", "notice.withdraw_reason", 20),
    ),
)  # fmt: skip
register(NOTICES)
