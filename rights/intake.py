"""What becomes of rows of the rights ledgers. All of it is confidential: nobody takes it over for others."""

from typing import Any

from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake
from rights.choices import TRANSITIONS, StepKind
from rights.ledgers import CANCELLED
from rights.lines import Person, Step
from rights.models import Case, CasePerson, Mediation, RiskCheck, RiskHousehold
from rights.services import (
    add_contact,
    add_note,
    advance_case,
    cancel_assistance,
    close_household,
    record_check,
    record_household,
    record_mediation,
    register_case,
    update_case,
    update_check,
    update_household,
    update_mediation,
)

STATES = frozenset({"state", "cancel_reason"})
ENDS = STATES | {"closed_on", "close_reason"}
OTHER_HISTORY = "办理经过和平台里的对不上，不能由表格改写。请在求助登记页面上办理。"


def take_mediation(row: Row, *, by: Any) -> Mediation:
    mediation = row.fill(row.stored or Mediation(), leave=STATES)
    if row.is_new:
        record_mediation(mediation=mediation, by=by)
    elif row.changed - STATES:
        mediation = update_mediation(mediation=mediation, by=by)
    return _cancel(row, mediation, by)


def take_check(row: Row, *, by: Any) -> RiskCheck:
    check = row.fill(row.stored or RiskCheck(), leave=STATES)
    if row.is_new:
        record_check(check=check, by=by)
    elif row.changed - STATES:
        check = update_check(check=check, by=by)
    return _cancel(row, check, by)


def take_household(row: Row, *, by: Any) -> RiskHousehold:
    household = row.fill(row.stored or RiskHousehold(), leave=ENDS)
    was_closed = household.is_closed
    if row.is_new:
        record_household(household=household, by=by)
    elif row.changed - ENDS:
        household = update_household(household=household, by=by)
    if (day := row.values.get("closed_on")) and not was_closed:
        try:
            household = close_household(household=household, on=day, reason=row.values.get("close_reason", ""), by=by)
        except Refused as refusal:
            words = {"on": "closed_on", "reason": "close_reason"}
            raise Refused(refusal.message, field=words.get(refusal.field or "", refusal.field)) from refusal
    return _cancel(row, household, by)


def _cancel(row: Row, record: Any, by: Any) -> Any:
    if row.values.get("state") != CANCELLED or record.is_cancelled:
        return record
    if not row.values.get("cancel_reason"):
        raise Refused("已撤销的要写撤销原因。", field="cancel_reason")
    return cancel_assistance(subject=record, reason=row.values["cancel_reason"], by=by)


def take_case(row: Row, *, by: Any) -> Case:
    case = row.fill(row.stored or Case(), leave=("status",))
    if row.number and row.is_new:
        case.number = row.number
    categories = row.values.get("categories", () if row.is_new else tuple(case.categories.all()))
    persons = [_person(person) for person in row.values.get("persons", ())]
    if row.is_new:
        register_case(case=case, categories=categories, persons=persons, by=by)
    elif row.changed - {"steps", "contacts"}:
        if "persons" not in row.changed:
            persons = list(case.persons.all())
        update_case(case=case, categories=categories, persons=persons, by=by)
    _go_on(row, case, by)
    return case


def _person(said: Person) -> CasePerson:
    return CasePerson(
        role=said.role, name=said.name, sex=said.sex, age=said.age, phone=said.phone, address=said.address
    )


def _go_on(row: Row, case: Case, by: Any) -> None:
    """The steps that the case here does not have yet. A further contact stands in the steps with its words, in the contacts with
    its channel."""
    steps: tuple[Step, ...] = row.values.get("steps", ())
    known = [] if row.is_new else [
        (step.kind, step.on) for step in case.steps.order_by("pk") if step.kind in (*TRANSITIONS, StepKind.NOTE, StepKind.CONTACT)
    ]  # fmt: skip
    if [(step.what, step.on) for step in steps[: len(known)]] != known:
        raise Refused(OTHER_HISTORY, field="steps")
    channels = [contact.what for contact in row.values.get("contacts", ())][1:]
    channels = channels[sum(kind == StepKind.CONTACT for kind, _ in known) :]
    for step in steps[len(known) :]:
        if step.what == StepKind.NOTE:
            add_note(case=case, on=step.on, text=step.text, by=by)
        elif step.what == StepKind.CONTACT:
            add_contact(
                case=case, on=step.on, channel=channels.pop(0) if channels else case.channel, text=step.text, by=by
            )
        else:
            try:
                advance_case(case=case, to=step.what, on=step.on, text=step.text, by=by)
            except Refused as refusal:
                raise Refused(refusal.message, field="steps") from refusal


register_intake(
    "rights.mediations", permission=Permission.ASSISTANCE_EDIT, take=take_mediation, days=("happened_on",),
    like=("organization", "happened_on", "kind", "outcome"),
)  # fmt: skip
register_intake(
    "rights.risk_checks", permission=Permission.ASSISTANCE_EDIT, take=take_check, days=("happened_on",),
    like=("organization", "happened_on"),
)  # fmt: skip
register_intake(
    "rights.risk_households", permission=Permission.ASSISTANCE_EDIT, take=take_household, days=("found_on", "closed_on")
)
register_intake(
    "rights.cases", permission=Permission.CASES_HANDLE, take=take_case, related=("persons", "contacts", "steps")
)
