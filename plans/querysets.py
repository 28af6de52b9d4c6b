import datetime
import uuid
from collections.abc import Iterable
from typing import Self

from django.db.models import Count, Q

from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Holder, Permission
from fulian.core.quantities import Quantity, total
from fulian.core.querysets import ScopedQuerySet
from plans.choices import IN_FORCE, IN_WRITING, ONCE_IN_FORCE, Comparator, Outcome, ShareStatus, Status


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

    def readable_by(self, user: Holder) -> Self:
        """What she oversees, and what organizations above hers have published: those below work by it.

        Reading is all: where its targets stand, and what others noted, is seen by who oversees it (`visible_to`).
        """
        scope = user.scope(Permission.PLANS_VIEW)
        above = {path for root in (*scope.subtrees, *scope.own) for path in ancestor_paths(root)}
        return self.filter(scope.q(self.scope_field) | Q(status__in=ONCE_IN_FORCE, organization__path__in=above))

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
            "chapters__tasks__targets__shares",
            "chapters__tasks__targets__year_shares",
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

    def kept_by(self, user: Holder) -> Self:
        """Carried out now, and hers to note something for: her organization's own, and those of which it was given a part."""
        given = self._shares().visible_to(user, Permission.PLANS_ANSWER).values("target")
        own = user.scope(Permission.PLANS_EDIT).q(self.scope_field)
        return self.filter(own | Q(pk__in=given), task__chapter__plan__status=Status.PUBLISHED)

    def followed_by(self, user: Holder) -> Self:
        """Those whose records she may read: she oversees the plan, or somebody in her scope was given a part."""
        given = self._shares().visible_to(user, Permission.PLANS_VIEW).values("target")
        return self.filter(user.scope(Permission.PLANS_VIEW).q(self.scope_field) | Q(pk__in=given))

    def _shares(self) -> "ShareQuerySet":
        shares = self.model._meta.get_field("shares").related_model
        return ShareQuerySet(shares).given()

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
            "indicator",
            "organization",
            "task__responsible",
            "task__chapter__plan__organization",
            "task__chapter__parent",
        ).order_by(
            "-task__chapter__plan__year", "task__chapter__plan", "task__chapter__order", "task__order", "order", "pk"
        )


class ProgrammeQuerySet(ScopedQuerySet):
    def for_organization(self, path: str) -> Self:
        """Its own and those of the organizations above it."""
        return self.filter(organization__in=[int(key) for key in path.strip("/").split("/") if key])

    def usable(self) -> Self:
        return self.filter(active=True)


class LogEntryQuerySet(ScopedQuerySet):
    """Seen by who sees the organization that did the work; an entry stands for all versions of its target."""

    def valid(self) -> Self:
        return self.filter(voided_at__isnull=True)

    def of_keys(self, keys: Iterable[uuid.UUID]) -> Self:
        return self.filter(target_key__in=keys)

    def counted(self, target) -> Self:
        """What the actual of a target is the sum of."""
        return self.valid().filter(target_key=target.key, day__range=(target.starts_on, target.due_on))

    def listed(self) -> Self:
        return self.select_related("organization", "noted_by", "voided_by", "target__task__chapter__plan__organization")

    def kept_by(self, user: Holder) -> Self:
        """Hers to void: of her organization's plans, and what her organization did for the plans of others."""
        of_plan = user.scope(Permission.PLANS_EDIT).q("target__task__chapter__plan__organization__path")
        return self.filter(of_plan | user.scope(Permission.PLANS_ANSWER).q(self.scope_field))

    def sum(self) -> Quantity:
        """Together; an approximate part leaves it approximate."""
        return total(Quantity.of(*row) for row in self.order_by().values_list("quantity", "qualifier"))


class ShareQuerySet(ScopedQuerySet):
    """Seen from below: `visible_to` gives what the organizations in somebody's scope were given."""

    def given(self) -> Self:
        """Of plans that are carried out: a draft's shares are nobody's business yet."""
        return self.filter(target__task__chapter__plan__status__in=IN_FORCE)

    def running(self) -> Self:
        """Of plans that can still be answered to."""
        return self.filter(target__task__chapter__plan__status=Status.PUBLISHED)

    def of_her_own(self, user: Holder, permission: Permission) -> Self:
        """Given to the very organizations of her posts, not to those below them."""
        scope = user.scope(permission)
        return self.filter(organization__path__in=(*scope.subtrees, *scope.own))

    def under_plans_of(self, user: Holder, permission: Permission) -> Self:
        """Seen from above: parts of the targets of her organization's plans."""
        return self.filter(user.scope(permission).q("target__task__chapter__plan__organization__path"))

    def objected_under(self, user: Holder) -> Self:
        """Objections to the plans that she writes."""
        return self.running().under_plans_of(user, Permission.PLANS_EDIT).filter(status=ShareStatus.OBJECTED)

    def answered_for_her(self) -> Self:
        return self.select_related(
            "organization", "answered_by", "target__indicator", "target__organization", "target__task__responsible",
            "target__task__chapter__plan__organization",
        )  # fmt: skip


class ReadingQuerySet(ScopedQuerySet):
    def placed(self) -> Self:
        return self.select_related("organization", "into__organization")
