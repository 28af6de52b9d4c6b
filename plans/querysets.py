import datetime
import uuid
from collections.abc import Iterable
from typing import Self

from django.db.models import Count, Q

from fulian.core.querysets import ScopedQuerySet
from plans.choices import IN_FORCE, IN_WRITING, ONCE_IN_FORCE, Comparator, Outcome, Status


class PlanQuerySet(ScopedQuerySet):
    def in_force(self) -> Self:
        """Published or archived: what people may be asked about."""
        return self.filter(status__in=IN_FORCE)

    def in_force_on(self, day: datetime.date) -> Self:
        """The version that counted on that day."""
        still = Q(in_force_until__isnull=True) | Q(in_force_until__gte=day)
        return self.filter(still, status__in=ONCE_IN_FORCE, in_force_from__lte=day)

    def in_writing(self) -> Self:
        return self.filter(status__in=IN_WRITING)

    def listed(self) -> Self:
        return self.select_related("organization").annotate(target_count=Count("chapters__tasks__targets"))

    def whole(self) -> Self:
        """With its chapters, tasks and targets, in order."""
        return self.select_related(
            "organization", "approved_by", "submitted_by", "published_by", "cancelled_by", "replaces"
        ).prefetch_related(
            "chapters__tasks__responsible",
            "chapters__tasks__targets__indicator",
            "chapters__tasks__targets__organization",
            "chapters__tasks__partners",
            "chapters__tasks__programmes",
        )

    def to_compare(self) -> Self:
        """Whole, with what hangs on its targets."""
        inside = ("year_shares", "quarter_shares", "shares__organization")
        return self.whole().prefetch_related(*(f"chapters__tasks__targets__{name}" for name in inside))

    def versions_of(self, plan) -> Self:
        """All versions of the same plan, the first one first."""
        return self.filter(key=plan.key).order_by("version", "pk")


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

    def uncounted(self) -> Self:
        """Numbers that no indicator counts: they are kept by hand."""
        return self.filter(indicator__isnull=True).exclude(comparator=Comparator.DONE)

    def commitments_due(self, today: datetime.date) -> Self:
        """Of plans that are carried out now: the day is past, and nothing is noted."""
        return self.filter(
            task__chapter__plan__status=Status.PUBLISHED,
            comparator=Comparator.DONE,
            outcome=Outcome.NONE,
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


class ProgrammeQuerySet(ScopedQuerySet):
    def usable(self) -> Self:
        return self.filter(active=True)


class LogEntryQuerySet(ScopedQuerySet):
    scope_field = "target__task__chapter__plan__organization__path"

    def valid(self) -> Self:
        return self.filter(voided_at__isnull=True)

    def of_keys(self, keys: Iterable[uuid.UUID]) -> Self:
        return self.filter(target_key__in=keys)


class ShareQuerySet(ScopedQuerySet):
    """Seen from below: `visible_to` gives what the organizations in somebody's scope were given."""

    def given(self) -> Self:
        """Of plans that are carried out: a draft's shares are nobody's business yet."""
        return self.filter(target__task__chapter__plan__status__in=IN_FORCE)

    def answered_for_her(self) -> Self:
        return self.select_related(
            "organization", "target__indicator", "target__organization", "target__task__chapter__plan__organization"
        )


class ReadingQuerySet(ScopedQuerySet):
    def placed(self) -> Self:
        return self.select_related("organization", "into__organization")
