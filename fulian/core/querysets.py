"""Reads that start from what a person may see."""

from typing import Self

from django.db import models

from fulian.core.permissions import Holder, Permission


class ScopedQuerySet(models.QuerySet):
    """Access follows the present tree: `scope_field` is the path of the owning organization today."""

    scope_field = "organization__path"

    def visible_to(self, user: Holder, permission: Permission) -> Self:
        return self.filter(user.scope(permission).q(self.scope_field))
