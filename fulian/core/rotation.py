"""Changing keys: every encrypted field of every model is written anew with the key and the cipher in use."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Q

from fulian.core.crypto import blind_index, current_prefix
from fulian.core.fields import BlindIndexField, EncryptedTextField


def encrypted_models() -> Iterator[tuple[type[models.Model], list[EncryptedTextField], list[BlindIndexField]]]:
    for model in apps.get_models():
        fields = model._meta.local_concrete_fields
        encrypted = [field for field in fields if isinstance(field, EncryptedTextField)]
        if encrypted:
            yield model, encrypted, [field for field in fields if isinstance(field, BlindIndexField)]


def _raw(name: str) -> ExpressionWrapper:
    """The column as it is stored."""
    return ExpressionWrapper(F(name), output_field=models.TextField())


def rotate(
    model: type[models.Model], encrypted: list[EncryptedTextField], indexes: list[BlindIndexField], *, batch: int
) -> int:
    """Rewrite what does not yet stand under the key in use; returns the number of rows.

    May be stopped and begun again: each batch is a transaction with its rows locked.
    """
    names = [field.attname for field in encrypted]
    stale = Q(pk__in=[])
    for name in names:
        stale |= Q(**{f"raw_{name}__gt": ""}) & ~Q(**{f"raw_{name}__startswith": current_prefix()})
    rows = model._base_manager.annotate(**{f"raw_{name}": _raw(name) for name in names}).filter(stale).order_by("pk")
    done = last = 0
    while True:
        with transaction.atomic():
            found = list(rows.filter(pk__gt=last).select_for_update(of=("self",))[:batch])
            for row in found:
                values = {name: getattr(row, name) for name in names}
                values |= {i.attname: blind_index(getattr(row, i.source) or "", i.purpose) for i in indexes}
                model._base_manager.filter(pk=row.pk).update(**values)
        if not found:
            return done
        done, last = done + len(found), found[-1].pk
