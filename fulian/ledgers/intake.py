"""What becomes of the rows of an import: each app declares it in its intake.py, found at start-up.

    register_intake("activities.activities", permission=Permission.ACTIVITIES_EDIT, take=take_activity, days=("starts_on",))

`take(row, by=…)` is handed one row whose cells are understood and whose organization is in her reach. It makes the record, or
changes `row.stored`, through the SAME services as the app's forms, and returns it. Whatever a service refuses
(`Refused(field=…)`) is told beside the cell of that name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from fulian.core.columns import LEDGERS, Ledger
from fulian.core.permissions import Permission


@dataclass
class Row:
    """One row of a file. `values`: {Column.field: value} of the columns that the file has; `stored`: the record that the
    row's 编号 names, None for a new one."""

    values: dict[str, Any]
    stored: Any = None
    number: str = ""  # the 编号 that the row has
    changed: frozenset[str] = frozenset()  # fields that differ from what is stored; of a new row all of them
    cache: dict[Any, Any] = field(default_factory=dict)  # lives as long as the import: for lookups of one's own

    def get(self, name: str, default: Any = None) -> Any:
        """The cell's value; what is stored when the file has no such column; else `default`."""
        if name in self.values:
            return self.values[name]
        if self.stored is not None and hasattr(self.stored, name):
            return getattr(self.stored, name)
        return default

    def fill(self, record: Any, *, leave: Iterable[str] = ()) -> Any:
        """Put every cell that is a plain column of the record's table into the record."""
        fields = record._meta.concrete_fields
        names = {f.name for f in fields} | {f.attname for f in fields}
        names -= set(leave)
        for name, value in self.values.items():
            if name in names:
                model_field = record._meta.get_field(name)
                needed = value is None and not model_field.null
                setattr(record, name, model_field.get_default() if needed else value)
        return record

    @property
    def is_new(self) -> bool:
        return self.stored is None


@dataclass(frozen=True)
class Intake:
    ledger: str
    permission: Permission
    take: Callable[..., Any]  # take(row, by=user) -> record
    days: tuple[str, ...] = ()  # attributes whose month must be open before an import is taken back
    related: tuple[str, ...] = ()  # reverse relations that belong to the record and are put back with it
    like: tuple[str, ...] = ()  # equal in these: probably entered already (asked only of rows without 编号)
    remove: Callable[..., None] | None = None  # remove(record, by=user): taking back a row that the import made
    finish: Callable[..., Iterable[str]] | None = (
        None  # finish(cache, by=user) after the last row; says what it could not do
    )
    keep: Callable[[Row, Any], tuple[int, str]] | None = None  # of rows that are no records: what put_back() will need
    put_back: Callable[..., None] | None = None  # put_back(object_id, before, by=user)
    by_row: bool = False  # what is here already may stand in anybody's file; take() refuses who may not write
    find: Callable[[list[str]], dict[str, Any]] | None = None  # {编号: record} where the ledger's key is no column

    @property
    def declared(self) -> Ledger:
        return LEDGERS[self.ledger]


INTAKES: dict[str, Intake] = {}


def register_intake(ledger: str, **options: Any) -> None:
    INTAKES[ledger] = Intake(ledger, **options)


def intakes() -> list[Intake]:
    """In the order of the sheets: what others refer to first."""
    known = [intake for intake in INTAKES.values() if intake.ledger in LEDGERS]
    return sorted(known, key=lambda intake: (intake.declared.order, intake.ledger))
