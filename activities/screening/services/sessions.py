"""A session: entered on its day, its results later, taken back with a reason."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.screening.choices import RESULT_COLUMNS, SessionStatus
from activities.screening.models import Session
from activities.screening.services import guards
from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move

ENTERED = ("organization", "day", "place", "hospital", "women", "cervical", "breast", "mobilised", "activity")


@transaction.atomic
def record_session(*, session: Session, by: Any, anyway: bool = False) -> Session:
    """`anyway`: she was shown the session of that day which is there already, and says that this is another one."""
    session.programme = guards.hold(session.programme)
    _check(session)
    if not anyway and _twin(session) is not None:
        raise Refused(
            f"{session.organization.name}这一天已经登记过一场筛查。确实是另外一场，请勾选“是另外一场”再登记。",
            field="anyway",
        )
    guards.month_open(session.organization, session.day)
    session.path_at = session.organization.path
    session.created_by = session.updated_by = by
    session.save()
    record("screening.create", by=by, subject=session)
    return session


def _twin(session: Session) -> Session | None:
    same = Session.objects.active().filter(organization=session.organization, day=session.day)
    return same.exclude(pk=session.pk).first()


@transaction.atomic
def change_session(*, session: Session, by: Any, version: datetime.datetime | None = None) -> Session:
    """The month it was in and the month it goes to must both be open. What it says of results stays, and must still fit."""
    session.programme = guards.hold(session.programme)
    stored = _held(session, version)
    _check(session)
    guards.month_open(stored.organization, stored.day)
    guards.month_open(session.organization, session.day)
    if stored.persons.exists() and (stored.organization_id, stored.day) != (session.organization_id, session.day):
        raise Refused("这场筛查已经有人员名单，不能改单位和日期。确实登记错了，请撤销后重新登记。", field="day")
    changed = guards.changed_fields(stored, session, ENTERED)
    if "organization" in changed:
        session.path_at = session.organization.path
    session.updated_by = by
    session.save()
    if changed:
        record("screening.update", by=by, subject=session, fields=changed)
    return session


def _check(session: Session) -> None:
    guards.still_open(session.programme)
    guards.where_and_when(session)
    guards.counts(session)
    guards.results(session)
    activity = session.activity
    if activity is None:
        return
    if activity.is_cancelled:
        raise Refused("这场活动已经撤销，请另选。", field="activity")
    theirs, ours = activity.organization.path, session.organization.path
    if not (theirs.startswith(ours) or ours.startswith(theirs)):
        raise Refused(f"这场活动是{activity.organization.name}的，请选本单位或上级的活动。", field="activity")


@transaction.atomic
def enter_results(
    *,
    session: Session,
    results: Mapping[str, int | None],
    results_on: datetime.date,
    by: Any,
    version: datetime.datetime | None = None,
) -> Session:
    """What came of it, as totals. Results come weeks later, often after the month was closed, and stand in no month's report:
    they may be entered until the programme is closed."""
    session.programme = guards.hold(session.programme)
    stored = _held(session, version)
    guards.still_open(session.programme)
    if results_on > timezone.localdate() or results_on < stored.day:
        raise Refused("结果截至日期要在检查日期和今天之间。", field="results_on")
    session.results_on = results_on
    for name in RESULT_COLUMNS:
        setattr(session, name, results.get(name))
    guards.results(session)
    changed = guards.changed_fields(stored, session, ("results_on", *RESULT_COLUMNS))
    session.updated_by = by
    session.save(update_fields=["results_on", *RESULT_COLUMNS, "updated_by", "updated_at"])
    if changed:
        record("screening.set", by=by, subject=session, fields=changed)
    return session


@transaction.atomic
def cancel_session(*, session: Session, by: Any, reason: str) -> Session:
    """It stays to be seen with its reason and is counted nowhere; a register of its persons is deleted at once."""
    guards.still_open(guards.hold(session.programme))
    guards.month_open(session.organization, session.day, field=None)
    now = timezone.now()
    move(
        session, to=SessionStatus.CANCELLED, allowed=[SessionStatus.ACTIVE],
        cancelled_at=now, cancelled_by=by, cancel_reason=reason, updated_at=now, updated_by=by,
    )  # fmt: skip
    deleted, _ = session.persons.all().delete()
    record("screening.cancel", by=by, subject=session, persons_deleted=deleted)
    return session


def _held(session: Session, version: datetime.datetime | None) -> Session:
    rows = Session.objects.select_for_update(of=("self",)).select_related("organization")
    stored = rows.get(pk=session.pk)
    if stored.is_cancelled:
        raise Refused("这场筛查已经撤销，不能再改。")
    if version is not None and stored.updated_at != version:
        raise Conflict("别人刚刚改过这场筛查。您填的内容还在下面，请先打开看最新内容再改。")
    return stored
