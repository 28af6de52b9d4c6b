from typing import Self

from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet


class WorkingDayQuerySet(ScopedQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """A working day belongs to no organization: whoever may keep the calendar sees all of it."""
        return self.all() if user.may(permission) else self.none()
