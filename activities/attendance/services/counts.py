"""Counts without a list: of an activity whose people signed up in another portal."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.attendance.models import Roll
from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused


@transaction.atomic
def keep_counts(*, roll: Roll, by: Any) -> Roll:
    """Keep a new roll that has its counts and never had people, or change its counts. While a list is there, it says them."""
    new = roll.pk is None
    if new and Roll.objects.filter(activity=roll.activity).exists():
        raise Conflict("这场活动已经开了报名签到。")
    if not new and not roll.is_purged:
        raise Refused("名单还在，人数从名单得出，请在签到页上改。")
    if roll.activity.is_planned or roll.activity.is_cancelled:
        raise Refused("办过的活动才有到场人数。")
    if (roll.children_came or 0) > (roll.people_came or 0):
        raise Refused("到场儿童不能比到场人数多。", field="children_came")
    roll.is_open, roll.purged_on = False, roll.purged_on or timezone.localdate()
    roll.save(force_insert=new)
    audit("attendance.counts_kept" if new else "attendance.counts_changed", by=by, subject=roll.activity)
    return roll
