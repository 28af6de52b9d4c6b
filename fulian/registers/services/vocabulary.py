"""Kinds that a district adds to. A code is given once and never changes: indicators and records name it."""

import secrets
from typing import Any

from django.db import transaction

from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused


@transaction.atomic
def keep_kind(*, kind: Any, by: Any) -> Any:
    """Keep a new kind, or what was changed on one."""
    model = type(kind)
    same = model._base_manager.filter(label=kind.label).exclude(pk=kind.pk)
    if "kind" in {field.name for field in model._meta.concrete_fields}:
        same = same.filter(kind=kind.kind_id)
    if same.exists():
        raise Refused("这个名称已经有了。", field="label")
    new = kind.pk is None
    if new and not kind.code:
        kind.code = f"own-{secrets.token_hex(4)}"
    kind.save()
    post = by.current_post
    path = post.organization.path if post else ""
    audit(f"registers.vocabulary_{'added' if new else 'changed'}", by=by, subject=kind, path=path)
    return kind
