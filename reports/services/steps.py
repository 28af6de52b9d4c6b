"""What every step of a month's report begins and ends with: hold the month, look at the report afresh, write down the decision."""

import datetime
from typing import Any

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.indicators.choices import MonthState, Stage
from fulian.indicators.locks import lock_month, lock_own
from fulian.indicators.models import MonthGuard, MonthlyStatement
from fulian.organizations.choices import REPORTING_LEVELS, Level
from fulian.organizations.models import Organization
from reports.choices import DecisionKind
from reports.models.monthly import Decision, MonthlyReport, ReportingTerm

CHANGED_MEANWHILE = "这份月报刚刚有改动，您看的已不是最新内容。请刷新页面，看过新的再处理。"
EDITED_MEANWHILE = "这份月报刚刚被别人改过，您填的还在下面。请核对；再按一次，就以您填的为准。"


def closed_refusal(month: Month) -> Refused:
    return Refused(f"{month.label}已关账锁定，月报不能再改。确需更正，请区妇联做“更正”。")


def hold(
    report: MonthlyReport, *, chain: bool = False, revision: int | None = None, stale: str = CHANGED_MEANWHILE
) -> MonthlyReport:
    """Lock the report's month and read it afresh; the caller's transaction keeps it.

    `chain`: with everything above it, for a step that changes kept totals. `revision`: what the person had before her; when
    the report has changed since, she decides about something that she has not seen.
    """
    month = report.as_month
    guard = _hold_chain(report.organization, month) if chain else lock_own(report.organization, month)
    if guard.state == MonthState.CLOSED:
        raise closed_refusal(month)
    fresh = (
        MonthlyReport.objects.select_for_update(of=("self",))
        .select_related("statement", "organization")
        .get(pk=report.pk)
    )
    if revision is not None and fresh.revision != revision:
        raise Conflict(stale)
    return fresh


def _hold_chain(organization: Organization, month: Month) -> MonthGuard:
    return next(guard for guard in lock_month(organization, month) if guard.organization_id == organization.pk)


def set_stage(statement: MonthlyStatement, stage: Stage) -> None:
    statement.stage = stage
    statement.save(update_fields=["stage"])


def decide(
    report: MonthlyReport,
    kind: DecisionKind,
    *,
    by: Any,
    at: datetime.datetime,
    reason: str = "",
    comments: dict[str, str] | None = None,
) -> Decision:
    """Append the step with the cells as they stand, and the audit row."""
    decision = Decision.objects.create(
        report=report,
        kind=kind,
        made_by=by,
        made_at=at,
        reason=reason,
        comments=comments or {},
        snapshot=report.statement.cells,
    )
    record(f"reports.{kind.value}", by=by, subject=report, month=str(report.as_month))
    return decision


def district_of(organization: Organization) -> Organization:
    """The district whose terms hold for an organization: itself, or the one above it."""
    if organization.level == Level.DISTRICT:
        return organization
    return Organization.objects.above(organization.path).get(level=Level.DISTRICT)


def term_of(organization: Organization, month: Month) -> ReportingTerm:
    """The district's dates of a month; the usual ones, unsaved, where it has set none."""
    district = district_of(organization)
    stored = ReportingTerm.objects.of_month(month).filter(organization=district).first()
    return stored or ReportingTerm.default_for(district, month)


def reports_upwards(organization: Organization) -> bool:
    """Whether somebody above reviews its month. A district's has nobody above it in the portal: it stands once filed."""
    return organization.parent is not None and organization.parent.level in REPORTING_LEVELS
