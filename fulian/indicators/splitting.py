"""Which months of a period are read from the kept totals, and which days live from the records."""

import datetime
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from fulian.core.periods import Month, Period


@dataclass(frozen=True)
class Split:
    """`closed`: whole months that are closed. `open`: all others that the period touches, a closed one that it cuts too."""

    period: Period
    closed: tuple[Month, ...]
    open: tuple[Month, ...]
    whole_open: tuple[Month, ...]  # what statements added counts in whole months only

    @classmethod
    def of(cls, period: Period, closed: Container[Month]) -> "Split":
        """`closed`: the months that the organization has closed, any others with them."""
        return _split(period, tuple(month for month in _months(period)[1] if month in closed))

    @cached_property
    def open_days(self) -> tuple[Period, ...]:
        """The days that are read live."""
        return _days(self.open, self.period)

    @cached_property
    def closed_days(self) -> tuple[Period, ...]:
        return _days(self.closed, self.period)

    def begun(self, today: datetime.date) -> tuple[Month, ...]:
        """The open months that have begun."""
        return tuple(month for month in self.open if month.first <= today)


# Many organizations ask for the same few periods and have closed the same months.
@lru_cache(maxsize=1000)
def _months(period: Period) -> tuple[tuple[Month, ...], tuple[Month, ...]]:
    return tuple(period.months()), tuple(period.whole_months())


@lru_cache(maxsize=1000)
def _split(period: Period, kept: tuple[Month, ...]) -> Split:
    months, whole = _months(period)
    return Split(period, kept, tuple(m for m in months if m not in kept), tuple(m for m in whole if m not in kept))


def _days(months: Iterable[Month], within: Period) -> tuple[Period, ...]:
    """The days of these months, in order, as few spans as possible."""
    spans: list[Period] = []
    last: Month | None = None
    for month in months:
        days = month.period.intersection(within)
        if days is None:
            continue
        if last is not None and last.plus(1) == month:
            days = Period(spans.pop().start, days.end)
        spans.append(days)
        last = month
    return tuple(spans)
