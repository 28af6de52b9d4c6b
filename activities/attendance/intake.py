"""What becomes of a row of the ledger of 报名签到: the counts of a list that was never here."""

from typing import Any

from activities.attendance.models import Roll
from activities.attendance.services import keep_counts
from activities.models import Activity
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake


def take_roll(row: Row, *, by: Any) -> Roll:
    roll = row.fill(row.stored or Roll())
    if row.is_new:
        roll.activity = Activity.objects.select_related("organization").get(pk=row.get("activity_id"))
    elif "activity_id" in row.changed:
        raise Refused("活动编号不能改：请把编号留空，作为另一行导入。", field="activity_id")
    if roll.activity.organization != row.get("organization"):
        raise Refused("这场活动不是这个组织的，请核对。", field="activity_id")
    return keep_counts(roll=roll, by=by)


register_intake("attendance.rolls", permission=Permission.ACTIVITIES_EDIT, take=take_roll, like=("activity_id",))
