"""Every write of activities: record, change, cancel."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.choices import Status
from activities.models import Activity, Theme
from fulian.attachments.services import attach
from fulian.audit.services import record as audit
from fulian.core.chinese import long_date
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move
from fulian.indicators.locks import assert_open
from fulian.organizations.models import Organization


@transaction.atomic
def record_activity(
    *, activity: Activity, by: Any, themes: Iterable[Theme] = (), photos: Iterable[Any] = ()
) -> Activity:
    """Keep a new, unsaved activity. It belongs to its organization, whoever types it."""
    _check(activity)
    _assert_open(activity.organization, activity.starts_on)
    activity.path_at = activity.organization.path
    activity.created_by = activity.updated_by = by
    activity.save()
    activity.themes.set(themes)
    _attach(activity, photos, by)
    audit("activities.recorded", by=by, subject=activity)
    return activity


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    by: Any,
    themes: Iterable[Theme] | None = None,
    photos: Iterable[Any] = (),
    version: datetime.datetime | None = None,
) -> Activity:
    """Save what was changed on an activity. The month it was in and the month it goes to must both be open.

    `version`: the `updated_at` that the editor saw; another one means that somebody else changed it meanwhile. `themes`:
    None leaves them as they are.
    """
    stored = Activity.objects.select_for_update(of=("self",)).select_related("organization").get(pk=activity.pk)
    if stored.is_cancelled:
        raise Refused("这场活动已经撤销，不能再改。")
    if version is not None and stored.updated_at != version:
        raise Conflict("别人刚刚改过这场活动。您填的内容还在下面，请先打开活动页看最新内容再改。")
    _check(activity)
    _assert_open(stored.organization, stored.starts_on)
    _assert_open(activity.organization, activity.starts_on)
    changed = _changed(stored, activity)
    if "organization" in changed:
        activity.path_at = activity.organization.path
    if themes is not None and {theme.pk for theme in themes} != set(stored.themes.values_list("pk", flat=True)):
        activity.themes.set(themes)
        changed.append("themes")
    activity.updated_by = by
    activity.save()
    photos = list(photos)
    _attach(activity, photos, by)
    if changed or photos:
        audit("activities.changed", by=by, subject=activity, fields=changed, photos=len(photos))
    return activity


@transaction.atomic
def cancel_activity(*, activity: Activity, by: Any, reason: str) -> Activity:
    """Take an activity back: it stays to be seen with its reason, and is counted nowhere."""
    _assert_open(activity.organization, activity.starts_on, field=None)
    now = timezone.now()
    move(
        activity, to=Status.CANCELLED, allowed=[Status.ACTIVE],
        cancelled_at=now, cancelled_by=by, cancel_reason=reason, updated_at=now, updated_by=by,
    )  # fmt: skip
    audit("activities.cancelled", by=by, subject=activity)
    return activity


def _check(activity: Activity) -> None:
    """What no activity may say, whoever enters it: a form, an import, a script."""
    today = timezone.localdate()
    if activity.starts_on > today:
        raise Refused(f"活动日期不能晚于今天（{long_date(today)}），开展以后再记。", field="starts_on")
    if activity.ends_on and activity.ends_on < activity.starts_on:
        raise Refused("结束日期不能早于开始日期。", field="ends_on")
    if activity.ends_on and activity.ends_on > today:
        raise Refused("结束日期不能晚于今天，结束以后再记。", field="ends_on")
    _check_existence(activity.organization, activity.starts_on)
    if activity.sessions < 1:
        raise Refused("至少是1场。", field="sessions")
    if activity.people is not None and activity.attendances is not None and activity.people > activity.attendances:
        raise Refused(
            f"人数（{activity.people}）不能大于参加人次（{activity.attendances}）：人次是一人来几次算几次，人数是去掉重复的人。",
            field="people",
        )


def _check_existence(organization: Organization, day: datetime.date) -> None:
    if organization.existed_on(day):
        return
    gone = organization.closed_on is not None and day > organization.closed_on
    what = (
        f"已于{long_date(organization.closed_on or day)}撤销"
        if gone
        else f"到{long_date(organization.opened_on)}才成立"
    )
    raise Refused(f"{organization.name}{what}，请核对活动日期。", field="starts_on")


def _assert_open(organization: Organization, day: datetime.date, *, field: str | None = "starts_on") -> None:
    try:
        assert_open(organization=organization, day=day)
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from refusal


def _attach(activity: Activity, photos: Iterable[Any], by: Any) -> None:
    for photo in photos:
        attach(owner=activity, upload=photo, by=by)


def _changed(stored: Activity, activity: Activity) -> list[str]:
    return [
        field.name
        for field in Activity._meta.concrete_fields
        if field.name not in ("updated_at", "updated_by")
        and getattr(stored, field.attname) != getattr(activity, field.attname)
    ]
