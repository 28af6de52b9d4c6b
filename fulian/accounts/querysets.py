import datetime
from typing import Self

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet


class PostQuerySet(ScopedQuerySet):
    def active_on(self, day: datetime.date) -> Self:
        return self.filter(Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class UserQuerySet(models.QuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """People with a post, present or past, under hers."""
        return self.filter(user.scope(permission).q("posts__organization__path")).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields):
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user
