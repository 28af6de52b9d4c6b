"""What becomes of a row of the ledger of honours: the entry, then the steps and grades that followed it."""

from typing import Any

from families.choices import HonourStatus
from families.history import CANCELLED, Line
from families.models import Honour, HonourGrade
from families.services import (
    HonourEntry,
    advance_honour,
    cancel_honour,
    promote_honour,
    record_honour,
    update_honour,
)
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake

APART = frozenset({"state", "steps", "gradings", "cancel_reason"})
OTHER_HISTORY = "进展和平台里的对不上，不能由表格改写。请在荣誉页面上办理。"
WORDS = {"on": "steps", "grade": "grade_name", "reason": "steps"}


def take_honour(row: Row, *, by: Any) -> Honour:
    try:
        return _take(row, by)
    except Refused as refusal:
        raise Refused(refusal.message, field=WORDS.get(refusal.field or "", refusal.field)) from refusal


def _take(row: Row, by: Any) -> Honour:
    steps: tuple[Line, ...] = row.values.get("steps") or _steps_of(row)
    if row.is_new:
        honour, rest = _record(row, steps, by)
    else:
        honour, rest = row.stored, _new_steps(row.stored, steps) if "steps" in row.changed else ()
        if row.changed - APART:
            honour = update_honour(
                honour=honour, entry=_entry(row, row.get("nominated_on"), row.get("named_on")), by=by
            )
    gradings = list(row.values.get("gradings") or ())
    for step in rest:
        grade = None
        if step.what == HonourStatus.NAMED and gradings and gradings[0].on == step.on:
            grade = _grade(honour.kind, gradings[0].what)
        advance_honour(
            honour=honour,
            to=step.what,
            on=step.on,
            by=by,
            reason=step.reason,
            document_number=step.document_number,
            grade=grade,
        )
        honour.refresh_from_db()
        if step.what == HonourStatus.NAMED:
            _promote(honour, gradings, by)
    if HonourStatus.NAMED not in {step.what for step in rest}:
        _promote(honour, gradings, by)
    if row.get("state") == CANCELLED and not honour.is_cancelled:
        if not row.get("cancel_reason"):
            raise Refused("已撤销的要写撤销原因。", field="cancel_reason")
        cancel_honour(honour=honour, reason=row.get("cancel_reason"), by=by)
    return honour


def _steps_of(row: Row) -> tuple[Line, ...]:
    """Of an office's own table, which has days and no history."""
    days = ((HonourStatus.RECOMMENDED, row.get("nominated_on")), (HonourStatus.NAMED, row.get("named_on")))
    return tuple(Line(on, status.value) for status, on in days if on)


def _record(row: Row, steps: tuple[Line, ...], by: Any) -> tuple[Honour, tuple[Line, ...]]:
    """The first step, or the first two when a naming follows upon a nomination, are entered; the others are taken."""
    nominated = named = None
    number, at = "", 0
    if steps and steps[0].what == HonourStatus.RECOMMENDED:
        nominated, number, at = steps[0].on, steps[0].document_number, 1
    if len(steps) > at and steps[at].what == HonourStatus.NAMED and not number:
        named, number, at = steps[at].on, steps[at].document_number, at + 1
    entry = _entry(row, nominated, named, document_number=number)
    return record_honour(entry=entry, by=by), steps[at:]


def _entry(row: Row, nominated: Any, named: Any, document_number: str = "") -> HonourEntry:
    kind = row.get("kind")
    stored_features = () if row.stored is None or "features" in row.values else tuple(row.stored.features.all())
    gradings = row.values.get("gradings") or ()
    name = (gradings[0].what if gradings[0].on == named else "") if gradings else row.values.get("grade_name", "")
    grade = _grade(kind, name) if name and named else None
    if row.stored is not None and "grade_name" not in row.changed:
        grade = row.stored.grade
    return HonourEntry(
        organization=row.get("organization"), kind=kind, name=row.get("name"), level=row.get("level"), nominated_on=nominated,
        named_on=named, grade=grade, features=row.values.get("features", stored_features), document_number=document_number,
        note=row.get("note", ""),
    )  # fmt: skip


def _grade(kind: Any, name: str) -> HonourGrade:
    if (grade := HonourGrade.objects.filter(kind=kind, name=name).first()) is None:
        raise Refused(f"“{kind}”没有“{name}”这个档次。", field="grade_name")
    return grade


def _promote(honour: Honour, gradings: list[Line], by: Any) -> None:
    """The grades that came after those which the honour has."""
    reached = set(honour.gradings.values_list("since", flat=True))
    for line in gradings:
        if line.on not in reached:
            promote_honour(
                honour=honour,
                grade=_grade(honour.kind, line.what),
                on=line.on,
                by=by,
                document_number=line.document_number,
            )


def _new_steps(honour: Honour, steps: tuple[Line, ...]) -> tuple[Line, ...]:
    known = [(step.status, step.on) for step in honour.steps.all()]
    if [(step.what, step.on) for step in steps[: len(known)]] != known:
        raise Refused(OTHER_HISTORY, field="steps")
    return steps[len(known) :]


register_intake(
    "families.honours",
    permission=Permission.FAMILIES_EDIT,
    take=take_honour,
    days=("nominated_on", "named_on", "ended_on"),
    like=("organization", "kind", "name", "level"),
    related=("steps", "gradings"),
)
