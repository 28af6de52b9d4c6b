import datetime
from typing import Self

from django.db.models import Q

from fulian.core.paths import ancestor_paths
from fulian.core.querysets import ScopedQuerySet
from fulian.organizations.choices import REPORTING_LEVELS


class OrganizationQuerySet(ScopedQuerySet):
    scope_field = "path"

    def under(self, path: str) -> Self:
        """It and everything below it."""
        return self.filter(path__under=path)

    def above(self, path: str) -> Self:
        """It and everything above it."""
        return self.filter(path__in=ancestor_paths(path))

    def existing_on(self, day: datetime.date) -> Self:
        return self.filter(Q(opened_on__lte=day), Q(closed_on__isnull=True) | Q(closed_on__gte=day))

    def staffed_on(self, day: datetime.date) -> Self:
        """Somebody who can sign in acts for it on that day."""
        in_post = Q(posts__since__lte=day) & (Q(posts__until__isnull=True) | Q(posts__until__gte=day))
        return self.filter(in_post, posts__user__is_active=True)

    def unstaffed_on(self, day: datetime.date) -> Self:
        """It should report, and nobody acts for it."""
        staffed = type(self)(self.model).staffed_on(day)
        return self.existing_on(day).filter(closed_on__isnull=True).reporting().exclude(pk__in=staffed.values("pk"))

    def reporting(self) -> Self:
        return self.filter(level__in=REPORTING_LEVELS)

    def in_tree_order(self) -> Self:
        return self.order_by("sort_key", "code", "pk")
