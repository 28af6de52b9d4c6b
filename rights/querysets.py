import datetime
from typing import Any, Self

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from fulian.audit.models import AppendOnlyQuerySet
from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet


class LiveQuerySet(ScopedQuerySet):
    """Records of the open class; a cancelled one was an error and counts nowhere."""

    def live(self) -> Self:
        return self.filter(cancelled_at__isnull=True)


class RiskCheckQuerySet(LiveQuerySet):
    def with_found(self) -> Self:
        """Annotates `found`: how many households each round found that still count."""
        live = Q(households__cancelled_at__isnull=True)
        return self.select_related("organization").annotate(found=Count("households", filter=live))


class RiskHouseholdQuerySet(LiveQuerySet):
    def with_context(self) -> Self:
        return self.select_related("organization", "level")

    def due_for_visit(self, today: datetime.date) -> Self:
        """Still watched, and the level's interval since the last visit (or since it was found) is over."""
        return (
            self.filter(closed_on__isnull=True).alias(last=Coalesce("visited_on", "found_on")).filter(self._due(today))
        )

    def _due(self, today: datetime.date) -> Q:
        """One condition for each level: there are a handful, and no database need add days to dates."""
        levels: Any = self.model._meta.get_field("level").related_model
        due = Q(pk__in=[])
        for key, days in levels.objects.values_list("pk", "visit_days"):
            due |= Q(level=key, last__lte=today - datetime.timedelta(days=days))
        return due


class CaseQuerySet(ScopedQuerySet):
    """The confidential class: seen by its handler and by the rights officers whose post covers its organization."""

    def visible_to(self, user: Holder, permission: Permission = Permission.CASES_HANDLE) -> Self:
        if permission != Permission.CASES_HANDLE or not user.may(permission):
            return self.none()
        return self.filter(user.scope(permission).q(self.scope_field) | Q(handler=user))

    def with_context(self) -> Self:
        return self.select_related("organization", "handler").prefetch_related("categories", "persons")


class CaseDetailQuerySet(ScopedQuerySet):
    """Rows that hang on a case."""

    scope_field = "case__organization__path"

    def visible_to(self, user: Holder, permission: Permission = Permission.CASES_HANDLE) -> Self:
        if permission != Permission.CASES_HANDLE or not user.may(permission):
            return self.none()
        return self.filter(user.scope(permission).q(self.scope_field) | Q(case__handler=user))


class CaseLogQuerySet(AppendOnlyQuerySet, CaseDetailQuerySet):  # type: ignore[override]
    """What is only ever added to a case."""
