"""Columns of the ledger of plans: one row a target."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
from plans.models import Target
from plans.progress import Progress, progress_of


def _progress(target: Target) -> Progress | None:
    """None while the plan is not in force. The export brings it along; a target that comes alone has it looked up."""
    if not target.plan.has_progress:
        return None
    return getattr(target, "progress", None) or progress_of([target], timezone.localdate())[0]


def _of(value: Callable[[Progress], Any]) -> Callable[[Target], Any]:
    def cell(target: Target) -> Any:
        progress = _progress(target)
        return value(progress) if progress is not None else ""

    return cell


def _percent(share: int | None) -> str:
    return "" if share is None else f"{share}%"


TARGETS = Ledger(
    "plans.targets", "工作计划目标台账", Permission.PLANS_VIEW, Target.objects.detailed,
    (
        Column("年度", "plan.year", 8),
        Column("组织", "plan.organization.name", 14),
        Column("计划", "plan.title", 22),
        Column("版次", "plan.version", 6),
        Column("状态", "plan.get_status_display", 10),
        Column("章", lambda row: f"{row.task.chapter.number}{row.task.chapter.title}", 24),
        Column("任务", "task.text", 44),
        Column("责任部室", "task.department", 12),
        Column("目标", "subject", 28),
        Column("要求", "goal_text", 18),
        Column("重复", lambda row: row.get_repeat_display() if row.repeat else "", 8),
        Column("按单位要求", lambda row: row.get_per_level_display() if row.per_level else "", 12),
        Column("完成", _of(lambda progress: progress.actual_text), 14),
        Column("n/N", _of(lambda progress: progress.fraction), 14),
        Column("完成率", _of(lambda progress: _percent(progress.percent)), 8),
        Column("序时", _of(lambda progress: _percent(progress.mark)), 8),
        Column("到今天应完成", _of(lambda progress: progress.expected_text), 12),
        Column("进度", _of(lambda progress: str(progress.light.label)), 8),
        Column("近来", _of(lambda progress: progress.trend_text), 8),
        Column("每月还需", _of(lambda progress: progress.per_month_text.removeprefix("每月还需")), 12),
        Column("说明", _of(lambda progress: progress.remark), 24),
        Column("统计指标", "indicator.name", 18),
        Column("责任组织", "organization.name", 14),
        Column("开始", "starts_on", 12),
        Column("时限", "due_on", 12),
        Column("完成日期", "done_on", 12),
        Column("完成情况", "evidence", 36),
    ),
)  # fmt: skip
register(TARGETS)
