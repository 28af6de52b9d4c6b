"""What becomes of a row of the ledger of activities."""

from typing import Any

from activities.choices import Status
from activities.models import Activity
from activities.services import cancel_activity, change_activity, record_activity
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.intake import Row, register_intake
from fulian.registers.models import Venue

APART = ("status", "cancel_reason")  # changed by an act of their own
NO_REASON = "已撤销的活动要写撤销原因。"


def take_activity(row: Row, *, by: Any) -> Activity:
    activity = row.stored or Activity()
    cancels = row.get("status") == Status.CANCELLED and not (row.stored and row.stored.is_cancelled)
    content = row.changed - {*APART}
    row.fill(activity, leave=APART)
    if "venue_name" in row.values:
        activity.venue = _venue(row, activity)
    if row.is_new:
        record_activity(activity=activity, by=by, themes=row.get("themes", ()))
    elif content or not cancels:
        themes = row.values.get("themes")
        change_activity(activity=activity, by=by, themes=themes)
    if cancels:
        if not row.get("cancel_reason"):
            raise Refused(NO_REASON, field="cancel_reason")
        cancel_activity(activity=activity, by=by, reason=row.get("cancel_reason"))
    return activity


def _venue(row: Row, activity: Activity) -> Venue | None:
    """By its name: in the organization itself, else in one above it."""
    name = row.values["venue_name"]
    if not name:
        return None
    key = ("venue", activity.organization.path, name)
    if key not in row.cache:
        near = Venue.objects.filter(organization_id__in=activity.organization.ancestor_ids, name=name)
        row.cache[key] = near.order_by("-organization__path", "is_void", "pk").first()
    if row.cache[key] is None:
        raise Refused(f"没有叫“{name}”的阵地。请先登记阵地，或者写在地点里。", field="venue_name")
    return row.cache[key]


register_intake(
    "activities.activities",
    permission=Permission.ACTIVITIES_EDIT,
    take=take_activity,
    days=("starts_on",),
    like=("organization", "starts_on", "kind", "title"),
)
