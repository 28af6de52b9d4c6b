"""A venue that was closed, by mistake or for a time, is put in use again: it counts from that day, and what was counted stays."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused
from fulian.registers.choices import VenueStatus
from fulian.registers.models import UsePeriod, Venue, VenueClosure
from fulian.registers.services import standard
from fulian.registers.services.common import check_day

Span = tuple[datetime.date, datetime.date | None]


@transaction.atomic
def reopen(*, venue: Venue, by: Any, day: datetime.date, reason: str) -> Venue:
    """`day` is its first day in use again. Closed by mistake: the day after the closing, and nothing is missing between."""
    stored = Venue.objects.select_for_update().select_related("organization", "kind").get(pk=venue.pk)
    if stored.is_void:
        raise Refused("这一条已经作废，不能重新启用；确实有这处阵地，请重新登记。")
    if stored.closed_on is None:
        raise Conflict("这处阵地在用，不用重新启用。请刷新页面看最新状态。")
    if day <= stored.closed_on:
        raise Refused(f"要晚于停用的那一天（{stored.closed_on}）；停用登记错了，填它的第二天。", field="day")
    check_day(stored.organization, day, field="day")
    VenueClosure.objects.create(
        venue=stored, closed_on=stored.closed_on, status=stored.status, reason=stored.end_reason,
        reopened_on=day, why=reason, created_by=by, updated_by=by,
    )  # fmt: skip
    in_use = {
        "status": VenueStatus.IN_USE, "closed_on": None, "ended_at": None, "ended_by": None, "end_reason": "",
        "updated_by": by, "updated_at": timezone.now(),
    }  # fmt: skip
    if not Venue.objects.filter(pk=stored.pk, ended_at=stored.ended_at, is_void=False).update(**in_use):
        raise Conflict
    for name, value in in_use.items():
        setattr(stored, name, value)
    follow(stored, field="day")
    standard.reckon(stored)
    audit("registers.venue_reopened", by=by, subject=stored, day=day.isoformat())
    return stored


def follow(venue: Venue, *, field: str) -> None:
    """The periods of use follow a venue's dates. `field`: at which one to say that they do not fit its closures."""
    wanted = _spans(venue)
    if any(until is not None and until < since for since, until in wanted):
        raise Refused("和停用、重新启用过的日期对不上，请核对。", field=field)
    kept = list(venue.use_periods.values_list("since", "until"))
    if kept != wanted:
        venue.use_periods.all().delete()
        UsePeriod.objects.bulk_create(UsePeriod(venue=venue, since=since, until=until) for since, until in wanted)


def _spans(venue: Venue) -> list[Span]:
    closures = list(venue.closures.values_list("closed_on", "reopened_on"))
    if venue.opened_on is None:
        if closures:
            raise Refused("停用后又启用过的阵地，要有建成日期。", field="opened_on")
        return []
    firsts = [venue.opened_on, *(reopened for _, reopened in closures)]
    lasts = [*(closed for closed, _ in closures), venue.closed_on]
    return list(zip(firsts, lasts, strict=True))
