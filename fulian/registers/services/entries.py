"""Every write of a register: enter, change, end, void.

The month of a thing's first and last day must be open when what is counted changes; a leader's name may be put right any time.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused
from fulian.registers.choices import CLOSED_VENUE, VenueStatus
from fulian.registers.models import Contact, Election, Officer, Product, Talent, Team, Venue, Volunteer
from fulian.registers.services import headcounts, reopening, standard
from fulian.registers.services.common import assert_month_open, check_day, check_order, ending, going_on, write

Entry = Venue | Team | Officer | Election | Talent | Product | Volunteer | Contact


@dataclass(frozen=True)
class Rule:
    """Which columns of a register say when, and which others its figures hang on."""

    first_day: str
    last_day: str
    counted: tuple[str, ...] = ()
    in_order: tuple[str, str] | None = None  # two more days, of which the second does not come before the first


RULES: dict[type, Rule] = {
    Venue: Rule("opened_on", "closed_on", ("kind", "is_external")),
    Team: Rule("founded_on", "ended_on", ("kind",)),
    Officer: Rule("since", "until", ("position",)),
    Election: Rule("held_on", "", ("is_by_election",)),
    Talent: Rule("since", "until", ("kind",)),
    Product: Rule("since", "until"),
    Volunteer: Rule("since", "until", in_order=("consented_on", "since")),
    Contact: Rule("made_on", "", ("mode",), in_order=("made_on", "resolved_on")),
}


@transaction.atomic
def enter(*, entry: Entry, by: Any) -> Entry:
    """Keep a new, unsaved entry."""
    rule = RULES[type(entry)]
    check_day(entry.organization, getattr(entry, rule.first_day), field=rule.first_day)
    _settle(entry, rule)
    entry.path_at = entry.organization.path
    entry.created_by = entry.updated_by = by
    entry.save()
    if isinstance(entry, Venue):
        reopening.follow(entry, field="opened_on")
    elif isinstance(entry, Team) and entry.members is not None:
        headcounts.keep_latest(entry, by)
    audit(f"registers.{_name(entry)}_entered", by=by, subject=entry)
    return entry


@transaction.atomic
def change(*, entry: Entry, by: Any, version: datetime.datetime | None = None) -> Entry:
    """Save what was changed on an entry. `version`: the `updated_at` that the editor saw; another one means that somebody
    else changed it meanwhile."""
    model, rule = type(entry), RULES[type(entry)]
    stored = model._base_manager.select_for_update().select_related("organization").get(pk=entry.pk)
    if version is not None and stored.updated_at != version:
        raise Conflict("别人刚刚改过这一条，请返回看最新内容后再改。")
    if stored.is_over:
        raise Refused("这一条已经终止，不能再改。")
    changed = _changed(stored, entry)
    if not changed:
        return entry
    if {rule.first_day, "organization", *rule.counted} & set(changed):
        first_day = getattr(stored, rule.first_day)
        if first_day is not None:
            assert_month_open(stored.organization, first_day, field=rule.first_day)
        check_day(entry.organization, getattr(entry, rule.first_day), field=rule.first_day)
    if "organization" in changed:
        entry.path_at = entry.organization.path
    _settle(entry, rule)
    entry.updated_by = by
    entry.save()
    _follow(entry, changed, by)
    audit(f"registers.{_name(entry)}_changed", by=by, subject=entry, fields=changed)
    return entry


@transaction.atomic
def end(*, entry: Entry, by: Any, day: datetime.date, reason: str, status: str = "") -> Entry:
    """Close a venue, dissolve a team, end a term …: `day` is its last day. `status`: for a venue, 停用 or 摘牌."""
    rule = RULES[type(entry)]
    if not rule.last_day:
        raise ValueError(f"{type(entry).__name__} has no last day")
    stored = going_on(entry)
    first_day = getattr(stored, rule.first_day)
    if first_day is None:
        raise Refused("还没有建成的阵地不能停用；不建了请用“作废”。")
    if day < first_day:
        raise Refused("终止日期不能早于开始日期。", field="day")
    check_day(stored.organization, day, field="day")
    updates = {rule.last_day: day, **ending(by, reason)}
    if isinstance(entry, Venue):
        updates["status"] = status if status in CLOSED_VENUE else VenueStatus.PAUSED
    write(entry, **updates)
    if isinstance(entry, Venue):
        reopening.follow(entry, field="day")
        standard.end_with(entry, day)
    elif isinstance(entry, Team):
        headcounts.fit(entry, field="day")
    audit(
        f"registers.{_name(entry)}_ended",
        by=by,
        subject=entry,
        day=day.isoformat(),
        status=str(updates.get("status", "")),
    )
    return entry


@transaction.atomic
def void(*, entry: Entry, by: Any, reason: str) -> Entry:
    """It was entered by mistake: it stays to be seen, and is counted nowhere."""
    stored = going_on(entry)
    first_day = getattr(stored, RULES[type(entry)].first_day)
    if first_day is not None:
        assert_month_open(stored.organization, first_day)
    write(entry, is_void=True, **ending(by, reason))
    if isinstance(entry, Election):
        for officer in entry.officers.filter(ended_at__isnull=True):
            write(officer, is_void=True, **ending(by, reason))
    audit(f"registers.{_name(entry)}_voided", by=by, subject=entry)
    return entry


def _name(entry: Entry) -> str:
    return entry._meta.model_name or ""


def _settle(entry: Entry, rule: Rule) -> None:
    """A venue's state follows from its dates; a type belongs to its kind."""
    if isinstance(entry, Venue):
        entry.status = VenueStatus.BUILDING if entry.opened_on is None else VenueStatus.IN_USE
        if entry.type is not None and entry.type.kind_id != entry.kind_id:
            raise Refused(f"“{entry.type}”不是{entry.kind}的类型，请另选。", field="type")
    if rule.in_order:
        check_order(entry, *rule.in_order)


def _follow(entry: Entry, changed: list[str], by: Any) -> None:
    """What hangs on the columns that were changed."""
    if isinstance(entry, Venue) and {"kind", "opened_on"} & set(changed):
        reopening.follow(entry, field="opened_on")
        standard.reckon(entry)
    elif isinstance(entry, Team):
        if {"members", "members_qualifier"} & set(changed) and entry.members is not None:
            headcounts.keep_latest(entry, by)
        elif "founded_on" in changed:
            headcounts.fit(entry, field="founded_on")


def _changed(stored: Entry, entry: Entry) -> list[str]:
    fields: Iterable[Any] = entry._meta.concrete_fields
    return [
        f.name
        for f in fields
        if f.name not in ("updated_at", "updated_by") and getattr(stored, f.attname) != getattr(entry, f.attname)
    ]
