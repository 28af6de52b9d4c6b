from typing import Self

from django.db.models import Q

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

    def named_like(self, text: str, *, user: Holder) -> Self:
        """Whose name holds the text. Who sees only masked names cannot find them out by searching either."""
        known = user.scope(Permission.FAMILIES_EDIT).q(self.scope_field) | ~Q(kind__subject_type__in=PRIVATE_SUBJECTS)
        return self.filter(known, name__icontains=text)


class GradingQuerySet(ScopedQuerySet):
    scope_field = "honour__organization__path"

    def live(self) -> Self:
        return self.filter(honour__cancelled_at__isnull=True)
