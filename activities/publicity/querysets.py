from typing import Self

from django.db import models
from django.db.models import Q

from activities.publicity.choices import Standing, Status
from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet


class PlatformQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(is_active=True)


class MessageQuerySet(ScopedQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """With PUBLICITY_JUDGE those that lie before her organization now; else those of the organizations in her reach."""
        if permission == Permission.PUBLICITY_JUDGE:
            return self.filter(user.scope(permission).q("lies_with__path"))
        return super().visible_to(user, permission)

    def to_judge(self) -> Self:
        return self.filter(standing=Standing.SUBMITTED)

    def listed(self) -> Self:
        return self.select_related("organization", "lies_with", "activity")

    def detailed(self) -> Self:
        return self.select_related(
            "organization", "lies_with", "activity__organization", "activity__kind", "activity__venue",
            "submitted_by", "judged_by",
        )  # fmt: skip


class AdoptionQuerySet(ScopedQuerySet):
    def active(self) -> Self:
        return self.filter(status=Status.ACTIVE)

    def listed(self) -> Self:
        return self.select_related("organization", "platform")

    def detailed(self) -> Self:
        return self.select_related(
            "organization__parent", "platform", "activity", "message", "created_by", "cancelled_by"
        )


class MarkQuerySet(models.QuerySet):
    def fit_to_publish(self) -> Self:
        """No child is on it, or the child's guardian has agreed."""
        return self.filter(Q(has_children=False) | Q(has_consent=True))
