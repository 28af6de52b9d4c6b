"""Record, change and cancel an activity."""

import dataclasses
import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.choices import Status
from activities.models import Activity, Theme
from activities.services.checking import check, check_open
from activities.services.details import Details, keep_details
from activities.services.likeness import assert_unlike, place_key, remember_apart
from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move


@transaction.atomic
def record_activity(
    *,
    activity: Activity,
    by: Any,
    themes: Iterable[Theme] | None = None,
    photos: Iterable[Any] = (),
    details: Details | None = None,
    apart: Collection[int] | None = None,
) -> Activity:
    """Keep a new, unsaved activity, held or planned. It belongs to its organization, whoever types it.

    `apart`: keys of alike activities that she says are not this one; one that is not among them is shown first (Alike).
    None asks nothing: for what is read in and was judged elsewhere.
    """
    check(activity, read_in=apart is None)
    check_open(activity)
    activity.path_at = activity.organization.path
    activity.place_key = place_key(activity)
    if apart is not None:
        assert_unlike(activity, apart, partners=details.partners if details else None)
    activity.created_by = activity.updated_by = by
    activity.save()
    keep_details(activity, _with(details, themes, photos), by=by)
    remember_apart(activity, apart or (), by)
    audit("activities.planned" if activity.is_planned else "activities.recorded", by=by, subject=activity)
    return activity


def _with(details: Details | None, themes: Iterable[Theme] | None, photos: Iterable[Any]) -> Details:
    """The two that most callers give, put with the rest."""
    details = details or Details()
    changes: dict[str, Any] = {}
    if themes is not None:
        changes["themes"] = list(themes)
    if photos:
        changes["photos"] = list(photos)
    return dataclasses.replace(details, **changes)


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    by: Any,
    themes: Iterable[Theme] | None = None,
    photos: Iterable[Any] = (),
    details: Details | None = None,
    version: datetime.datetime | None = None,
) -> Activity:
    """Save what was changed on an activity. The month it was in and the month it goes to must both be open.

    `version`: the `updated_at` that the editor saw; another one means that somebody else changed it meanwhile. `themes`:
    None leaves them as they are.
    """
    stored = stored_now(activity)
    if stored.is_cancelled:
        raise Refused("这场活动已经撤销，不能再改。")
    if version is not None and stored.updated_at != version:
        raise Conflict("别人刚刚改过这场活动。您填的内容还在下面，请先打开活动页看最新内容再改。")
    if activity.status != stored.status:
        raise Refused("状态不在这里改。")
    check_open(stored)
    return save_changes(activity, stored, by=by, details=_with(details, themes, photos))


def stored_now(activity: Activity) -> Activity:
    """The row as it is, held until the transaction ends."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("organization", "campaign")
    return rows.get(pk=activity.pk)


def save_changes(
    activity: Activity, stored: Activity, *, by: Any, details: Details, event: str = "activities.changed"
) -> Activity:
    """The changed row and what hangs on it, with its audit row. The caller has judged the step."""
    check(activity)
    check_open(activity)
    activity.place_key = place_key(activity)
    changed = [
        field.name
        for field in Activity._meta.concrete_fields
        if field.name not in ("updated_at", "updated_by", "place_key", "status")
        and getattr(stored, field.attname) != getattr(activity, field.attname)
    ]
    if "organization" in changed:
        activity.path_at = activity.organization.path
    activity.updated_by = by
    activity.save()
    photos = list(details.photos)
    changed += keep_details(activity, dataclasses.replace(details, photos=photos), by=by)
    if changed or photos or event != "activities.changed":
        audit(event, by=by, subject=activity, fields=changed, photos=len(photos))
    return activity


@transaction.atomic
def cancel_activity(*, activity: Activity, by: Any, reason: str) -> Activity:
    """Take an activity back: it stays to be seen with its reason, and is counted nowhere."""
    check_open(activity, field=None)
    now = timezone.now()
    move(
        activity, to=Status.CANCELLED, allowed=[Status.ACTIVE, Status.PLANNED],
        cancelled_at=now, cancelled_by=by, cancel_reason=reason, updated_at=now, updated_by=by,
    )  # fmt: skip
    audit("activities.cancelled", by=by, subject=activity)
    return activity
