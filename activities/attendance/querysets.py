import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum

from activities.attendance.choices import Arrival, Place
from activities.choices import Status
from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet


class RollQuerySet(ScopedQuerySet):
    """A roll is seen by those who keep its activity."""

    scope_field = "activity__organization__path"

    def detailed(self) -> Self:
        return self.select_related("activity__organization", "activity__kind", "activity__venue")

    def held(self) -> Self:
        """Of activities that were held, with the heads of the lists that are still there: `taken_now`, `came_now`, `children_now`."""
        heads = F("entries__people") + F("entries__children")
        came = Q(entries__arrival=Arrival.CAME)
        return self.filter(activity__status=Status.ACTIVE).select_related("activity__organization__parent").annotate(
            taken_now=Sum(heads, filter=Q(entries__place=Place.TAKEN)), came_now=Sum(heads, filter=came),
            children_now=Sum("entries__children", filter=came),
        )  # fmt: skip

    def to_purge(self, today: datetime.date) -> list[int]:
        """Keys of the rolls whose people have been kept long enough."""
        rows = self.filter(purged_on__isnull=True).values_list(
            "pk", "keep_days", "activity__starts_on", "activity__ends_on"
        )
        return [key for key, days, first, last in rows if (last or first) + datetime.timedelta(days=days) < today]


class EntryQuerySet(models.QuerySet):
    def taken(self) -> Self:
        return self.filter(place=Place.TAKEN)

    def waiting(self) -> Self:
        return self.filter(place=Place.WAITING)

    def visible_to(self, user: Holder, permission: Permission) -> Self:
        return self.filter(user.scope(permission).q("roll__activity__organization__path"))

    def heads(self) -> dict[str, int]:
        """{"taken": 40, "waiting": 3, "came": 28, "children_came": 6}, in people."""
        came = Q(arrival=Arrival.CAME)
        heads = F("people") + F("children")
        found = self.order_by().aggregate(
            taken=Sum(heads, filter=Q(place=Place.TAKEN)),
            waiting=Sum(heads, filter=Q(place=Place.WAITING)),
            came=Sum(heads, filter=came),
            children_came=Sum("children", filter=came),
        )
        return {name: number or 0 for name, number in found.items()}
