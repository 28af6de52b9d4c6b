"""Proof that the keys of this portal fit this database."""

from typing import ClassVar

from django.db import models

from fulian.core.fields import EncryptedTextField


class KeyCanary(models.Model):
    """One known word, encrypted like everything else. It lies in the database, not beside the program: a restored backup or
    a second machine with the wrong keys is found out at once (rights/checks.py), before anything is written with them.
    `rotate_field_keys` rewrites it like any other value, so a retired key is not missed."""

    WORD = "canary"

    value = EncryptedTextField("密文")

    not_personal: ClassVar = ("value",)

    class Meta:
        verbose_name = verbose_name_plural = "密钥校验"

    def __str__(self) -> str:
        return "key canary"
