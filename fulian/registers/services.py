"""Every write of the registers: enter, change, end, void, and hold an election.

The month of a thing's first and last day must be open when what is counted changes; a leader's name may be put right any time.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused
from fulian.indicators.locks import assert_open
from fulian.organizations.models import Organization
from fulian.registers.choices import CLOSED_VENUE, Position, VenueStatus
from fulian.registers.models import Election, Officer, Product, Talent, Team, Venue

Entry = Venue | Team | Officer | Election | Talent | Product


@dataclass(frozen=True)
class Rule:
    """Which columns of a register say when, and which others its figures hang on."""

    first_day: str
    last_day: str
    counted: tuple[str, ...] = ()


RULES: dict[type, Rule] = {
    Venue: Rule("opened_on", "closed_on", ("kind", "is_external")),
    Team: Rule("founded_on", "ended_on", ("kind",)),
    Officer: Rule("since", "until", ("position",)),
    Election: Rule("held_on", ""),
    Talent: Rule("since", "until", ("kind",)),
    Product: Rule("since", "until"),
}


@transaction.atomic
def enter(*, entry: Entry, by: Any) -> Entry:
    """Keep a new, unsaved entry."""
    rule = RULES[type(entry)]
    _check_day(entry.organization, getattr(entry, rule.first_day), field=rule.first_day)
    _settle(entry)
    entry.path_at = entry.organization.path
    entry.created_by = entry.updated_by = by
    entry.save()
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
            _assert_open(stored.organization, first_day, field=rule.first_day)
        _check_day(entry.organization, getattr(entry, rule.first_day), field=rule.first_day)
    if "organization" in changed:
        entry.path_at = entry.organization.path
    _settle(entry)
    entry.updated_by = by
    entry.save()
    audit(f"registers.{_name(entry)}_changed", by=by, subject=entry, fields=changed)
    return entry


@transaction.atomic
def end(*, entry: Entry, by: Any, day: datetime.date, reason: str, status: str = "") -> Entry:
    """Close a venue, dissolve a team, end a term …: `day` is its last day. `status`: for a venue, 停用 or 摘牌."""
    rule = RULES[type(entry)]
    if not rule.last_day:
        raise ValueError(f"{type(entry).__name__} has no last day")
    stored = _going_on(entry)
    first_day = getattr(stored, rule.first_day)
    if first_day is None:
        raise Refused("还没有建成的阵地不能停用；不建了请用“作废”。")
    if day < first_day:
        raise Refused("终止日期不能早于开始日期。", field="day")
    _check_day(stored.organization, day, field="day")
    updates = {rule.last_day: day, **_ending(by, reason)}
    if isinstance(entry, Venue):
        updates["status"] = status if status in CLOSED_VENUE else VenueStatus.PAUSED
    _write(entry, **updates)
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
    stored = _going_on(entry)
    first_day = getattr(stored, RULES[type(entry)].first_day)
    if first_day is not None:
        _assert_open(stored.organization, first_day)
    _write(entry, is_void=True, **_ending(by, reason))
    if isinstance(entry, Election):
        for officer in entry.officers.filter(ended_at__isnull=True):
            _write(officer, is_void=True, **_ending(by, reason))
    audit(f"registers.{_name(entry)}_voided", by=by, subject=entry)
    return entry


@transaction.atomic
def hold_election(
    *, election: Election, by: Any, elected: Sequence[tuple[str, str]], ends_terms: bool = True, employment: str = ""
) -> Election:
    """Keep an election with the officers it chose, as (position, name). The terms of those in office in the elected
    positions end the day before, unless told otherwise."""
    if not elected:
        raise Refused("请至少填写一位选出的人员。", field="presidents")
    organization, day = election.organization, election.held_on
    if Election.objects.counted().filter(organization=organization, held_on=day).exists():
        raise Refused(f"{organization}在这一天已经登记过一次换届。", field="held_on")
    enter(entry=election, by=by)
    if ends_terms:
        eve = day - datetime.timedelta(days=1)
        serving = Officer.objects.counted().filter(organization=organization, until__isnull=True, since__lte=eve)
        for officer in serving.filter(position__in={Position(position) for position, _ in elected}):
            _write(officer, until=eve, **_ending(by, "换届"))
    for position, name in elected:
        enter(
            entry=Officer(
                organization=organization,
                name=name,
                position=position,
                employment=employment,
                since=day,
                election=election,
            ),
            by=by,
        )
    return election


def _name(entry: Entry) -> str:
    return entry._meta.model_name or ""


def _settle(entry: Entry) -> None:
    """A venue's state follows from its dates."""
    if isinstance(entry, Venue):
        entry.status = VenueStatus.BUILDING if entry.opened_on is None else VenueStatus.IN_USE


def _ending(by: Any, reason: str) -> dict[str, Any]:
    return {
        "ended_at": timezone.now(),
        "ended_by": by,
        "end_reason": reason,
        "updated_by": by,
        "updated_at": timezone.now(),
    }


def _going_on(entry: Entry) -> Any:
    stored = type(entry)._base_manager.select_for_update().select_related("organization").get(pk=entry.pk)
    if stored.is_over:
        raise Conflict("这一条已经终止或作废了，请刷新页面看最新状态。")
    return stored


def _write(entry: Entry, **updates: Any) -> None:
    """Compare-and-set: only one of two people ends a thing."""
    if not type(entry)._base_manager.filter(pk=entry.pk, ended_at__isnull=True).update(**updates):
        raise Conflict
    for field, value in updates.items():
        setattr(entry, field, value)


def _changed(stored: Entry, entry: Entry) -> list[str]:
    fields: Iterable[Any] = entry._meta.concrete_fields
    return [
        f.name
        for f in fields
        if f.name not in ("updated_at", "updated_by") and getattr(stored, f.attname) != getattr(entry, f.attname)
    ]


def _check_day(organization: Organization, day: datetime.date | None, *, field: str) -> None:
    """The day has come, the organization was there, and the month is open. None: not there yet (a venue being built)."""
    if day is None:
        return
    if day > timezone.localdate():
        raise Refused("日期不能晚于今天。", field=field)
    if not organization.existed_on(day):
        raise Refused(f"{organization.name}在这一天还没有成立或已经撤销，请核对日期。", field=field)
    _assert_open(organization, day, field=field)


def _assert_open(organization: Organization, day: datetime.date, *, field: str | None = None) -> None:
    try:
        assert_open(organization=organization, day=day)
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from refusal
