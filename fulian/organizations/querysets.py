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

    def reporting(self) -> Self:
        return self.filter(level__in=REPORTING_LEVELS)

    def in_tree_order(self) -> Self:
        return self.order_by("sort_key", "code", "pk")
