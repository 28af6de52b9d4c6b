"""The columns of a ledger (台账): one declaration serves the Excel export, the print, the template and the import."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from fulian.core.cells import Reader
from fulian.core.periods import Period
from fulian.core.permissions import Permission

Value = Callable[[Any], Any] | str  # a function of the row, or a dotted attribute ("organization.name")


@dataclass(frozen=True)
class Column:
    """`field` makes a column readable: it is what the row of an import calls the cell's value. Without a `reader` of its own
    the model field of that name says how a cell is understood (text, whole number, day, one of its choices …)."""

    label: str
    value: Value
    width: int = 14  # characters
    field: str = ""
    reader: Reader | None = None
    required: bool = False  # a new row must have it; a model field that needs a value says so itself
    exact: Value | None = None  # what stands in the exchange workbook, where `value` is masked or merely shown
    private: bool = False  # stands in the exchange workbook only
    help: str = ""  # for the sheet of explanations; the model field's own help text when left out
    aliases: tuple[str, ...] = ()  # other headings under which offices know this column
    qualifier: str = ""  # "200余" in this cell: where the 余 goes
    refers_to: str = ""  # code of the ledger whose 编号 stands here; `value` gives the other record's primary key

    def of(self, row: Any) -> Any:
        return _value(self.value, row)

    def exactly(self, row: Any) -> Any:
        return _value(self.value if self.exact is None else self.exact, row)


def _value(value: Value, row: Any) -> Any:
    if callable(value):
        return value(row)
    for part in value.split("."):
        row = getattr(row, part) if row is not None else None
    return row() if callable(row) else row


During = Callable[[Any, Period], Any]


@dataclass(frozen=True)
class Ledger:
    """`rows` takes nothing and gives a ScopedQuerySet with everything joined that the columns touch."""

    code: str
    label: str
    permission: Permission
    rows: Callable[[], Any]  # a ScopedQuerySet, or what answers the same few questions
    columns: tuple[Column, ...]
    prefix: str = ""  # of its 编号: HD-7K3F-128
    key: str = ""  # the attribute that is itself the 编号, when a record has a number of its own (求助登记)
    during: During | None = None  # which rows belong to a year's workbook; without it the ledger has no sheet there
    confidential: bool = False  # its sheet leaves only with --confidential
    own_page: bool = False  # handed out by a page of its own alone, which asks why
    order: int = 50  # place of its sheet: what others refer to comes first
    printed: tuple[str, ...] = ()  # labels that stand on the printed ledger; all of them when left out
    note: str = ""  # a line for the sheet of explanations
    more: Callable[[], Iterable[Column]] | None = (
        None  # columns that rows of the database describe (a district's own fields)
    )

    def whole(self) -> "Ledger":
        """With the columns that the database describes, as they are now."""
        if self.more is None:
            return self
        return replace(self, columns=(*self.columns, *self.more()), more=None)

    @property
    def read_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field)

    @property
    def printed_columns(self) -> tuple[Column, ...]:
        shown = tuple(column for column in self.columns if not column.private)
        return tuple(c for c in shown if c.label in self.printed) if self.printed else shown


def happened(day: str) -> During:
    """Rows of a period: those that happened in it."""
    return lambda rows, period: rows.filter(**{f"{day}__gte": period.start, f"{day}__lte": period.end})


def existed(first: str, last: str) -> During:
    """Rows of a period: those that there were at any time in it, begun and not yet over."""

    def narrow(rows: QuerySet, period: Period) -> QuerySet:
        begun = Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": period.end})
        return rows.filter(begun, Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": period.start}))

    return narrow


LEDGERS: dict[str, Ledger] = {}


def register(*ledgers: Ledger) -> None:
    for ledger in ledgers:
        if LEDGERS.get(ledger.code, ledger) != ledger:
            raise ValueError(f"{ledger.code} is declared twice")
        LEDGERS[ledger.code] = ledger
