"""What the reporting organization does: open its month filled in from its records, add, submit, take back."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.core.transitions import move
from fulian.indicators.cells import Cell
from fulian.indicators.choices import MonthState, Stage
from fulian.indicators.locks import lock_month, lock_own
from fulian.indicators.models import Indicator, MonthlyStatement
from fulian.indicators.statements import Counted, refresh_recorded
from fulian.organizations.choices import REPORTING_LEVELS
from fulian.organizations.models import Organization
from reports.choices import EDITABLE, DecisionKind, Status
from reports.models.monthly import MonthlyReport
from reports.services.reviewing import settle
from reports.services.steps import EDITED_MEANWHILE, closed_refusal, decide, hold, reports_upwards, set_stage, term_of

NOT_EDITABLE = "这份月报已经提交，或者已被别人处理，现在不能再改。请刷新页面看最新状态。"


@dataclass(frozen=True)
class Entry:
    """What a person typed into one cell."""

    added: Quantity | None = None
    note: str = ""
    not_applicable: bool = False


@dataclass(frozen=True)
class Texts:
    highlights: str = ""
    next_steps: str = ""
    problems: str = ""


def refuse_unreportable(organization: Organization, month: Month) -> None:
    """A month is reported once it has begun, by a village, township or district that existed at its end."""
    if organization.level not in REPORTING_LEVELS:
        raise Refused(f"{organization}不单独报月报，它的记录由上级一并汇总。")
    if month.first > timezone.localdate():
        raise Refused(f"{month.label}还没有到，不能提前填报。")
    if not organization.existed_on(month.last):
        raise Refused(f"{month.label}时还没有{organization}，或者它已经撤并，这个月不用报。")


def draft_of(organization: Organization, month: Month) -> MonthlyReport:
    """The month's report as its form shows it, filled in from the records of this moment. Writes nothing; may be unsaved."""
    report = MonthlyReport.objects.of_month(month).filter(organization=organization).with_people().first()
    if report is None:
        refuse_unreportable(organization, month)
        statement = MonthlyStatement(
            organization=organization, path_at=organization.path, year=month.year, month=month.month
        )
        report = MonthlyReport(organization=organization, year=month.year, month=month.month, statement=statement)
    return bring_up_to_date(report)


def bring_up_to_date(report: MonthlyReport) -> MonthlyReport:
    """With the records of this moment, as long as they may still change. Writes nothing."""
    if report.status in (*EDITABLE, Status.SUBMITTED):
        refresh_recorded(report.statement)
    return report


@transaction.atomic
def open_report(*, organization: Organization, month: Month, by: Any) -> MonthlyReport:
    """The month's report, begun if it was not there, its figures as the records say now."""
    report = _begin(organization, month)
    if report.editable:
        refresh_recorded(report.statement)
        report.statement.save(update_fields=["cells"])
    return report


@transaction.atomic
def save_draft(
    *,
    report: MonthlyReport,
    by: Any,
    entries: Mapping[str, Entry] | None = None,
    texts: Texts | None = None,
    revision: int | None = None,
) -> MonthlyReport:
    """Keep what was typed; it need not be complete. `revision`: the one that the person had before her."""
    fresh = hold(report, revision=revision, stale=EDITED_MEANWHILE)
    _write(fresh, entries or {}, texts)
    fresh.statement.save(update_fields=["cells"])
    return fresh


@transaction.atomic
def submit(
    *,
    report: MonthlyReport,
    by: Any,
    zero: bool = False,
    revision: int | None = None,
    at: datetime.datetime | None = None,
    counted: Counted | None = None,
) -> MonthlyReport:
    """DRAFT or RETURNED → SUBMITTED, with the records counted in the same transaction.

    `at` and `counted` (recorded_below() of the month): for whoever enters many months afterwards. A district's report has
    nobody above it to review it: it is approved at once.
    """
    fresh = hold(report, chain=not reports_upwards(report.organization), revision=revision)
    refresh_recorded(fresh.statement, counted)
    return _submit(fresh, by=by, zero=zero, at=at or timezone.now())


@transaction.atomic
def file_report(
    *,
    organization: Organization,
    month: Month,
    by: Any,
    entries: Mapping[str, Entry] | None = None,
    texts: Texts | None = None,
    revision: int | None = None,
    at: datetime.datetime | None = None,
    counted: Counted | None = None,
) -> MonthlyReport:
    """Open, write and submit in one step: what the form's 提交 button does. The records are counted once."""
    report = _begin(organization, month)
    if revision is not None and report.revision != revision:
        raise Conflict(EDITED_MEANWHILE)
    _write(report, entries or {}, texts, counted)
    return _submit(report, by=by, zero=False, at=at or timezone.now())


@transaction.atomic
def file_zero(
    *,
    organization: Organization,
    month: Month,
    by: Any,
    at: datetime.datetime | None = None,
    counted: Counted | None = None,
) -> MonthlyReport:
    """零报告: say in one step that nothing happened. Refused when the records say otherwise."""
    report = _begin(organization, month)
    if not report.editable:
        raise Conflict(NOT_EDITABLE)
    refresh_recorded(report.statement, counted)
    return _submit(report, by=by, zero=True, at=at or timezone.now())


@transaction.atomic
def withdraw(*, report: MonthlyReport, by: Any, at: datetime.datetime | None = None) -> MonthlyReport:
    """SUBMITTED → DRAFT, before anybody has reviewed it. A later submission is timed anew."""
    fresh = hold(report)
    move(fresh, to=Status.DRAFT, allowed=[Status.SUBMITTED], submitted_at=None, submitted_by=None, late=False)
    set_stage(fresh.statement, Stage.DRAFT)
    decide(fresh, DecisionKind.WITHDRAW, by=by, at=at or timezone.now())
    return fresh


