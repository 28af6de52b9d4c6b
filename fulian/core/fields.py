"""Model fields for confidential values: encrypted in the database, plain in Python."""

from typing import Any

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models

from fulian.core.crypto import blind_index, decrypt_text, encrypt_text


class EncryptedTextField(models.TextField):
    """Text stored encrypted, bound to its model and column: renaming either needs a migration that writes the values anew.

    NULL and "" are stored as they are: that nothing was written is no secret.

    It cannot be searched, compared or sorted by; what must be found again has a BlindIndexField beside it.
    """

    description = "Encrypted text"

    @property
    def context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.attname}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        if value is None or value == "" or hasattr(value, "as_sql"):
            return value
        return encrypt_text(value, context=self.context)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt_text(value, context=self.context) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self} is encrypted and cannot be searched ({lookup_name}).")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self} is encrypted and cannot be searched ({lookup_name}).")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if self.unique or getattr(self, "db_index", False):
            hint = "Ciphertexts are never equal: an index over them does nothing."
            found.append(checks.Error(hint, obj=self, id="core.E001"))
        return found


class BlindIndexField(models.CharField):
    """Beside an encrypted field: the keyed hash of its value, filled whenever a row is written, searched with
    `blind_indexes()`. `source` names the field; `purpose` keeps hashes of different things apart."""

    def __init__(self, *args: Any, source: str = "", purpose: str = "", **kwargs: Any):
        self.source, self.purpose = source, purpose
        kwargs.update(max_length=64, editable=False, blank=True, default="", db_index=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "editable", "blank", "default", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "source": self.source, "purpose": self.purpose}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = blind_index(getattr(model_instance, self.source) or "", self.purpose)
        setattr(model_instance, self.attname, value)
        return value
