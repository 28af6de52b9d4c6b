"""Columns that say who did something to a record, and when."""

from django.conf import settings
from django.db import models
from django.db.models import Q


def actor(label: str, *, null: bool = True) -> models.ForeignKey:
    """Somebody of the portal, put down by a service; `null` while nobody has done it yet."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=label, editable=False,
        null=null, blank=null,
    )  # fmt: skip


def acted(name: str) -> Q:
    """`x_at` and `x_by` are both there or both not."""
    missing = Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
    return missing | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
