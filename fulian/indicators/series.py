"""What came and went at one place, day by day, and its sums over any stretch of days."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When

from fulian.core.periods import Period
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.ranges import DAY, dated

# A sum is as vague as the vaguest of its parts: Qualifier.combined(), as an order.
VAGUENESS = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.OVER, Qualifier.ABOUT)
RANK = {qualifier.value: rank for rank, qualifier in enumerate(VAGUENESS)}
MOST_BUCKETS = 60  # times told apart by the database; beyond that it groups by the days themselves


class Series:
    """Times are numbers: positions among the days that were asked about."""

    def __init__(self) -> None:
        self._steps: dict[int, list[Any]] = {}  # time → [rows, value, groups of rows of each vagueness]
        self._times: list[int] | None = None
        self._sums: list[list[Any]] = []

    def add(self, start: int, end: int | None, rows: int, value: Any, rank: int) -> None:
        """`end`: when it is there no more, for what is there over a time."""
        self._step(start, rows, value, rank, 1)
        if end is not None:
            self._step(end, -rows, -value, rank, -1)

    def _step(self, time: int, rows: int, value: Any, rank: int, groups: int) -> None:
        step = self._steps.get(time)
        if step is None:
            step = self._steps[time] = [0, 0, 0, 0, 0]
        step[0] += rows
        step[1] += value
        if rank:
            step[1 + rank] += groups

    def quantity(self, stretches: Iterable[tuple[int, int]]) -> Quantity | None:
        """Of all that came from the first time of a stretch until before its second; None when no row did."""
        if not self._steps:
            return None
        if self._times is None:
            self._times = sorted(self._steps)
            columns = zip(*(self._steps[time] for time in self._times), strict=True)
            self._sums = [[0, *accumulate(column)] for column in columns]
        rows, value, vagueness = 0, Decimal(0), 0
        for start, end in stretches:
            first, last = bisect_left(self._times, start), bisect_left(self._times, end)
            if found := self._sums[0][last] - self._sums[0][first]:
                rows += found
                value += self._sums[1][last] - self._sums[1][first]
                for rank in range(vagueness + 1, len(VAGUENESS)):
                    if self._sums[1 + rank][last] > self._sums[1 + rank][first]:
                        vagueness = rank
        return Quantity(value, VAGUENESS[vagueness]) if rows else None


class _Days:
    """The days that were asked about, in order; a time is its place among them. `days_of`: which days of a span tell it."""

    days_of: Callable[[Period], tuple[datetime.date, ...]]

    def __init__(self) -> None:
        self.wanted: set[Period] = set()
        self._marks: list[datetime.date] = []
        self._position: dict[datetime.date, int] = {}

    def want(self, spans: Iterable[Period]) -> None:
        self.wanted.update(spans)

    def settle(self) -> None:
        """All that is wanted has been said."""
        self._marks = sorted({day for span in self.wanted for day in self.days_of(span)})
        self._position = {day: number for number, day in enumerate(self._marks)}


class FlowDays(_Days):
    """Time as rows with one date have it: which of the stretches between the days asked about that date lies in."""

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__()

    @staticmethod
    def days_of(span: Period) -> tuple[datetime.date, ...]:
        return span.start, span.end + DAY

    def stretch(self, span: Period) -> tuple[int, int]:
        return self._position[span.start], self._position[span.end + DAY]

    def q(self) -> Q:
        return dated(self.column, self.wanted)

    def columns(self) -> dict[str, Any]:
        if len(self._marks) == 2:
            return {}
        if len(self._marks) > MOST_BUCKETS:
            return {"group_time": F(self.column)}
        whens = [When(**{f"{self.column}__lt": day}, then=Value(n)) for n, day in enumerate(self._marks[1:-1])]
        return {"group_time": Case(*whens, default=Value(len(whens)), output_field=IntegerField())}

    def times(self, row: tuple) -> tuple[int, int | None]:
        """Of the values of columns()."""
        if not row:
            return 0, None
        (time,) = row
        return (time if isinstance(time, int) else bisect_right(self._marks, time) - 1), None


class StockDays(_Days):
    """Time as rows with a first and a last day have it: on which of the days asked about they are there."""

    def __init__(self, since: str, until: str) -> None:
        self.since, self.until = since, until
        super().__init__()

    @staticmethod
    def days_of(span: Period) -> tuple[datetime.date, ...]:
        return (span.end,)

    def stretch(self, span: Period) -> tuple[int, int]:
        return 0, self._position[span.end] + 1

    def q(self) -> Q:
        condition = Q(**{f"{self.since}__lte": self._marks[-1]})
        if self.until:
            condition &= Q(**{f"{self.until}__isnull": True}) | Q(**{f"{self.until}__gte": self._marks[0]})
        return condition

    def columns(self) -> dict[str, Any]:
        if len(self._marks) == 1:  # the condition has chosen what is there on that day
            return {}
        names = {"group_since": self.since} | ({"group_until": self.until} if self.until else {})
        if len(self._marks) > MOST_BUCKETS:
            return {name: F(column) for name, column in names.items()}
        last = len(self._marks)
        since = [When(**{f"{self.since}__lte": day}, then=Value(n)) for n, day in enumerate(self._marks[:-1])]
        found = {"group_since": Case(*since, default=Value(last - 1), output_field=IntegerField())}
        if self.until:
            until = [When(**{f"{self.until}__lt": day}, then=Value(n)) for n, day in enumerate(self._marks) if n]
            found["group_until"] = Case(*until, default=Value(last), output_field=IntegerField())
        return found

    def times(self, row: tuple) -> tuple[int, int | None]:
        """Of the values of columns()."""
        if not row:
            return 0, None
        since, until = row[0], row[1] if len(row) > 1 else None
        start = since if isinstance(since, int) else bisect_left(self._marks, since)
        if until is None:
            return start, None
        end = until if isinstance(until, int) else bisect_right(self._marks, until)
        return start, max(start, end)  # gone before it came: never there
