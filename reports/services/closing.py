"""关账: the district locks a month. Whatever was recorded counts, also of those who never reported."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.indicators.cells import Cell
from fulian.indicators.choices import Stage
from fulian.indicators.locks import close_all, lock_month
from fulian.indicators.models import MonthlyStatement
from fulian.indicators.statements import recorded_below
from fulian.indicators.tasks import schedule_above
from fulian.indicators.totals import rebuild
from fulian.organizations.choices import REPORTING_LEVELS, Level
from fulian.organizations.models import Organization
from reports.choices import DecisionKind, Status
from reports.models.monthly import Decision, MonthlyReport, ReportingTerm
from reports.services.steps import term_of


@transaction.atomic
def set_term(
    *, district: Organization, month: Month, due_on: datetime.date, lock_on: datetime.date, by: Any
) -> ReportingTerm:
    """The district's own dates for a month that is not closed."""
    if due_on < month.first:
        raise Refused("报送截止不能早于这个月的第一天。", field="due_on")
    if lock_on <= month.last:
        raise Refused("锁定日期要在这个月结束以后。", field="lock_on")
    if lock_on < due_on:
        raise Refused("锁定日期不能早于报送截止。", field="lock_on")
    term = _stored_term(district, month)
    dates = {"due_on": due_on, "lock_on": lock_on}
    if not ReportingTerm.objects.filter(pk=term.pk, closed_at=None).update(**dates):
        raise Refused(f"{month.label}已经关账，期限不能再改。")
    record(
        "reports.set_term", by=by, subject=term, path=district.path, **{name: str(day) for name, day in dates.items()}
    )
    term.due_on, term.lock_on = due_on, lock_on
    return term


@transaction.atomic
def close_month(
    *,
    district: Organization,
    month: Month,
    by: Any,
    seen: Collection[int] = (),
    at: datetime.datetime | None = None,
) -> ReportingTerm:
    """Lock the month of the district and of everything below it.

    `seen`: the reports that are handed in but not reviewed and that the closer has been shown; they count by their records,
    their additions wait for a 更正. Who never reported counts by the records too.
    """
    at = at or timezone.now()
    if district.level != Level.DISTRICT:
        raise Refused("只有区县能关账。")
    if month.last >= timezone.localdate(at):
        raise Refused(f"{month.label}还没有结束，不能关账。")
    lock_month(district, month)
    organizations = _organizations(district, month)
    close_all(organizations=organizations, month=month, by=by)
    term = _stored_term(district, month)
    if term.closed:
        raise Conflict(f"{month.label}已经关账。")
    reports = list(MonthlyReport.objects.of_month(month).under(district.path).with_people())
    was = {report.pk: report.statement.cells for report in reports}
    _refuse_early(term, organizations, reports, month, timezone.localdate(at))
    _refuse_unseen(reports, seen)
    recorded = recorded_below(district, month)
    _count_by_records(reports, recorded)
    reports += _report_for_the_silent(organizations, reports, recorded, month)
    Decision.objects.bulk_create(
        Decision(report=report, kind=DecisionKind.CLOSE, made_by=by, made_at=at, snapshot=was.get(report.pk, {}))
        for report in reports
    )
    rebuild(month, under=district)
    schedule_above(district, month)
    ReportingTerm.objects.filter(pk=term.pk).update(closed_at=at, closed_by=by)
    term.closed_at, term.closed_by = at, by
    record("reports.close_month", by=by, subject=term, path=district.path, month=str(month), reports=len(reports))
    return term


def _stored_term(district: Organization, month: Month) -> ReportingTerm:
    usual = term_of(district, month)
    term, _ = ReportingTerm.objects.select_for_update().get_or_create(
        organization=district,
        year=month.year,
        month=month.month,
        defaults={"due_on": usual.due_on, "lock_on": usual.lock_on},
    )
    return term


def _organizations(district: Organization, month: Month) -> list[Organization]:
    """Everything that was there on some day of the month, from the top down; also what reports through somebody else."""
    there = Q(opened_on__lte=month.last) & (Q(closed_on__isnull=True) | Q(closed_on__gte=month.first))
    return list(Organization.objects.under(district.path).filter(there).order_by("path"))


def _refuse_early(
    term: ReportingTerm,
    organizations: list[Organization],
    reports: list[MonthlyReport],
    month: Month,
    today: datetime.date,
) -> None:
    """Before its day a month is closed only when there is nothing left to wait for."""
    approved = {report.organization_id for report in reports if report.status == Status.APPROVED}
    waiting = [
        o for o in organizations if o.level in REPORTING_LEVELS and o.existed_on(month.last) and o.pk not in approved
    ]
    if waiting and today < term.lock_on:
        raise Refused(
            f"锁定日期是{term.lock_on.month}月{term.lock_on.day}日，还有{len(waiting)}个组织没有审核通过。请到期再关账，或先改锁定日期。"
        )


def _refuse_unseen(reports: list[MonthlyReport], seen: Collection[int]) -> None:
    unseen = [report for report in reports if report.status == Status.SUBMITTED and report.pk not in seen]
    if unseen:
        names = "、".join(report.organization.name for report in unseen)
        raise Refused(f"还有{len(unseen)}份已提交的月报没有审核：{names}。请逐一看过后勾选，再关账。", field="seen")


def _count_by_records(reports: list[MonthlyReport], recorded: dict[int, dict[str, Quantity]]) -> None:
    """What is not approved counts by its records from now on; what was typed is kept with the decision."""
    unapproved = [report for report in reports if report.status != Status.APPROVED]
    for report in unapproved:
        report.statement.cells = _cells(recorded.get(report.organization_id, {}))
        handed_in = report.status == Status.SUBMITTED
        report.statement.stage = Stage.UNREVIEWED if handed_in else Stage.BY_RECORD
        report.status = Status.UNREVIEWED if handed_in else Status.BY_RECORD
    MonthlyStatement.objects.bulk_update([report.statement for report in unapproved], ["cells", "stage"])
    MonthlyReport.objects.bulk_update(unapproved, ["status"])


def _report_for_the_silent(
    organizations: list[Organization],
    reports: list[MonthlyReport],
    recorded: dict[int, dict[str, Quantity]],
    month: Month,
) -> list[MonthlyReport]:
    """Statements for whoever began none, so that nothing recorded vanishes; reports for those of them that had to."""
    begun = {report.organization_id for report in reports}
    silent = [o for o in organizations if o.pk not in begun and (o.pk in recorded or _must_report(o, month))]
    statements = MonthlyStatement.objects.bulk_create(
        MonthlyStatement(
            organization=organization, path_at=organization.path, year=month.year, month=month.month,
            cells=_cells(recorded.get(organization.pk, {})), stage=Stage.BY_RECORD,
        )
        for organization in silent
    )  # fmt: skip
    return MonthlyReport.objects.bulk_create(
        MonthlyReport(
            organization=s.organization, year=month.year, month=month.month, statement=s, status=Status.BY_RECORD
        )
        for s in statements
        if _must_report(s.organization, month)
    )


def _must_report(organization: Organization, month: Month) -> bool:
    return organization.level in REPORTING_LEVELS and organization.existed_on(month.last)


def _cells(recorded: dict[str, Quantity]) -> dict[str, dict]:
    return {code: Cell(quantity).to_json() for code, quantity in recorded.items()}
