"""What the organization above does: approve, return with a reason at the cells, reopen, and ask for what is missing."""

import datetime
import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month
from fulian.core.transitions import move
from fulian.indicators.choices import MonthState, Stage
from fulian.indicators.locks import set_state
from fulian.indicators.models import MonthlyStatement
from fulian.indicators.statements import Counted, refresh_recorded
from fulian.indicators.totals import due, recompute_chain
from fulian.organizations.models import Organization
from reports.choices import DecisionKind, Status
from reports.models.monthly import MonthlyReport, Reminder
from reports.services.steps import closed_refusal, decide, hold, set_stage, term_of

HANDED_IN = (Status.SUBMITTED, Status.APPROVED)


def fingerprint(statement: MonthlyStatement) -> str:
    """Of the cells as a reviewer has them before her: records may change until the moment of approval."""
    return hashlib.sha256(json.dumps(statement.cells, sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def approve(
    *,
    report: MonthlyReport,
    by: Any,
    revision: int | None = None,
    seen: str | None = None,
    at: datetime.datetime | None = None,
    counted: Counted | None = None,
) -> MonthlyReport:
    """SUBMITTED → APPROVED: its records are locked, and the totals of everything above it are made anew.

    The records are counted once more, so that what is approved is what they say from now on. `revision` and `seen`: what the
    reviewer had before her; anything else is not approved unseen. `counted`: as for submit().
    """
    fresh = hold(report, chain=True, revision=revision)
    if fresh.status != Status.SUBMITTED:
        raise Conflict
    refresh_recorded(fresh.statement, counted)
    if seen is not None and fingerprint(fresh.statement) != seen:
        raise Conflict("您看的时候，这个月的记录有变化。请看过新的数再审核。")
    _refuse_contradiction(fresh)
    fresh.statement.save(update_fields=["cells"])
    settle(fresh, by=by, at=at or timezone.now())
    return fresh


def _refuse_contradiction(report: MonthlyReport) -> None:
    """Records that came after the submission may contradict what it says."""
    cells = [report.statement.cell(code) for code in report.statement.cells]
    if report.zero_report and any(cell.recorded for cell in cells):
        raise Refused("报的是零报告，提交以后又有了记录。请退回，让填报人核对。")
    if any(cell.not_applicable and cell.recorded for cell in cells):
        raise Refused("有一项选了“不适用”，提交以后又有了记录。请退回，让填报人核对。")


def settle(report: MonthlyReport, *, by: Any, at: datetime.datetime) -> None:
    """Approval, once the whole chain of the month is held by the caller's transaction.

    Not before the month is over: approval locks its records, and those of its last days could not be written any more.
    """
    month = report.as_month
    if month.last >= timezone.localdate(at):
        raise Refused(f"{month.label}还没有过完。审核通过会锁定这个月的记录，请等月底以后再审核。")
    move(report, to=Status.APPROVED, allowed=[Status.SUBMITTED], approved_at=at, approved_by=by)
    set_stage(report.statement, Stage.APPROVED)
    set_state(organization=report.organization, month=month, state=MonthState.APPROVED, by=by)
    recompute_chain(report.organization, month)
    decide(report, DecisionKind.APPROVE, by=by, at=at)


@transaction.atomic
def return_report(
    *,
    report: MonthlyReport,
    by: Any,
    reason: str,
    comments: dict[str, str] | None = None,
    revision: int | None = None,
    at: datetime.datetime | None = None,
) -> MonthlyReport:
    """SUBMITTED → RETURNED. `comments`: {indicator code: what to look at}."""
    if not reason.strip():
        raise Refused("请写明退回的原因，村里要据此修改。", field="reason")
    fresh = hold(report, revision=revision)
    move(fresh, to=Status.RETURNED, allowed=[Status.SUBMITTED])
    set_stage(fresh.statement, Stage.DRAFT)
    decide(fresh, DecisionKind.RETURN, by=by, at=at or timezone.now(), reason=reason.strip(), comments=_said(comments))
    return fresh


@transaction.atomic
def reopen(*, report: MonthlyReport, by: Any, reason: str, at: datetime.datetime | None = None) -> MonthlyReport:
    """APPROVED → RETURNED while the month is not closed: its records may be changed again, its figures leave the totals."""
    if not reason.strip():
        raise Refused("请写明重新打开的原因。", field="reason")
    fresh = hold(report, chain=True)
    move(fresh, to=Status.RETURNED, allowed=[Status.APPROVED], approved_at=None, approved_by=None)
    set_stage(fresh.statement, Stage.DRAFT)
    set_state(organization=fresh.organization, month=fresh.as_month, state=MonthState.OPEN, by=by)
    recompute_chain(fresh.organization, fresh.as_month)
    decide(fresh, DecisionKind.REOPEN, by=by, at=at or timezone.now(), reason=reason.strip())
    return fresh


@transaction.atomic
def remind(*, sender: Organization, month: Month, by: Any) -> int:
    """Ask everybody below who has not reported the month; once a day each. Returns how many were asked."""
    today = timezone.localdate()
    if term_of(sender, month).closed:
        raise closed_refusal(month)
    reported = MonthlyReport.objects.of_month(month).under(sender.path).filter(status__in=HANDED_IN)
    missing = due(sender.path, month).exclude(pk=sender.pk).exclude(pk__in=reported.values("organization"))
    missing = missing.exclude(
        pk__in=Reminder.objects.filter(year=month.year, month=month.month, made_on=today).values("organization")
    )
    rows = [
        Reminder(
            organization=organization, year=month.year, month=month.month, made_on=today, sender=sender, made_by=by
        )
        for organization in missing
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        record("reports.remind", by=by, subject=sender, month=str(month), count=len(rows))
    return len(rows)


def _said(comments: dict[str, str] | None) -> dict[str, str]:
    return {code: text.strip() for code, text in (comments or {}).items() if text.strip()}
