import datetime
from typing import Self

from django.db.models import Case, Q, When

from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet
from fulian.registers.choices import Position


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
        return self.select_related("organization", "kind", "type")

    def of_ours(self) -> Self:
        """Built by the federation; those that others own (依托) left out."""
        return self.filter(is_external=False)

    def usable(self) -> Self:
        """Where something can take place today."""
        return self.counted().filter(closed_on__isnull=True)


class TeamQuerySet(RegisterQuerySet):
    since_field = "founded_on"
    until_field = "ended_on"

    def listed(self) -> Self:
        return self.select_related("organization", "kind")


class OfficerQuerySet(RegisterQuerySet):
    def listed(self) -> Self:
        return self.select_related("organization", "election")

    def in_order(self) -> Self:
        """As a roster has them: by the tree, within an organization by rank."""
        ranks = [When(position=position, then=rank) for rank, position in enumerate(Position.values)]
        rank = Case(*ranks, default=len(ranks))
        return self.annotate(rank=rank).order_by("organization__path", "rank", "since", "pk")


class ElectionQuerySet(CountedQuerySet):
    def listed(self) -> Self:
        return self.select_related("organization").prefetch_related("officers")


class TalentQuerySet(RegisterQuerySet):
    def listed(self) -> Self:
        return self.select_related("organization", "kind")


class VolunteerQuerySet(RegisterQuerySet):
    def listed(self) -> Self:
        return self.select_related("organization", "team")


class ContactQuerySet(CountedQuerySet):
    def waiting(self) -> Self:
        """Somebody said something, and nothing has come of it yet."""
        return self.counted().filter(resolved_on__isnull=True).exclude(opinion="")

    def listed(self) -> Self:
        return self.select_related("organization", "officer")


class ProductQuerySet(RegisterQuerySet):
    pass


class RoundQuerySet(ScopedQuerySet):
    def concerning(self, user: Holder, permission: Permission) -> Self:
        """Those of the organizations that she may see, and of all above them: a village is part of the district's."""
        scope = user.scope(permission)
        above = {path for known in (*scope.subtrees, *scope.own) for path in ancestor_paths(known)}
        return self.filter(scope.q(self.scope_field) | Q(organization__path__in=above))

    def listed(self) -> Self:
        return self.select_related("organization")


class PartQuerySet(ScopedQuerySet):
    """Lines that belong to an entry: who may see the entry may see them."""

    entry = ""

    def of_counted(self) -> Self:
        """Lines of entries that were not entered by mistake."""
        return self.filter(**{f"{self.entry}__is_void": False})


class VenuePartQuerySet(PartQuerySet):
    scope_field = "venue__organization__path"
    entry = "venue"


class TeamPartQuerySet(PartQuerySet):
    scope_field = "team__organization__path"
    entry = "team"


class OfficerPartQuerySet(PartQuerySet):
    scope_field = "officer__organization__path"
    entry = "officer"
