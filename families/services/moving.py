"""The one gate through which an honour's status and grade change."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from families.choices import REASON_NEEDED, STANDING, TRANSITIONS, HonourStatus
from families.models import Honour, HonourGrade, HonourGrading, HonourStep
from families.services.guards import all_open, grade_fits, happened
from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move

ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def advance_honour(
    *,
    honour: Honour,
    to: str,
    on: datetime.date,
    by: Any,
    reason: str = "",
    document_number: str = "",
    grade: HonourGrade | None = None,
) -> Honour:
    """Take the next step: report, appraise, name (with its grade), list, revoke, decline, withdraw."""
    label = HonourStatus(to).label
    _hold(honour)
    if honour.status not in TRANSITIONS.get(to, ()):
        raise Conflict(f"现在的状态是“{honour.get_status_display()}”，不能{label}。请刷新页面。")
    if to in REASON_NEEDED and not reason.strip():
        raise Refused(f"{label}要写明原因。", field="reason")
    happened(on, organization=honour.organization, field="on")
    if on < honour.dated_on:
        raise Refused(f"日期不能早于上一步（{honour.dated_on:%Y-%m-%d}）。", field="on")
    all_open([(honour.organization, on)])
    written: dict[str, Any] = {"updated_by": by, "updated_at": timezone.now(), "dated_on": on}
    move(honour, to=to, allowed=[honour.status], **written, **_dates(to, on))
    HonourStep.objects.create(
        honour=honour, status=to, on=on, reason=reason.strip(), document_number=document_number, by=by
    )
    if to == HonourStatus.NAMED and grade:
        _open_grade(honour, grade, on=on, document_number=document_number, by=by)
    if to == HonourStatus.REVOKED:
        honour.gradings.filter(until__isnull=True).update(until=on - ONE_DAY)
    record("families.honour_advanced", by=by, subject=honour, to=to, on=str(on))
    return honour


def _hold(honour: Honour) -> None:
    """Lock the row before any month's guard, as recording.py does, so that two writers never wait in a circle."""
    if not Honour.objects.select_for_update(of=("self",)).live().filter(pk=honour.pk).values("pk"):
        raise Conflict("这项荣誉已经撤销。")


def _dates(to: str, on: datetime.date) -> dict[str, Any]:
    """A naming begins the time in which an honour stands. The day of revocation is the first on which it does not, so that
    beginning of the year + named − revoked = end of the year."""
    if to == HonourStatus.NAMED:
        return {"named_on": on}
    if to == HonourStatus.REVOKED:
        return {"ended_on": on, "standing_until": on - ONE_DAY}
    return {}


@transaction.atomic
def promote_honour(
    *, honour: Honour, grade: HonourGrade, on: datetime.date, by: Any, document_number: str = ""
) -> Honour:
    """Reach a grade: the first one, or a higher one. The time with the old grade ends the day before."""
    current = honour.grade
    _hold(honour)
    if honour.status not in STANDING:
        raise Conflict("只有已命名、还在册的荣誉才能定档。")
    grade_fits(honour.kind, grade)
    if current and grade.rank <= current.rank:
        raise Refused(f"现在是“{current.name}”，只能升到更高的档次。", field="grade")
    happened(on, organization=honour.organization, field="on")
    if on < honour.dated_on:
        raise Refused(f"日期不能早于上一步（{honour.dated_on:%Y-%m-%d}）。", field="on")
    all_open([(honour.organization, on)])
    unchanged = Honour.objects.filter(pk=honour.pk, status__in=STANDING, cancelled_at__isnull=True, grade=current)
    if not unchanged.update(dated_on=on, updated_by=by, updated_at=timezone.now()):
        raise Conflict
    honour.gradings.filter(until__isnull=True).update(until=on - ONE_DAY)
    _open_grade(honour, grade, on=on, document_number=document_number, by=by)
    record("families.honour_graded", by=by, subject=honour, grade=grade.code, on=str(on))
    return honour


def _open_grade(honour: Honour, grade: HonourGrade, *, on: datetime.date, document_number: str, by: Any) -> None:
    grade_fits(honour.kind, grade)
    HonourGrading.objects.create(honour=honour, grade=grade, since=on, document_number=document_number, by=by)
    Honour.objects.filter(pk=honour.pk).update(grade=grade)
    honour.grade = grade
