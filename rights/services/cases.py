"""Writing of the confidential class. A case keeps its own log, in the same transaction as each act: the timeline (CaseStep,
append-only, its words encrypted). Nothing of a case goes into the portal-wide log: an administrator who reads there that a
village chair reported something at nine and a rights officer wrote at ten would already know too much."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.core.exceptions import Conflict, Refused
from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Permission
from fulian.core.transitions import move
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from rights.choices import TRANSITIONS, CaseStatus, Channel, HandlingWay, PersonRole, StepKind
from rights.models import Case, CaseCategory, CaseContact, CasePerson, CaseStep
from rights.services.guards import happened

TEXT_NEEDED = {
    CaseStatus.DECLINED: "请写明不予受理的理由，要告知本人。",
    CaseStatus.TRANSFERRED: "请写明转给谁、怎样告知本人。",
    CaseStatus.REPLIED: "请写明答复内容。",
}
ENDS = (CaseStatus.DECLINED, CaseStatus.TRANSFERRED, CaseStatus.REPLIED)


@transaction.atomic
def register_case(
    *, case: Case, categories: Iterable[CaseCategory], persons: Sequence[CasePerson], by: Any, answer: str = ""
) -> Case:
    """Enter what somebody asks for; with `answer` it is answered on the spot and done."""
    happened(case.received_on, organization=case.organization, field="received_on")
    case.handler = case.handler or by
    _open_case(case, categories=categories, persons=persons, by=by)
    if answer.strip():
        if case.way == HandlingWay.PETITION:
            raise Refused("信访事项要先受理再答复；当场答复请把办理方式改为当场解答。", field="way")
        advance_case(case=case, to=CaseStatus.REPLIED, on=case.received_on, text=answer, by=by)
    return case


@transaction.atomic
def report_lead(
    *, organization: Organization, request: str, name: str = "", phone: str = "", address: str = "", by: Any
) -> Case:
    """A village passes on what it learnt. The case belongs to the township that takes it up; whoever reported it cannot open
    it afterwards, she keeps the number."""
    case = Case(
        organization=_receiver(organization),
        channel=Channel.LEAD,
        received_on=timezone.localdate(),
        request=request,
        way=HandlingWay.REFERRAL,
    )
    person = CasePerson(role=PersonRole.SEEKER, name=name.strip(), phone=phone.strip(), address=address.strip())
    _open_case(case, categories=[], persons=[person], by=by)
    return case


def _receiver(organization: Organization) -> Organization:
    above = Organization.objects.filter(path__in=ancestor_paths(organization.path), level=Level.TOWN)
    return above.first() or organization


def _open_case(case: Case, *, categories: Iterable[CaseCategory], persons: Sequence[CasePerson], by: Any) -> None:
    case.path_at = case.organization.path
    case.created_by = case.updated_by = by
    case.save(force_insert=True)
    case.categories.set(categories)
    _write_persons(case, persons)
    CaseContact.objects.create(case=case, on=case.received_on, channel=case.channel, created_by=by)
    CaseStep.objects.create(case=case, kind=StepKind.REGISTERED, on=case.received_on, by=by)


def _write_persons(case: Case, persons: Sequence[CasePerson]) -> None:
    for person in persons:
        person.case = case
    CasePerson.objects.bulk_create(persons)


@transaction.atomic
def update_case(
    *,
    case: Case,
    categories: Iterable[CaseCategory],
    persons: Sequence[CasePerson],
    by: Any,
    version: datetime.datetime | None = None,
) -> Case:
    """`case` carries the new values; `persons` are all of them as they are to be, saved or not."""
    now = _locked(case)
    if version and now.updated_at != version:
        raise Conflict
    happened(case.received_on, organization=case.organization, field="received_on")
    if (now.accepted_on or now.closed_on or case.received_on) < case.received_on:
        raise Refused("接到日期不能晚于受理或办结日期。", field="received_on")
    if case.organization_id != now.organization_id:
        case.path_at = case.organization.path
    if now.received_on != case.received_on:
        case.contacts.filter(on=now.received_on).update(on=case.received_on)
    case.status, case.accepted_on, case.closed_on = now.status, now.accepted_on, now.closed_on
    case.updated_by = by
    case.save()
    case.categories.set(categories)
    case.persons.exclude(pk__in=[person.pk for person in persons if person.pk]).delete()
    for person in persons:
        person.case = case
        person.save()
    CaseStep.objects.create(case=case, kind=StepKind.EDITED, on=timezone.localdate(), by=by)
    return case


@transaction.atomic
def advance_case(*, case: Case, to: str, on: datetime.date, text: str = "", by: Any) -> Case:
    """The one gate: accept, decline, transfer, handle, reply, call again, file away."""
    if case.status not in TRANSITIONS.get(to, ()) or CaseStatus(to) not in case.next_statuses:
        raise Conflict(f"现在是“{case.get_status_display()}”，不能{CaseStatus(to).label}。请刷新页面。")
    if to in TEXT_NEEDED and not text.strip():
        raise Refused(TEXT_NEEDED[CaseStatus(to)], field="text")
    happened(on, organization=case.organization, field="on")
    moves = case.steps.filter(kind__in=list(TRANSITIONS)).order_by("-on")
    if on < max(case.received_on, moves.values_list("on", flat=True).first() or case.received_on):
        raise Refused("日期不能早于上一步。", field="on")
    move(case, to=to, allowed=[case.status], updated_by=by, updated_at=timezone.now(), **_dates(case, to, on, by))
    CaseStep.objects.create(case=case, kind=StepKind(to), on=on, text=text.strip(), by=by)
    return case


def _dates(case: Case, to: str, on: datetime.date, by: Any) -> dict[str, Any]:
    updates: dict[str, Any] = {} if case.handler_id else {"handler": by}
    if to == CaseStatus.ACCEPTED:
        updates |= {"accepted_on": on, "way": HandlingWay.PETITION}
    elif to in ENDS:
        updates["closed_on"] = on
    elif to == CaseStatus.HANDLING:  # also taken up again after a reply
        updates["closed_on"] = None
    return updates


@transaction.atomic
def add_contact(*, case: Case, on: datetime.date, channel: str, text: str = "", by: Any) -> CaseContact:
    """She came or called again: one more 件次 of the same 件."""
    happened(on, organization=case.organization, field="on")
    if on < case.received_on:
        raise Refused("日期不能早于首次接到的日期。", field="on")
    contact = CaseContact.objects.create(case=case, on=on, channel=channel, created_by=by)
    CaseStep.objects.create(case=case, kind=StepKind.CONTACT, on=on, text=text.strip(), by=by)
    return contact


@transaction.atomic
def add_note(*, case: Case, on: datetime.date, text: str, by: Any) -> CaseStep:
    if not text.strip():
        raise Refused("请写下办理情况。", field="text")
    happened(on, organization=case.organization, field="on")
    return CaseStep.objects.create(case=case, kind=StepKind.NOTE, on=on, text=text.strip(), by=by)


@transaction.atomic
def hand_over_case(*, case: Case, handler: Any, text: str = "", by: Any) -> Case:
    """Only to a rights officer whose post covers the case's organization."""
    if not handler.scope(Permission.CASES_HANDLE).covers(case.organization.path):
        raise Refused("只能交给负责这个组织的权益干事。", field="handler")
    now = _locked(case)
    if now.handler_id == handler.pk:
        raise Refused("已经由她经办。", field="handler")
    Case.objects.filter(pk=case.pk).update(handler=handler, updated_by=by, updated_at=timezone.now())
    case.handler = handler
    CaseStep.objects.create(case=case, kind=StepKind.HANDED_OVER, on=timezone.localdate(), text=text.strip(), by=by)
    return case


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
