"""How a roll stands: for its own page and for the activity's."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from activities.attendance.models import Roll
from activities.attendance.services.coming import why_not
from activities.models import Activity
from fulian.core.permissions import Permission


@dataclass(frozen=True)
class Standing:
    """Heads, not entries: a mother with two children takes three places."""

    taken: int
    waiting: int
    came: int
    children_came: int
    capacity: int | None
    reason: str  # why nobody may sign up; empty while she may

    @classmethod
    def of(cls, roll: Roll) -> "Standing":
        reason = why_not(roll, timezone.now())
        if roll.is_purged:
            return cls(roll.people_taken or 0, 0, roll.people_came or 0, roll.children_came or 0, roll.capacity, reason)
        heads = roll.entries.heads()
        return cls(**heads, capacity=roll.capacity, reason=reason)

    @property
    def left(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)


def part_of(activity: Activity, user: Any) -> dict[str, Any] | None:
    """What the activity's page shows to those who keep it: how the roll stands, or that one can be opened."""
    if not user.scope(Permission.ACTIVITIES_EDIT).covers(activity.organization.path):
        return None
    roll = Roll.objects.filter(activity=activity).first()
    if roll is None:
        return None if activity.is_cancelled else {"activity": activity, "roll": None}
    roll.activity = activity
    return {"activity": activity, "roll": roll, "standing": Standing.of(roll)}
