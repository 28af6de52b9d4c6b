from typing import Self

from django.db.models import Q

from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet


class LiveQuerySet(ScopedQuerySet):
    """Records of the open class; a cancelled one was an error and counts nowhere."""

    def live(self) -> Self:
        return self.filter(cancelled_at__isnull=True)


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
