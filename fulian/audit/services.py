"""Writing the log: called by a service inside the transaction of the act itself."""

from typing import Any

from django.db import models

from fulian.audit.models import AccessEvent, AuditEvent


def record(event: str, *, by: Any, subject: models.Model, path: str | None = None, **detail: Any) -> AuditEvent:
    """`by` is the acting user, or None for the portal itself. `path`: the organization concerned; read from the subject
    (its `path_at`, `path`, or organization) when not given. `detail` must hold no personal value."""
    return AuditEvent.objects.create(
        actor_id=by.pk if by else None,
        actor_label=by.get_username() if by else "",
        event=event,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        organization_path=path if path is not None else _path_of(subject),
        detail=detail,
    )


def record_access(
    what: str, *, by: Any, subject: models.Model | None = None, kind: str = "", reason: str = ""
) -> AccessEvent:
    """Somebody looked at a confidential thing, or exported a kind of things (`kind`)."""
    return AccessEvent.objects.create(
        actor_id=by.pk,
        actor_label=by.get_username(),
        subject_type=subject._meta.label_lower if subject else kind,
        subject_id=subject.pk if subject else None,
        what=what,
        reason=reason,
    )


def _path_of(subject: models.Model) -> str:
    for attribute in ("path_at", "path"):
        if value := getattr(subject, attribute, ""):
            return value
    organization = getattr(subject, "organization", None)
    return organization.path if organization is not None else ""
