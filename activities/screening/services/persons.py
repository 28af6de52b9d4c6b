"""The register of persons: begun on a stated basis, seen by few and never unnoticed, deleted when its time is over."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.screening.choices import LookReason, PersonState, RemoveReason
from activities.screening.models import Person, Programme, Session
from activities.screening.models.persons import ID_PURPOSE
from activities.screening.services import guards
from fulian.audit.services import record, record_access
from fulian.core.crypto import blind_indexes
from fulian.core.exceptions import Refused
from fulian.core.identity import Identity, NotAnIdentityNumber, read_identity

KIND = "screening.person"
FOLLOW_UP_WITHIN = datetime.timedelta(days=14)  # asked for when nobody says another day


@transaction.atomic
def keep_persons(
    *,
    programme: Programme,
    legal_basis: str,
    agreed_by: str,
    agreed_on: datetime.date,
    retention_months: int,
    by: Any,
) -> Programme:
    """Health data of single women are kept only where something allows it and somebody answers for it."""
    programme = guards.hold(programme)
    guards.still_open(programme)
    if not legal_basis.strip():
        raise Refused("请写明依据。没有依据不能登记个人信息。", field="legal_basis")
    if not agreed_by.strip():
        raise Refused("请写明谁同意的。", field="agreed_by")
    if agreed_on > timezone.localdate():
        raise Refused("同意日期不能晚于今天。", field="agreed_on")
    programme.keeps_persons = True
    programme.legal_basis, programme.agreed_by = legal_basis.strip(), agreed_by.strip()
    programme.agreed_on, programme.retention_months = agreed_on, retention_months
    programme.updated_by = by
    programme.save()
    Person.objects.filter(session__programme=programme).update(delete_on=programme.delete_persons_on)
    record("screening.keep_persons", by=by, subject=programme, retention_months=retention_months)
    return programme


@transaction.atomic
def stop_keeping_persons(*, programme: Programme, reason: str, by: Any) -> int:
    """The register ends, and what it held is deleted. Gives how many rows there were."""
    programme = guards.hold(programme)
    deleted, _ = Person.objects.filter(session__programme=programme).delete()
    programme.keeps_persons, programme.updated_by = False, by
    programme.save(update_fields=["keeps_persons", "updated_by", "updated_at"])
    record("screening.stop_persons", by=by, subject=programme, persons_deleted=deleted, reason=reason)
    return deleted


@transaction.atomic
def add_person(*, person: Person, by: Any, anyway: bool = False) -> Person:
    """`anyway`: she was told of a similar entry, and says that the woman was examined again all the same."""
    session = _open_session(person.session)
    identity = identity_of(person.id_number, session)
    person.id_number = identity.number
    if _in_session(identity, session):
        raise Refused("这场筛查的名单里已经有她了。", field="id_number")
    if not anyway and similar(identity, session, cervical=person.cervical, breast=person.breast):
        raise Refused(
            "有相似登记：她在间隔期内做过同样的筛查。核对后确实又查了一次，请勾选“仍要登记”。", field="anyway"
        )
    _check_follow_up(person)
    person.organization, person.path_at = session.organization, session.path_at
    person.delete_on = session.programme.delete_persons_on
    person.created_by = person.updated_by = by
    person.save()
    record("screening.person_added", by=by, subject=session)
    return person


def _open_session(session: Session) -> Session:
    programme = guards.hold(session.programme)
    guards.still_open(programme)
    if not programme.keeps_persons:
        raise Refused("这个统计年度不登记个人信息，只登记人数。")
    if session.is_cancelled:
        raise Refused("这场筛查已经撤销。")
    return session


def identity_of(typed: str, session: Session) -> Identity:
    """Her number, read; refused at the field when it is wrong or she is not of the age."""
    programme = session.programme
    try:
        identity = read_identity(typed, today=timezone.localdate())
    except NotAnIdentityNumber as problem:
        raise Refused(str(problem), field="id_number") from problem
    if not identity.female:
        raise Refused("按身份证号是男性，请核对。", field="id_number")
    age = identity.age_on(session.day)
    if not programme.age_from <= age <= programme.age_to:
        raise Refused(f"按身份证号，检查那天她{age}周岁，不在{programme.ages_text}内。", field="id_number")
    return identity


def _in_session(identity: Identity, session: Session) -> bool:
    return Person.objects.filter(session=session, id_index__in=blind_indexes(identity.number, ID_PURPOSE)).exists()


def similar(identity: Identity, session: Session, *, cervical: bool, breast: bool) -> bool:
    """Whether anywhere in the portal she had the same examination within its interval, before or after that day."""
    found = Person.objects.filter(id_index__in=blind_indexes(identity.number, ID_PURPOSE)).exclude(session=session)
    programme = session.programme
    for asked, name, years in (
        (cervical, "cervical", programme.cervical_years),
        (breast, "breast", programme.breast_years),
    ):
        within = datetime.timedelta(days=365 * years)
        same = found.filter(
            **{name: True}, session__day__gt=session.day - within, session__day__lt=session.day + within
        )
        if asked and same.exists():
            return True
    return False


def _check_follow_up(person: Person) -> None:
    if person.state != PersonState.FOLLOW_UP:
        person.follow_up_on = None
    elif person.follow_up_on is None:
        person.follow_up_on = timezone.localdate() + FOLLOW_UP_WITHIN


@transaction.atomic
def set_follow_up(*, person: Person, state: str, follow_up_on: datetime.date | None, by: Any) -> Person:
    _open_session(person.session)
    stored = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    stored.state, stored.follow_up_on = state, follow_up_on
    _check_follow_up(stored)
    stored.updated_by = by
    stored.save(update_fields=["state", "follow_up_on", "updated_by", "updated_at"])
    record("screening.person_followed_up", by=by, subject=person.session)
    return stored


@transaction.atomic
def remove_person(*, person: Person, why: str, by: Any) -> None:
    record("screening.person_removed", by=by, subject=person.session, reason=str(RemoveReason(why).label))
    person.delete()


# ---- looking -------------------------------------------------------------------------------------------------------------------


def note_list(*, by: Any) -> None:
    record_access("查看筛查人员名单", by=by, kind=KIND)


def note_look(*, by: Any) -> None:
    """One entry was opened, masked."""
    record_access("打开筛查人员登记", by=by, kind=KIND)


def reveal_person(*, person: Person, why: str, by: Any) -> Person:
    record_access("查看筛查人员完整信息", by=by, kind=KIND, reason=str(LookReason(why).label))
    return person


# ---- the end of it ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def delete_expired(*, today: datetime.date | None = None) -> int:
    """Persons whose time is over are deleted; the sessions keep their numbers. Gives how many there were."""
    expired = Person.objects.expired(today or timezone.localdate())
    deleted = 0
    for programme in Programme.objects.filter(sessions__persons__in=expired).distinct():
        number, _ = expired.filter(session__programme=programme).delete()
        record("screening.delete", by=None, subject=programme, persons_deleted=number)
        deleted += number
    return deleted
