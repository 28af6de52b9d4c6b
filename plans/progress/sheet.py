"""进度表: a plan's targets on one landscape sheet, for a meeting's table or a leader's folder."""

from fulian.core.chinese import long_date
from fulian.documents import blocks
from plans.models import Plan
from plans.progress import Progress
from plans.progress.board import Board

LIGHT, TITLE = "进度", "序时进度表"


def sheet_of(board: Board) -> blocks.Document:
    plan = board.plan
    title = f"{plan.title}{TITLE}"
    as_at = f"截至{long_date(board.today)}"
    columns = (
        blocks.Column("序号", 0.7), blocks.Column("目标", 3.4, "left"), blocks.Column("责任单位", 1.4, "left"),
        blocks.Column("要求", 2.4), blocks.Column("完成", 1.7), blocks.Column("完成率（n/N）", 2.6),
        blocks.Column("应完成", 1.6), blocks.Column(LIGHT, 0.9), blocks.Column("说明", 4.6, "left"),
    )  # fmt: skip
    rows = tuple(_row(number, one) for number, one in enumerate(board.lines, start=1))
    note = "“未闭账”指有月份还没有锁定，数会变。怎么判断快慢，见计划的进度页。"
    table = blocks.Table(columns, rows, caption=_caption(board, as_at))
    return blocks.Document(
        title_for_metadata=title,
        blocks=(blocks.Title((title,)), table, blocks.Note(note)),
        header_note=f"{plan.organization.name} · {version_text(plan)} · {as_at}",
        cut_off=as_at,
        sheet=True,
    )


def version_text(plan: Plan) -> str:
    """Which version of a plan is meant, and since when it has counted."""
    since = f"，{long_date(plan.in_force_from)}起执行" if plan.in_force_from else ""
    until = f"，至{long_date(plan.in_force_until)}" if plan.in_force_until else ""
    return f"计划第{plan.version}版{since}{until}"


def _caption(board: Board, as_at: str) -> str:
    parts = "、".join(f"{part.label}{part.number}项" for part in board.parts)
    return f"{as_at}，目标{len(board.all)}项：{parts}"


def _row(number: int, one: Progress) -> tuple[str, ...]:
    rate = f"{one.percent}%（{one.fraction}）" if one.percent is not None else one.fraction
    remarks = (one.remark.rstrip("。"), one.per_month_text, one.trend_text, "未闭账" if one.provisional else "")
    return (
        str(number), one.target.subject, one.who, one.goal_text, one.actual_text, rate, one.expected_text,
        str(one.light.label), "；".join(remark for remark in remarks if remark),
    )  # fmt: skip
