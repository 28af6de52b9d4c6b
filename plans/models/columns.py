"""Columns and conditions that several tables of plans share."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse


def acted(name: str) -> Q:
    """`x_at` and `x_by` are both there or both not."""
    missing = Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
    return missing | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})


def actor(label: str, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=label, editable=False,
        **{"null": True, "blank": True, **options},
    )  # fmt: skip


def organization(label: str, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", verbose_name=label, **options
    )


def key() -> models.UUIDField:
    """The same in every version of a plan: what a version says of a part is found, and compared, by it."""
    return models.UUIDField("编号", default=uuid.uuid4, editable=False, db_index=True)


def place(plan_id: int, part: models.Model) -> str:
    """Where a part stands on its plan's page."""
    return f"{reverse('plans:plan-detail', args=[plan_id])}#{part._meta.model_name}-{part.pk}"
