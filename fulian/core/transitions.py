"""The one way in which a status changes: guard and compare-and-set in a single UPDATE."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from fulian.core.exceptions import Conflict


def move(instance: models.Model, *, to: str, allowed: Iterable[str], field: str = "status", **updates: Any) -> None:
    """Set `field` to `to` if it still stands at one of `allowed`; raise Conflict when somebody was faster.

    The caller holds the transaction and writes the audit row. `updates` are further columns of the same row.
    """
    changed = (
        type(instance)
        ._base_manager.filter(pk=instance.pk, **{f"{field}__in": list(allowed)})
        .update(**{field: to}, **updates)
    )
    if not changed:
        raise Conflict
    for name, value in {field: to, **updates}.items():
        setattr(instance, name, value)
