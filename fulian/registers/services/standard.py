"""Whether a venue has what its kind must have (五有), and since when."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from fulian.attachments.services import attach_all
from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused
from fulian.registers.models import StandardItem, StandardPeriod, Venue, VenueCheck
from fulian.registers.services.common import check_day

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    """What somebody found for one condition, with the photos that show it."""

    item: StandardItem
    is_reached: bool
    note: str = ""
    photos: Sequence[Any] = field(default_factory=tuple)


@transaction.atomic
def check_standard(*, venue: Venue, findings: Sequence[Finding], day: datetime.date, by: Any) -> Venue:
    """Keep what was found on a day. From the day on which every condition was reached, the venue counts as up to standard,
    until a later check finds one missing."""
    venue = Venue.objects.select_for_update().select_related("organization", "kind").get(pk=venue.pk)
    if venue.opened_on is None or venue.is_over:
        raise Refused("只有在用的阵地才核对达标条件。")
    if day < venue.opened_on:
        raise Refused(f"核对日期不能早于建成日期（{venue.opened_on}）。", field="checked_on")
    check_day(venue.organization, day, field="checked_on")
    for finding in findings:
        check = VenueCheck.objects.filter(venue=venue, item=finding.item).first() or VenueCheck(
            venue=venue, item=finding.item, created_by=by
        )
        check.is_reached, check.note, check.checked_on, check.updated_by = finding.is_reached, finding.note, day, by
        check.save()
        attach_all(owner=check, uploads=finding.photos, by=by)
    reckon(venue)
    audit("registers.venue_checked", by=by, subject=venue, reached=sum(f.is_reached for f in findings))
    return venue


def reckon(venue: Venue) -> None:
    """The periods of a venue follow its checks."""
    wanted = set(StandardItem.objects.filter(kind=venue.kind_id, is_active=True).values_list("pk", flat=True))
    checks = {check.item_id: check for check in VenueCheck.objects.filter(venue=venue, item__in=wanted)}
    running = StandardPeriod.objects.filter(venue=venue, until__isnull=True).first()
    reached = bool(wanted) and set(checks) == wanted and all(check.is_reached for check in checks.values())
    if reached and venue.opened_on is not None and not venue.is_over:
        in_use = max(
            venue.use_periods.values_list("since", flat=True), default=venue.opened_on
        )  # since it was last reopened
        since = max(in_use, *(check.checked_on for check in checks.values()))
        if running is None:
            before = StandardPeriod.objects.filter(venue=venue).order_by("-until").first()
            if before is not None and before.until is not None and before.until >= since:  # lost and found on one day
                before.until = None
                before.save(update_fields=["until"])
                return
            StandardPeriod.objects.create(venue=venue, since=since)
        elif since < running.since:  # the day was put right
            StandardPeriod.objects.filter(pk=running.pk).update(since=since)
    elif running is not None:
        missing = [check.checked_on for check in checks.values() if not check.is_reached]
        _end(running, max(missing, default=running.since) - DAY)


def end_with(venue: Venue, day: datetime.date) -> None:
    """A venue that was closed is up to standard no longer than it was there."""
    for running in StandardPeriod.objects.filter(venue=venue, until__isnull=True):
        _end(running, day)


def _end(period: StandardPeriod, day: datetime.date) -> None:
    if day < period.since:
        period.delete()
    else:
        StandardPeriod.objects.filter(pk=period.pk).update(until=day)
