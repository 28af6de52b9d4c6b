"""Who reported what and when, with what was written beside the figures; and the corrections."""

from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
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

register(MONTHLY_REPORTS, CORRECTIONS)
