"""What becomes of a row of a register's ledger: the entry, then its end or that it was void."""

from collections.abc import Callable
from typing import Any

from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake
from fulian.registers.choices import VenueStatus
from fulian.registers.ledgers import OVER, VOID
from fulian.registers.models import Contact, Election, Officer, Product, Talent, Team, Venue, Volunteer
from fulian.registers.services import RULES, change, end, enter, void

NO_REASON = "已终止或作废的要写原因。"
CLOSED = {str(VenueStatus(status).label): status for status in (VenueStatus.PAUSED, VenueStatus.DELISTED)}


def _taker(model: Any) -> Callable[..., Any]:
    rule = RULES[model]
    ends = {"state", "end_reason"} | ({rule.last_day} if rule.last_day else set())

    def take(row: Row, *, by: Any) -> Any:
        was_over = row.stored is not None and row.stored.is_over
        entry = row.fill(row.stored or model(), leave=ends)
        if row.is_new:
            enter(entry=entry, by=by)
        elif row.changed - ends or was_over:
            change(entry=entry, by=by)
        if not was_over:
            _finish(row, entry, rule.last_day, by)
        return entry

    return take


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
        related=("headcounts",) if _model is Team else (),
    )
