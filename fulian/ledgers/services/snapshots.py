"""A record as it was before an import changed it, whole."""

import datetime
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from fulian.ledgers.intake import Intake


def updated_at(record: Any) -> Any:
    """As it stands in the table: a service may have written it by an update behind the object's back."""
    if not hasattr(record, "updated_at"):
        return timezone.now()
    return type(record)._base_manager.values_list("updated_at", flat=True).get(pk=record.pk)


def snapshot(record: Any, intake: Intake) -> str:
    """The record as it is, with what belongs to it."""
    if not isinstance(record, models.Model):
        return ""
    belonging: list[Any] = [record]
    for name in intake.related:
        belonging += list(getattr(record, name).all())
    return serializers.serialize("json", belonging, cls=_Exact)


class _Exact(DjangoJSONEncoder):
    """Django's own cuts moments to milliseconds; `updated_at` must come back as it was."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime.datetime) else super().default(o)
