from typing import Self

from django.db.models import BooleanField, Case, When

from families.choices import PRIVATE_SUBJECTS
from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet


class HonourQuerySet(ScopedQuerySet):
    def live(self) -> Self:
        """Those that count: entered by mistake and cancelled, an honour never was."""
        return self.filter(cancelled_at__isnull=True)

    def with_context(self) -> Self:
        """Everything that a list, a page and an export print of a row."""
        return self.select_related("organization", "kind", "grade").prefetch_related("features")

    def named_like(self, text: str) -> Self:
        """Of collectives, villages and teams. A private person's name is not searched for: it would stand in the address."""
        return self.exclude(kind__subject_type__in=PRIVATE_SUBJECTS).filter(name__icontains=text)

    def knowing_reach(self, user: Holder) -> Self:
        """Annotates `in_reach`: whether she keeps the record, and so may read the name in full."""
        mine = user.scope(Permission.FAMILIES_EDIT).q(self.scope_field)
        return self.annotate(in_reach=Case(When(mine, then=True), default=False, output_field=BooleanField()))


class GradingQuerySet(ScopedQuerySet):
    scope_field = "honour__organization__path"

    def live(self) -> Self:
        return self.filter(honour__cancelled_at__isnull=True)
