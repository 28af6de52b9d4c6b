import datetime
from typing import Self

from django.db.models import Q

from fulian.core.querysets import ScopedQuerySet


class CountedQuerySet(ScopedQuerySet):
    def counted(self) -> Self:
        """Without what was entered by mistake."""
        return self.filter(is_void=False)


class RegisterQuerySet(CountedQuerySet):
    """Things with a first and a last day; which columns hold them differs from register to register."""

    since_field = "since"
    until_field = "until"

    def in_being_on(self, day: datetime.date) -> Self:
        """Begun by that day and not over before it: its last day still counts."""
        begun = Q(**{f"{self.since_field}__lte": day})
        going_on = Q(**{f"{self.until_field}__isnull": True}) | Q(**{f"{self.until_field}__gte": day})
        return self.filter(begun, going_on)

    def listed(self) -> Self:
        return self.select_related("organization")


class VenueQuerySet(RegisterQuerySet):
    since_field = "opened_on"
    until_field = "closed_on"

    def listed(self) -> Self:
        return self.select_related("organization", "kind")

    def usable(self) -> Self:
        """Where something can take place today."""
        return self.counted().filter(closed_on__isnull=True)


class TeamQuerySet(RegisterQuerySet):
    since_field = "founded_on"
    until_field = "ended_on"

    def listed(self) -> Self:
        return self.select_related("organization", "kind")


class OfficerQuerySet(RegisterQuerySet):
    pass


class ElectionQuerySet(CountedQuerySet):
    def listed(self) -> Self:
        return self.select_related("organization").prefetch_related("officers")


class TalentQuerySet(RegisterQuerySet):
    pass


class ProductQuerySet(RegisterQuerySet):
    pass
