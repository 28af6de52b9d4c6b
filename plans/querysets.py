from typing import Self

from django.db.models import Count

from fulian.core.querysets import ScopedQuerySet
from plans.choices import Status


class PlanQuerySet(ScopedQuerySet):
    def in_force(self) -> Self:
        """Approved or archived: what people may be asked about."""
        return self.filter(status__in=(Status.APPROVED, Status.CLOSED))

    def listed(self) -> Self:
        return self.select_related("organization").annotate(target_count=Count("chapters__tasks__targets"))

    def whole(self) -> Self:
        """With its chapters, tasks and targets, in order."""
        return self.select_related("organization", "approved_by", "submitted_by").prefetch_related(
            "chapters__tasks__responsible", "chapters__tasks__targets__indicator", "chapters__tasks__targets__organization"
        )


class TargetQuerySet(ScopedQuerySet):
    scope_field = "task__chapter__plan__organization__path"

    def of_plan(self, plan) -> Self:
        return self.filter(task__chapter__plan=plan)

    def detailed(self) -> Self:
        return self.select_related("indicator", "organization", "task__responsible", "task__chapter__plan__organization").order_by(
            "task__chapter__order", "task__order", "order", "pk"
        )
