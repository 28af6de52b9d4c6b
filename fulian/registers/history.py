"""A record's history as its page shows it, read from the audit log: who, when, and which fields; never values."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from fulian.accounts.models import User
from fulian.audit.models import AuditEvent

LENGTH = 30


def history_of(record: models.Model, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """`words`: what each event is called on the page; others are left out. The newest first; two queries."""
    events = AuditEvent.objects.filter(
        subject_type=record._meta.label_lower, subject_id=record.pk, event__in=words
    ).order_by("-at", "-pk")[:LENGTH]
    names = dict(User.objects.filter(pk__in={event.actor_id for event in events}).values_list("pk", "name"))
    return [
        {
            "what": words[event.event],
            "by": names.get(event.actor_id, ""),
            "at": event.at,
            "note": _fields(record, event.detail),
            "tone": "stop" if event.event.endswith(("_cancelled", ".cancelled", "_voided", "_ended")) else "",
        }
        for event in events
    ]


def _fields(record: models.Model, detail: Mapping[str, Any]) -> str:
    labels = {field.name: str(getattr(field, "verbose_name", "")) for field in record._meta.get_fields()}
    names = [labels[name] for name in detail.get("fields", ()) if labels.get(name) and name != "path_at"]
    if detail.get("photos"):
        names.append(f"加了{detail['photos']}张照片")
    return "、".join(names)
