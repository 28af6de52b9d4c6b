from typing import Self

from django.contrib.auth import get_user_model
from django.db.models import Q

from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet


class AppendOnlyQuerySet(ScopedQuerySet):
    def update(self, **kwargs):
        raise TypeError("An audit row is never changed.")

    def delete(self):
        raise TypeError("An audit row is never deleted.")


class AuditEventQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """What happened under hers; what belongs to no organization (the working days) is shown to whoever sees the log."""
        scope = user.scope(permission)
        return self.filter(scope.q("organization_path") | Q(organization_path="")) if scope else self.none()


class AccessEventQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """Looks by people of hers."""
        people = get_user_model().objects.visible_to(user, permission)
        return self.filter(actor_id__in=people.values("pk"))
