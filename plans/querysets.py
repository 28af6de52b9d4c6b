import datetime
from typing import Self

from django.db.models import Count

from fulian.core.querysets import ScopedQuerySet
from plans.choices import Comparator, Status


class PlanQuerySet(ScopedQuerySet):
    def in_force(self) -> Self:
        """Approved or archived: what people may be asked about."""
        return self.filter(status__in=(Status.APPROVED, Status.CLOSED))

    def listed(self) -> Self:
        return self.select_related("organization").annotate(target_count=Count("chapters__tasks__targets"))

    def whole(self) -> Self:
        """With its chapters, tasks and targets, in order."""
        return self.select_related("organization", "approved_by", "submitted_by", "cancelled_by").prefetch_related(
            "chapters__tasks__responsible",
            "chapters__tasks__targets__indicator",
            "chapters__tasks__targets__organization",
        )


class ChapterQuerySet(ScopedQuerySet):
    scope_field = "plan__organization__path"

    def placed(self) -> Self:
        return self.select_related("plan__organization")


class TaskQuerySet(ScopedQuerySet):
    scope_field = "chapter__plan__organization__path"

    def placed(self) -> Self:
        return self.select_related("chapter__plan__organization", "responsible")


class TargetQuerySet(ScopedQuerySet):
    scope_field = "task__chapter__plan__organization__path"

    def of_plan(self, plan) -> Self:
        return self.filter(task__chapter__plan=plan)

    def commitments_due(self, today: datetime.date) -> Self:
        """Of plans that are carried out now: the day is past, and nothing is noted."""
        return self.filter(
            task__chapter__plan__status=Status.APPROVED,
            comparator=Comparator.DONE,
            done_on__isnull=True,
            due_on__lt=today,
        )

    def placed(self) -> Self:
        return self.select_related("indicator", "organization", "task__chapter__plan__organization")

    def detailed(self) -> Self:
        return self.select_related(
            "indicator", "organization", "task__responsible", "task__chapter__plan__organization"
        ).order_by(
            "-task__chapter__plan__year", "task__chapter__plan", "task__chapter__order", "task__order", "order", "pk"
        )
