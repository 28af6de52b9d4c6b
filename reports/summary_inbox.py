"""What of the year's summaries waits for whom: the leader to sign, the writer to look at what came back."""

import datetime
from collections.abc import Iterator
from typing import Any

from fulian.core.permissions import Permission
from fulian.inbox.registry import DraftForm, Todo, TodoProvider, register
from reports.models import AnnualSummary
from reports.summary_choices import SummaryStatus


def to_sign(user: Any, today: datetime.date) -> Iterator[Todo]:
    waiting = AnnualSummary.objects.visible_to(user, Permission.SUMMARIES_SIGN).filter(status=SummaryStatus.SUBMITTED)
    for summary in waiting.select_related("organization"):
        yield Todo(
            f"待签发：{summary}送审稿",
            f"第{summary.version}稿，数据截至{summary.until.month}月{summary.until.day}日",
            summary.get_absolute_url(),
            tone="mine",
        )


def returned(user: Any, today: datetime.date) -> Iterator[Todo]:
    back = AnnualSummary.objects.visible_to(user, Permission.SUMMARIES_EDIT).filter(status=SummaryStatus.RETURNED)
    for summary in back.select_related("organization"):
        yield Todo(f"退回修改：{summary}", summary.return_reason[:40], summary.get_absolute_url(), tone="stop")


register(
    TodoProvider("reports.summaries_to_sign", order=5, permission=Permission.SUMMARIES_SIGN, todos=to_sign),
    TodoProvider("reports.summaries_returned", order=15, permission=Permission.SUMMARIES_EDIT, todos=returned),
    DraftForm("reports.summary", "总结文字", create_url="reports:summary-request", update_url="reports:summary-edit"),
)
