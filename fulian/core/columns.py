"""The columns of a ledger (台账): one declaration serves the Excel export, the print, and later the import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from fulian.core.permissions import Permission


@dataclass(frozen=True)
class Column:
    label: str
    value: Callable[[Any], Any] | str  # a function of the row, or a dotted attribute ("organization.name")
    width: int = 14  # characters

    def of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        for part in self.value.split("."):
            row = getattr(row, part) if row is not None else None
        return row() if callable(row) else row


@dataclass(frozen=True)
class Ledger:
    """`rows` takes nothing and gives a ScopedQuerySet with everything joined that the columns touch."""

    code: str
    label: str
    permission: Permission
    rows: Callable[[], QuerySet]
    columns: tuple[Column, ...]


LEDGERS: dict[str, Ledger] = {}


def register(*ledgers: Ledger) -> None:
    for ledger in ledgers:
        if LEDGERS.get(ledger.code, ledger) != ledger:
            raise ValueError(f"{ledger.code} is declared twice")
        LEDGERS[ledger.code] = ledger
