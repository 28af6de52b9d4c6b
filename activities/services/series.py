"""Activities that come back: planned together, each an activity of its own afterwards."""

import copy
import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction

from activities.choices import Rhythm, Status
from activities.models import Activity, Series
from activities.services.details import Details
from activities.services.recording import cancel_activity, change_activity, record_activity, stored_now
from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month

MOST = 60  # a week's activity for a year, and some
MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}
# What the following ones take over from the one that was changed; each keeps its own days and figures.
SHARED = (
    "organization_id", "title", "kind_id", "role", "mode", "venue_id", "place", "brand", "partners", "purpose",
)  # fmt: skip


def day_of(rhythm: str, first: datetime.date, number: int) -> datetime.date:
    """The day after so many steps. What is planned for a 31st is on the last day of a shorter month."""
    if rhythm == Rhythm.WEEKLY:
        return first + datetime.timedelta(weeks=number)
    month = Month.of(first).plus(MONTHS[Rhythm(rhythm)] * number)
    return month.first.replace(day=min(first.day, month.last.day))


def days_of(rhythm: str, first: datetime.date, until: datetime.date) -> list[datetime.date]:
    """All of them, both ends included."""
    days: list[datetime.date] = []
    while (day := day_of(rhythm, first, len(days))) <= until:
        if len(days) == MOST:
            raise Refused(f"一次最多安排{MOST}场，请把结束日期定早一些。", field="until")
        days.append(day)
    return days


@transaction.atomic
def plan_series(
    *,
    pattern: Activity,
    rhythm: str,
    until: datetime.date,
    days: Collection[datetime.date],
    by: Any,
    details: Details | None = None,
) -> Series:
    """One planned activity like the unsaved `pattern` for each of the chosen `days` of the rhythm."""
    all_days = days_of(rhythm, pattern.starts_on, until)
    if not set(days) & set(all_days):
        raise Refused("至少选一天。", field="days")
    series = Series.objects.create(
        organization=pattern.organization, path_at=pattern.organization.path, rhythm=rhythm,
        starts_on=pattern.starts_on, ends_on=until, created_by=by, updated_by=by,
    )  # fmt: skip
    lasts = pattern.ends_on - pattern.starts_on if pattern.ends_on else None
    for number, day in enumerate(all_days):
        if day in days:
            one = copy.copy(pattern)
            one._state = copy.copy(pattern._state)  # noqa: SLF001  a copied row must not share what Django knows of it
            one.status, one.series, one.series_number = Status.PLANNED, series, number
            one.starts_on, one.ends_on = day, day + lasts if lasts is not None else None
            if one.campaign and day not in one.campaign.span:
                one.campaign = None
            record_activity(activity=one, by=by, details=details)
    audit("activities.series_planned", by=by, subject=series)
    return series


def following(activity: Activity) -> list[Activity]:
    """The planned ones of its series after it, in order."""
    if activity.series_id is None:
        return []
    later = Activity.objects.planned().filter(series=activity.series_id, series_number__gt=activity.series_number)
    return list(later.select_related("organization", "campaign", "kind").order_by("series_number"))


@transaction.atomic
def change_following(
    *, activity: Activity, by: Any, details: Details | None = None, version: datetime.datetime | None = None
) -> int:
    """Change this planned one and all planned ones after it alike; another day moves the following in the same rhythm.

    Returns how many were changed besides.
    """
    before = stored_now(activity)
    if not before.is_planned or activity.series is None:
        raise Conflict
    change_activity(activity=activity, by=by, details=details, version=version)
    later = following(activity)
    for one in later:
        for name in SHARED:
            setattr(one, name, getattr(activity, name))
        if activity.starts_on != before.starts_on:
            steps = (one.series_number or 0) - (activity.series_number or 0)
            one.starts_on = day_of(activity.series.rhythm, activity.starts_on, steps)
            one.ends_on = None
        fits = activity.campaign is not None and one.starts_on in activity.campaign.span
        one.campaign = activity.campaign if fits else None
        change_activity(activity=one, by=by, details=details)
    return len(later)


@transaction.atomic
def cancel_following(*, activity: Activity, by: Any, reason: str) -> int:
    """Cancel this planned one and all planned ones after it. Returns how many besides."""
    later = following(activity)
    for one in [activity, *later]:
        cancel_activity(activity=one, by=by, reason=reason)
    return len(later)
