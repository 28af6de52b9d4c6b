"""Who came: ticked from the list, and then stated as the activity's figure."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from activities.attendance.choices import Arrival, Place
from activities.attendance.models import Entry, Roll
from activities.attendance.services.rolls import hold
from activities.models import Activity
from activities.services import change_activity
from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused


@transaction.atomic
def tick(*, roll: Roll, came: Collection[int], seen: Collection[int], by: Any) -> int:
    """Of the entries that she saw, those in `came` came and the others did not; who signed up meanwhile stays unticked.

    Gives how many entries came.
    """
    stored = hold(roll)
    taken = stored.entries.taken().filter(pk__in=list(seen))
    taken.filter(pk__in=list(came)).update(arrival=Arrival.CAME)
    taken.exclude(pk__in=list(came)).update(arrival=Arrival.ABSENT)
    audit("attendance.ticked", by=by, subject=stored.activity, came=len(set(came) & set(seen)), seen=len(seen))
    return Entry.objects.filter(roll=stored, place=Place.TAKEN, arrival=Arrival.CAME).count()


@transaction.atomic
def state_attendance(*, roll: Roll, by: Any) -> Activity:
    """The heads that were ticked become the activity's 参加人次: a figure that she need not count again."""
    stored = hold(roll)
    heads = stored.entries.heads()["came"]
    if not heads:
        raise Refused("还没有人签到。请先勾选到场的人并保存。")
    activity = Activity.objects.select_related("organization", "kind").get(pk=stored.activity_id)
    if activity.is_planned:
        raise Refused("这场活动还在计划中。请先在活动页点“已开展，填数字”。")
    if activity.people is not None and activity.people > heads:
        raise Refused(f"活动上填的人数（{activity.people}）比签到的（{heads}）多，请先到活动页核对。")
    activity.attendances, activity.people_qualifier = heads, "exact"
    return change_activity(activity=activity, by=by)
