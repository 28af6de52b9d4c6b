"""Start-up checks: the keys can be read, and they fit what this database holds."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from fulian.core.crypto import Undecryptable, algorithm_in_use, masters
from rights.models import KeyCanary

ADVICE = "Use the FIELD_KEYS that this database was written with (docs/deployment.md, keeping keys). Do not write with others."


@register(Tags.security)
def keys_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    try:
        algorithm_in_use()
        masters()
    except ImproperlyConfigured as problem:
        return [Error(str(problem), id="rights.E001")]
    return []


@register(Tags.database)
def keys_fit_the_database(*, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Runs with `migrate` and with `check --database default`."""
    for alias in databases or []:
        if KeyCanary._meta.db_table not in connections[alias].introspection.table_names():
            continue
        try:
            words = list(KeyCanary.objects.using(alias).values_list("value", flat=True))
        except (Undecryptable, ImproperlyConfigured) as problem:
            return [Error(f"FIELD_KEYS do not fit this database: {problem}", hint=ADVICE, id="rights.E002")]
        if any(word != KeyCanary.WORD for word in words):
            return [Error("The key canary was changed.", hint=ADVICE, id="rights.E003")]
    return []
