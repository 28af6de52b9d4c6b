import datetime
from collections.abc import Iterable
from typing import Any, Self

from django.db import models


class AttachmentQuerySet(models.QuerySet):
    def about(self, owner: models.Model) -> Self:
        return self.filter(owner_type=owner._meta.label_lower, owner_id=owner.pk).order_by("pk")

    def first_of(self, owners: Iterable[models.Model]) -> dict[int, Any]:
        """{primary key of the owner: her first photo}, for owners of one kind, in one query."""
        owners = list(owners)
        if not owners:
            return {}
        found: Any = self.filter(owner_type=owners[0]._meta.label_lower, owner_id__in=[owner.pk for owner in owners])
        return {photo.owner_id: photo for photo in found.order_by("-pk")}


class UploadQuerySet(models.QuerySet):
    def unfinished(self) -> Self:
        return self.filter(result__isnull=True)

    def forgotten(self, now: datetime.datetime, *, half: datetime.timedelta, whole: datetime.timedelta) -> Self:
        """Half-made ones that nobody went on with, and finished ones whose key no device will name again."""
        return self.filter(models.Q(result__isnull=True, saved_at__lt=now - half) | models.Q(saved_at__lt=now - whole))
