"""Columns and conditions that several tables of plans share."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse


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