def _begin(organization: Organization, month: Month) -> MonthlyReport:
    """Hold the organization's month and get or make its report; its figures are not read from the records yet."""
    if reports_upwards(organization):
        guard = lock_own(organization, month)
    else:
        guard = lock_month(organization, month)[-1]
    report = (
        MonthlyReport.objects.of_month(month)
        .filter(organization=organization)
        .select_related("statement", "organization")
        .first()
    )
    if report is not None:
        return report
    refuse_unreportable(organization, month)
    if guard.state == MonthState.CLOSED:
        raise closed_refusal(month)
    statement = MonthlyStatement.objects.create(
        organization=organization, path_at=organization.path, year=month.year, month=month.month
    )
    return MonthlyReport.objects.create(
        organization=organization, year=month.year, month=month.month, statement=statement
    )


def _write(
    report: MonthlyReport, entries: Mapping[str, Entry], texts: Texts | None, counted: Counted | None = None
) -> None:
    """Put what was typed into the report; the records are read afresh. Does not save the statement."""
    statement = report.statement
    known = _cells_of(report.organization, entries)
    for code, entry in entries.items():
        if code not in known:
            raise Refused("月报里没有这一项，或者它刚刚停用。请刷新页面。")
        _check_entry(code, entry)
        cell = Cell(statement.cell(code).recorded, entry.added, entry.note.strip(), entry.not_applicable)
        statement.cells.pop(code, None)
        if data := cell.to_json():
            statement.cells[code] = data
    refresh_recorded(statement, counted)
    changed = MonthlyReport.objects.filter(pk=report.pk, status__in=EDITABLE, revision=report.revision).update(
        revision=report.revision + 1, zero_report=False, **(vars(texts) if texts else {})
    )
    if not changed:
        raise Conflict(NOT_EDITABLE)
    report.revision += 1
    report.zero_report = False
    for name, value in (vars(texts) if texts else {}).items():
        setattr(report, name, value)


def _check_entry(code: str, entry: Entry) -> None:
    if entry.added is not None and entry.added.value < 0:
        raise Refused("补充的数不能是负数。多记了请去改记录。", field=f"added-{code}")
    if entry.not_applicable and entry.added is not None:
        raise Refused("填了补充数，就不能再选“不适用”。", field=f"na-{code}")


def _submit(report: MonthlyReport, *, by: Any, zero: bool, at: datetime.datetime) -> MonthlyReport:
    """The statement has been refreshed and its month is held."""
    statement = report.statement
    if not reports_upwards(report.organization) and report.as_month.last >= timezone.localdate(at):
        raise Refused(
            f"{report.as_month.label}还没有过完。区级月报提交即生效，会锁定这个月的记录，请等月底以后再提交。"
        )
    if zero:
        _refuse_not_zero(statement)
    else:
        said = [code for code in statement.cells if _is_said(statement.cell(code))]
        _check_complete(statement, _cells_of(report.organization, said).values())
    day = timezone.localdate(at)
    first_time = report.submitted_at is None
    late = report.late or (first_time and day > term_of(report.organization, report.as_month).due_on)
    move(
        report, to=Status.SUBMITTED, allowed=EDITABLE, submitted_at=at, submitted_by=by, late=late, zero_report=zero,
        revision=report.revision + 1,
    )  # fmt: skip
    statement.stage = Stage.FILED
    statement.save(update_fields=["cells", "stage"])
    decide(report, DecisionKind.SUBMIT, by=by, at=at)
    if not reports_upwards(report.organization):
        settle(report, by=by, at=at)
    return report


def _is_said(cell: Cell) -> bool:
    """Whether somebody typed something into it: what the records alone say cannot be incomplete."""
    return bool(cell.added) or cell.not_applicable


def _refuse_not_zero(statement: MonthlyStatement) -> None:
    stated = [statement.cell(code) for code in statement.cells]
    if any(cell.recorded for cell in stated):
        raise Refused("这个月已经有记录，不能报零报告。请核对后直接提交。")
    if any(cell.added is not None and cell.added for cell in stated):
        raise Refused("这个月已经填了补充数，不能报零报告。请核对后直接提交，或先清空补充数。")


def _cells_of(organization: Organization, codes: Iterable[str]) -> dict[str, Indicator]:
    """Those of the codes that the organization's month has a cell for, in its order."""
    found = (
        Indicator.objects.monthly().for_organization(organization.path).filter(code__in=list(codes)) if codes else []
    )
    return {indicator.code: indicator for indicator in found}


def _check_complete(statement: MonthlyStatement, indicators: Iterable[Indicator]) -> None:
    """A note for every number that was added, no 不适用 beside records, and something in it at all."""
    for indicator in indicators:
        cell = statement.cell(indicator.code)
        if cell.added and not cell.note:
            raise Refused(
                f"“{indicator.name}”补充了{cell.added}{indicator.unit}，请说明是什么、从哪里来。",
                field=f"note-{indicator.code}",
            )
        if cell.not_applicable and cell.recorded is not None:
            raise Refused(f"“{indicator.name}”这个月有记录，不能选“不适用”。", field=f"na-{indicator.code}")
    if not any(statement.cell(code).value for code in statement.cells):
        raise Refused("这个月没有任何记录，也没有补充。本月确实没有活动，请用“零报告（本月无活动）”。")
