"""Sums of many questions over many organizations and many spans of days: one query a source, whatever is asked of it.

`answer()` of core/measures.py asks a source about one place and one period. Here the source gives its rows grouped by where and
when they happened and by which of the conditions they fit; the sums of every place and span are made of those groups.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Max, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import NullIf

from fulian.core.measures import Nature, Question, Source
from fulian.core.paths import ancestor_paths
from fulian.core.periods import Period
from fulian.core.quantities import Quantity
from fulian.indicators.ranges import widened, within
from fulian.indicators.series import RANK, FlowDays, Series, StockDays

BITS = 60  # conditions told apart by one column of integers
MOST_ALTERNATIVES = 200  # conditions of which one must fit, before the rows that fit none are read too

Place = tuple[str, ...]  # the paths of one organization: today's and those of before it was moved


class Tallies:
    """Say everything that is wanted, then read(), then take the quantities."""

    def __init__(self) -> None:
        self._tables: dict[tuple[Source, Nature], _Table] = {}

    def line(self, question: Question) -> "Line":
        """What is counted. Questions that ask the same are one line, whatever their keys."""
        measure = question.measure
        key = (measure.source, measure.nature)
        if key not in self._tables:
            self._tables[key] = _Table(*key)
        return self._tables[key].line(question)

    def want(self, line: "Line", place: Place, spans: Iterable[Period]) -> None:
        """A flow over these spans together; a stock as at the last day of its span."""
        line.table.want(line, place, spans)

    def read(self) -> None:
        for table in self._tables.values():
            table.read()

    def quantity(self, line: "Line", place: Place, spans: Sequence[Period]) -> Quantity | None:
        """Of what was wanted. None when there is no row: nothing recorded and a recorded nought are different."""
        table = line.table
        return table.places[place][line].quantity(table.days.stretch(span) for span in spans) if spans else None


@dataclass(frozen=True, eq=False)
class Line:
    table: "_Table"
    condition: int | None  # its number among the conditions of the table; None: every row fits
    amount: int  # which of the table's amounts is added up


@dataclass(frozen=True)
class _Amount:
    """What is added up: the column (empty: the rows are counted), and the column that says how exact it is (empty: it is)."""

    adds: str
    qualifier: str

    def aggregates(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = {f"rows{number}": Count(self.adds or "pk")}
        if self.adds:
            found[f"sum{number}"] = Sum(self.adds)
        if self.qualifier:
            only = Q(**{f"{self.adds}__isnull": False}) if self.adds else None
            qualifier = NullIf(self.qualifier, Value(""))
            found[f"low{number}"] = Min(qualifier, filter=only)
            found[f"high{number}"] = Max(qualifier, filter=only)
        return found


class _Table:
    """Everything that is wanted of one source, as flows or as stocks."""

    def __init__(self, source: Source, nature: Nature) -> None:
        self.source = source
        self.days: FlowDays | StockDays = (
            StockDays(source.since_field, source.until_field) if nature is Nature.STOCK else FlowDays(source.date_field)
        )
        self.places: dict[Place, dict[Line, Series]] = {}
        self._lines: dict[tuple[int | None, int], Line] = {}
        self._numbers: dict[str, int] = {}
        self._conditions: list[Q] = []
        self._amounts: list[_Amount] = []

    def line(self, question: Question) -> Line:
        measure = question.measure
        amount = _Amount(measure.adds, measure.qualifier_field or self.source.qualifier_field)
        if amount not in self._amounts:
            self._amounts.append(amount)
        key = (self._condition(question), self._amounts.index(amount))
        return self._lines.setdefault(key, Line(self, *key))

    def _condition(self, question: Question) -> int | None:
        if not question.dimensions:
            return None
        text = json.dumps(question.dimensions, sort_keys=True)
        if text not in self._numbers:
            self._numbers[text] = len(self._conditions)
            chosen = sorted(question.dimensions.items())
            self._conditions.append(reduce(Q.__and__, (self.source.dimension(code).q(v) for code, v in chosen)))
        return self._numbers[text]

    def want(self, line: Line, place: Place, spans: Iterable[Period]) -> None:
        self.places.setdefault(place, {}).setdefault(line, Series())
        self.days.want(spans)

    # ---- reading --------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        self.days.settle()
        if not self.days.wanted:
            return
        series_of = _Finder(self.places)
        for path, masks, times, amounts in self._groups():
            start, end = self.days.times(times)
            for line, series in series_of(path, masks):
                rows, value, rank = amounts[line.amount]
                if rows:
                    series.add(start, end, rows, value, rank)

    def _groups(self) -> Iterator[tuple[str | None, tuple[int, ...], tuple, list[tuple]]]:
        """(path, masks of the conditions that fit, times, the amounts) of each group of rows. No path where one place alone is
        asked about: its rows need no telling apart."""
        groups: dict[str, Any] = {}
        if len(self.places) > 1 or widened(next(iter(self.places))):
            groups["group_path"] = F(self.source.path_field)
        groups |= {f"group_mask{number}": mask for number, mask in enumerate(self._masks())}
        first_time = len(groups)
        groups |= self.days.columns()
        columns = {name: e for n, amount in enumerate(self._amounts) for name, e in amount.aggregates(n).items()}
        names = [*groups, *columns]
        read = [_reader(number, amount, names) for number, amount in enumerate(self._amounts)]
        has_path, last_time = int("group_path" in groups), len(groups)
        rows = self._rows()
        if groups:
            found: Iterable[tuple] = (
                rows.annotate(**groups).values(*groups).annotate(**columns).values_list(*names).iterator()
            )
        else:
            whole = rows.aggregate(**columns)
            found = [tuple(whole[name] for name in names)]
        for row in found:
            amounts = [of(row) for of in read]
            yield row[0] if has_path else None, row[has_path:first_time], row[first_time:last_time], amounts

    def _rows(self) -> QuerySet:
        paths = {path for place in self.places for path in place}
        rows = self.source.rows().order_by().filter(within(self.source.path_field, paths) & self.days.q())
        narrowed = all(line.condition is not None for line in self._lines.values())
        if narrowed and len(self._conditions) <= MOST_ALTERNATIVES:  # leave out the rows that no question wants
            rows = rows.filter(reduce(Q.__or__, self._conditions))
        return rows

    def _masks(self) -> Iterator[Any]:
        """Columns of integers, a bit for each condition that the row fits."""
        for start in range(0, len(self._conditions), BITS):
            mask: Any = Value(0, output_field=BigIntegerField())
            for bit, condition in enumerate(self._conditions[start : start + BITS]):
                fits = When(condition, then=Value(1 << bit))
                mask += Case(fits, default=Value(0), output_field=BigIntegerField())
            yield mask


def _reader(number: int, amount: _Amount, names: list[str]) -> Callable[[tuple], tuple]:
    """From a row to (how many rows, their sum, how vague it is)."""
    rows = names.index(f"rows{number}")
    value = names.index(f"sum{number}") if amount.adds else rows
    if not amount.qualifier:
        return lambda row: (row[rows], row[value], 0)
    low, high = names.index(f"low{number}"), names.index(f"high{number}")
    return lambda row: (row[rows], row[value], max(RANK[row[low] or ""], RANK[row[high] or ""]))


@dataclass
class _Finder:
    """Which series a group of rows belongs to; found once for each path and each set of conditions that fit."""

    places: dict[Place, dict[Line, Series]]
    _owners: dict[str, list[Place]] = field(default_factory=dict)
    _of_place: dict[tuple, list[tuple[Line, Series]]] = field(default_factory=dict)
    _of_path: dict[tuple, list[tuple[Line, Series]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in self.places:
            for path in place:
                self._owners.setdefault(path, []).append(place)

    def __call__(self, path: str | None, masks: tuple[int, ...]) -> list[tuple[Line, Series]]:
        key = (path, masks)
        if key not in self._of_path:
            places: Iterable[Place] = self.places
            if path is not None:
                places = {place for above in ancestor_paths(path) for place in self._owners.get(above, ())}
            self._of_path[key] = [found for place in places for found in self._fitting(place, masks)]
        return self._of_path[key]

    def _fitting(self, place: Place, masks: tuple[int, ...]) -> list[tuple[Line, Series]]:
        key = (place, masks)
        if key not in self._of_place:
            self._of_place[key] = [
                (line, series)
                for line, series in self.places[place].items()
                if line.condition is None or masks[line.condition // BITS] >> line.condition % BITS & 1
            ]
        return self._of_place[key]
