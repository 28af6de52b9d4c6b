import datetime
from typing import Self

from django.db.models import F, Q, Sum

from activities.screening.choices import RESULT_COLUMNS, PersonState, ProgrammeStatus, SessionStatus
from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet
from fulian.organizations.models import Organization

COUNTS = ("women", "cervical", "breast", "mobilised")


class ScreeningQuerySet(ScopedQuerySet):
    """A programme is the district's, and the business of everybody under it: she sees it, and of its parts those in her reach."""

    def visible_to(self, user: Holder, permission: Permission) -> Self:
        scope = user.scope(permission)
        mine = scope.q(self.scope_field)
        if permission == Permission.SCREENING_VIEW:
            mine |= Q(organization__path__in=_above(user, permission))
        return self.filter(mine)

    def taken_part_in(self, user: Holder, permission: Permission) -> Self:
        """Those in which she may enter something: her own organization's, and those of the organizations above it."""
        scope = user.scope(permission)
        return self.filter(scope.q(self.scope_field) | Q(organization__path__in=_above(user, permission)))

    def open(self) -> Self:
        return self.filter(status=ProgrammeStatus.OPEN)

    def on(self, day: datetime.date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def around(self, organization: Organization) -> Self:
        """Of the organization itself, of those above it and of those below it: two of them on one day would count twice."""
        return self.filter(
            Q(organization__path__in=ancestor_paths(organization.path)) | Q(organization__path__under=organization.path)
        )


def _above(user: Holder, permission: Permission) -> set[str]:
    scope = user.scope(permission)
    return {path for root in (*scope.subtrees, *scope.own) for path in ancestor_paths(root)}


class AllotmentQuerySet(ScopedQuerySet):
    def in_tree_order(self) -> Self:
        return self.select_related("organization").order_by("organization__path")

    def shared_out(self) -> Self:
        """Without the programme's own, which says again what stands in the programme."""
        rows = self.select_related("organization__parent", "programme")
        return rows.exclude(organization=F("programme__organization"))


class SessionQuerySet(ScopedQuerySet):
    def active(self) -> Self:
        return self.filter(status=SessionStatus.ACTIVE)

    def listed(self) -> Self:
        return self.select_related("organization", "programme__organization")

    def detailed(self) -> Self:
        return self.select_related(
            "organization", "programme__organization", "activity", "created_by", "updated_by", "cancelled_by"
        )

    def sums(self, *columns: str) -> dict[str, int | None]:
        """Of every count and result, or of those that are asked for; None where nobody entered anything."""
        return self.order_by().aggregate(**{name: Sum(name) for name in columns or (*COUNTS, *RESULT_COLUMNS)})


class PersonQuerySet(ScopedQuerySet):
    """Seen by the rights and health officers whose post covers her organization, and by nobody else."""

    def visible_to(self, user: Holder, permission: Permission = Permission.SCREENING_PERSONS) -> Self:
        if permission != Permission.SCREENING_PERSONS or not user.may(permission):
            return self.none()
        return super().visible_to(user, permission)

    def listed(self) -> Self:
        return self.select_related("organization", "session__programme")

    def follow_up_due(self, today: datetime.date) -> Self:
        return self.filter(state=PersonState.FOLLOW_UP, follow_up_on__lte=today)

    def expired(self, today: datetime.date) -> Self:
        return self.filter(delete_on__lte=today)
