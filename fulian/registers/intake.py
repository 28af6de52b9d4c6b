"""What becomes of a row of a register's ledger: the entry, then its end or that it was void."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake
from fulian.ledgers.words import register_words
from fulian.registers.cell_lines import CHECKS, HEADCOUNTS, KEEPING, CellLines
from fulian.registers.choices import VenueStatus
from fulian.registers.ledgers import OFFICER_LINES, OVER, VENUE_LINES, VOID
from fulian.registers.models import (
    Contact,
    Election,
    ElectionRound,
    Officer,
    Product,
    StandardItem,
    Talent,
    TalentKind,
    Team,
    TeamKind,
    Venue,
    VenueKind,
    VenueOfficer,
    VenueType,
    Volunteer,
)
from fulian.registers.services import (
    RULES,
    Finding,
    add_part,
    change,
    check_standard,
    end,
    enter,
    keep_kind,
    keep_round,
    remove_part,
    void,
)

LINES: dict[type, tuple[CellLines, ...]] = {Venue: VENUE_LINES, Team: (HEADCOUNTS,), Officer: OFFICER_LINES}
NO_REASON = "已终止或作废的要写原因。"
CLOSED = {str(VenueStatus(status).label): status for status in (VenueStatus.PAUSED, VenueStatus.DELISTED)}


def _taker(model: Any) -> Callable[..., Any]:
    rule = RULES[model]
    ends = {"state", "end_reason"} | ({rule.last_day} if rule.last_day else set())
    lines = {kind.column for kind in LINES.get(model, ())}

    def take(row: Row, *, by: Any) -> Any:
        was_over = row.stored is not None and row.stored.is_over
        entry = row.fill(row.stored or model(), leave=ends)
        if row.is_new:
            enter(entry=entry, by=by)
        elif row.changed - ends - lines or was_over:
            change(entry=entry, by=by)
        if not entry.is_void:
            for kind in LINES.get(model, ()):
                if kind.column in row.values and (row.is_new or kind.column in row.changed):
                    _put_lines(kind, entry, row, by)
        if not was_over:
            _finish(row, entry, rule.last_day, by)
        return entry

    return take


def _put_lines(kind: CellLines, entry: Any, row: Row, by: Any) -> None:
    """Those that the cell does not have go, those that it has come; what is the same stays as it is."""
    wanted = row.values[kind.column]
    if kind is HEADCOUNTS and not wanted:
        return  # what stands under 人数 is the count
    try:
        if kind is CHECKS:
            _check(entry, wanted, by)
            return
        stored = {kind.values(line): line for line in getattr(entry, kind.related).all()}
        for values, line in stored.items():
            if values not in wanted:
                remove_part(part=line, by=by)
        for values in wanted:
            if values not in stored:
                add_part(part=_line(kind, entry, values), by=by)
    except Refused as refusal:
        raise Refused(refusal.message, field=kind.column) from refusal


def _line(kind: CellLines, entry: Any, values: tuple[Any, ...]) -> Any:
    named, plain = values[: len(kind.named)], values[len(kind.named) :]
    fields = dict(zip(kind.fields, plain, strict=True))
    if kind is KEEPING:
        return VenueOfficer(officer=entry, venue=_venue_near(entry, *named), **fields)
    return kind.model(**{kind.model.entry_field: entry}, **fields)  # type: ignore[attr-defined]


def _venue_near(officer: Officer, organization: str, name: str) -> Venue:
    """Of her own organization, of one above it, or of one below it."""
    above = Q(organization__in=officer.organization.ancestor_ids)
    below = Q(organization__path__under=officer.organization.path)
    venue = Venue.objects.filter(above | below, name=name, organization__name=organization).order_by("is_void").first()
    if venue is None:
        raise Refused(f"{organization}没有叫“{name}”的阵地，请先登记阵地。")
    return venue


def _check(venue: Venue, wanted: tuple[tuple[Any, ...], ...], by: Any) -> None:
    """Day by day, as they were checked."""
    items = {item.label: item for item in StandardItem.objects.filter(kind=venue.kind_id)}
    if missing := [label for label, *_ in wanted if label not in items]:
        raise Refused(f"{venue.kind}没有“{missing[0]}”这个达标条件。")
    for day in sorted({day for _, _, day, _ in wanted}):
        findings = [Finding(items[label], reached, note) for label, reached, on, note in wanted if on == day]
        check_standard(venue=venue, findings=findings, day=day, by=by)


def _finish(row: Row, entry: Any, last_day: str, by: Any) -> None:
    state, reason = row.get("state", ""), row.values.get("end_reason", "")
    day = row.values.get(last_day) if last_day else None
    over = day is not None or state == OVER or state in CLOSED
    if not over and state != VOID:
        return
    if not reason:
        raise Refused(NO_REASON, field="end_reason")
    if state == VOID:
        void(entry=entry, by=by, reason=reason)
        return
    if day is None:
        raise Refused("已经终止的要写最后一天。", field=last_day)
    try:
        end(entry=entry, by=by, day=day, reason=reason, status=CLOSED.get(state, ""))
    except Refused as refusal:
        raise Refused(refusal.message, field=last_day if refusal.field == "day" else refusal.field) from refusal


def take_round(row: Row, *, by: Any) -> ElectionRound:
    return keep_round(election_round=row.fill(row.stored or ElectionRound()), by=by)


def keep_register_word(*, word: Any, by: Any) -> Any:
    return keep_kind(kind=word, by=by)


for _kind in (VenueKind, VenueType, StandardItem, TeamKind, TalentKind):
    register_words(_kind, permission=Permission.REGISTERS_SET_UP, keep=keep_register_word)
RELATED: dict[type, tuple[str, ...]] = {
    Venue: ("events", "rooms", "assessments", "checks", "standard_periods"),
    Team: ("headcounts",),
    Officer: ("assignments", "duties", "projects", "appraisals", "venues"),
}
for _code, _model, _like in (
    ("venues", Venue, ("organization", "kind", "name")),
    ("teams", Team, ("organization", "kind", "name")),
    ("elections", Election, ("organization", "held_on")),
    ("officers", Officer, ("organization", "name", "position", "since")),
    ("talents", Talent, ("organization", "kind", "name")),
    ("volunteers", Volunteer, ("organization", "name")),
    ("contacts", Contact, ("organization", "made_on", "mode", "group")),
    ("products", Product, ("organization", "name")),
):
    _rule = RULES[_model]
    register_intake(
        f"registers.{_code}",
        permission=Permission.REGISTERS_EDIT,
        take=_taker(_model),
        days=tuple(day for day in (_rule.first_day, _rule.last_day) if day),
        like=_like,
        related=RELATED.get(_model, ()),
    )
register_intake(
    "registers.rounds",
    permission=Permission.REGISTERS_SET_UP,
    take=take_round,
    like=("organization", "level", "starts_on"),
)
