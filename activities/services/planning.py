"""Before an activity is held: put off, and turned into a record once it was held."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.choices import Status
from activities.models import Activity, Postponement
from activities.services.details import Details
from activities.services.likeness import assert_unlike, place_key, remember_apart
from activities.services.recording import save_changes, stored_now
from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move


@transaction.atomic
def postpone_activity(*, activity: Activity, to_day: datetime.date, reason: str, by: Any) -> Activity:
    """Another day for a planned activity; the first one is kept with the reason."""
    stored = stored_now(activity)
    if not stored.is_planned:
        raise Conflict
    if to_day == stored.starts_on:
        raise Refused("新日期和原来的一样。", field="to_day")
    if to_day < timezone.localdate():
        raise Refused("新日期已经过了。已经开展的，请点“已开展，填数字”。", field="to_day")
    lasts = stored.ends_on - stored.starts_on if stored.ends_on else None
    now = timezone.now()
    move(
        activity, to=Status.PLANNED, allowed=[Status.PLANNED],
        starts_on=to_day, ends_on=to_day + lasts if lasts is not None else None, updated_at=now, updated_by=by,
    )  # fmt: skip
    Postponement.objects.create(
        activity=activity, from_day=stored.starts_on, to_day=to_day, reason=reason, postponed_by=by
    )
    audit("activities.postponed", by=by, subject=activity)
    return activity


@transaction.atomic
def hold_activity(
    *,
    activity: Activity,
    by: Any,
    details: Details | None = None,
    apart: Collection[int] | None = None,
) -> Activity:
    """A planned activity was held: with its real day and figures it counts from now on, in the month of that day.

    `apart`: as for record_activity.
    """
    stored = stored_now(activity)
    if not stored.is_planned:
        raise Conflict
    activity.status = Status.ACTIVE
    if activity.ends_on and activity.ends_on < activity.starts_on:
        activity.ends_on = None  # held earlier or later than planned: the planned last day means nothing any more
    if apart is not None:
        activity.place_key = place_key(activity)
        assert_unlike(activity, apart)
    held = save_changes(activity, stored, by=by, details=details or Details(), event="activities.held")
    remember_apart(held, apart or (), by)
    return held
