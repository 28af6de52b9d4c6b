"""Who reported what and when, with what was written beside the figures; and the corrections."""

from fulian.core import cells
from fulian.core.cells import BadCell, Reader
from fulian.core.chinese import halfwidth
from fulian.core.columns import Column, Ledger, register
from fulian.core.periods import Month
from fulian.core.permissions import Permission
from fulian.core.quantities import Qualifier
from fulian.indicators.models import Indicator
from fulian.ledgers.columns import WHOSE
from reports.additions import AddedCell, AddedCells
from reports.models import Correction, MonthlyReport

MONTHLY_REPORTS = Ledger(
    code="reports.monthly",
    label="月报台账",
    permission=Permission.REPORTS_VIEW,
    rows=MonthlyReport.objects.in_ledger_order,
    columns=(
        Column("组织", "organization.name", 16),
        Column("月份", lambda report: report.as_month.label, 12),
        Column("状态", lambda report: report.get_status_display(), 18),
        Column("零报告", lambda report: "是" if report.zero_report else "", 8),
        Column("逾期", lambda report: "是" if report.late else "", 8),
        Column("提交时间", "submitted_at", 18),
        Column("提交人", "submitted_by.name", 12),
        Column("审核通过时间", "approved_at", 18),
        Column("审核人", "approved_by.name", 12),
        Column("本月亮点", "highlights", 40),
        Column("下月打算", "next_steps", 40),
        Column("困难和建议", "problems", 40),
    ),
)
CORRECTIONS = Ledger(
    code="reports.corrections",
    label="更正台账",
    permission=Permission.REPORTS_VIEW,
    rows=Correction.objects.with_everything,
    columns=(
        Column("组织", "organization.name", 16),
        Column("编号", str, 16),
        Column("月份", lambda correction: correction.report.as_month.label, 12),
        Column("指标", "indicator.name", 20),
        Column("更正前", lambda correction: correction.before.text() if correction.before else "", 12),
        Column("更正后", lambda correction: correction.after.text(), 12),
        Column("单位", "indicator.unit", 8),
        Column("原因", "reason", 40),
        Column("更正人", "made_by.name", 12),
        Column("更正时间", "made_at", 18),
    ),
)


def _month(raw: object, exact: bool) -> Month:
    """2025-03, 2025年3月, or a day of that month."""
    said = halfwidth(cells.as_text(raw)).replace("年", "-").replace("月", "").replace("/", "-").replace(".", "-")
    try:
        return Month.parse("-".join(said.split("-")[:2]))
    except ValueError:
        raise BadCell(f"“{said[:20]}”不是月份，请按 2025-03 这样填。") from None


def _qualifier(row: AddedCell) -> str:
    return str(row.cell.added.qualifier.label) if row.cell.added and row.cell.added.approximate else ""


ADDITIONS = Ledger(
    code="reports.additions",
    label="月报补充",
    permission=Permission.REPORTS_VIEW,
    rows=AddedCells,
    columns=(
        *WHOSE,
        Column("月份", lambda row: str(row.month), 10, "month", Reader("月份，如 2025-03", _month), required=True),
        Column("指标代码", "indicator.code", 24, "indicator", cells.one_of(Indicator.objects.monthly), required=True,
               help="指标页上的代码；也可以写指标名称。"),
        Column("指标", "indicator.name", 20),
        Column("补充的数", lambda row: None if row.cell.added is None else row.cell.added.value, 12, "added", cells.decimal(),
               qualifier="added_as", aliases=("数", "数量")),
        Column("约数", _qualifier, 8, "added_as", cells.choice(Qualifier.choices, empty="")),
        Column("单位", "indicator.unit", 8),
        Column("说明", lambda row: row.cell.note, 40, "note", cells.text(500, lines=True)),
        Column("不适用", lambda row: "是" if row.cell.not_applicable else "", 8, "not_applicable", cells.yes_no()),
        Column("已提交", lambda row: "是" if row.handed_in else "否", 8, "handed_in", cells.yes_no(),
               help="“是”：导入后这个月的月报随即提交；“否”：留作草稿。"),
    ),
    key="number",
    during=lambda rows, period: rows.during(period),
    order=90,
    own_page=True,
    note="月报里手工补充的数，一行一项。由记录汇总的数不在这里，各台账导入以后自会算出。",
)  # fmt: skip

register(MONTHLY_REPORTS, CORRECTIONS, ADDITIONS)
