"""How much of a goal should be done by the end of a day (序时): pure functions of days, from 0 before the first to 1 on the last.

None of them ever falls from one day to the next, so that nobody is told today that yesterday's work was too much.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from fulian.core.periods import Month, Period

Curve = Callable[[datetime.date], Decimal]
NOTHING, ALL = Decimal(0), Decimal(1)
QUARTERS = (25, 50, 75, 100)  # percent of the whole by the end of each quarter, unless the plan says otherwise
DAY = datetime.timedelta(days=1)


def even(span: Period) -> Curve:
    """The same every day."""

    def expected(day: datetime.date) -> Decimal:
        return _gone(day, span)

    return expected


def at_the_end(span: Period) -> Curve:
    """期间内完成: nobody is hurried before the time is over."""

    def expected(day: datetime.date) -> Decimal:
        return ALL if day >= span.end else NOTHING

    return expected


def by_quarter(span: Period, percents: Sequence[int] = QUARTERS) -> Curve:
    """`percents`: what of a year's goal is due by the end of each of its quarters; even inside a quarter.

    A time that begins or ends inside a year takes its own part of these, as 1.
    """
    ends = [max(percents[: i + 1]) for i in range(len(percents))]  # never less than the quarter before
    parts = [Decimal(end - before) for before, end in zip([0, *ends], ends, strict=False)]
    return by_weight(span, {month: parts[(month.month - 1) // 3] for month in span.months()})


def by_weight(span: Period, weights: Mapping[Month, Decimal]) -> Curve:
    """So much in each month, even inside a month. A month that the span cuts weighs as much as the days that are left of it."""
    parts = [(days, weights.get(month, NOTHING) * _share_of_month(month, days)) for month, days in _months(span)]
    whole = sum((weight for _, weight in parts), NOTHING)
    if whole <= 0:
        return even(span)

    def expected(day: datetime.date) -> Decimal:
        if day >= span.end:
            return ALL
        done = sum((_gone(day, days) * weight for days, weight in parts), NOTHING)
        return min(done / whole, ALL)

    return expected


def by_years(span: Period, shares: Mapping[int, Decimal]) -> Curve:
    """So much in each year of a goal over several; even inside a year. Years without a share have none."""
    years = range(span.start.year, span.end.year + 1)
    parts = [(days, shares.get(y, NOTHING)) for y in years if (days := Period.year(y).intersection(span))]
    whole = sum((share for _, share in parts), NOTHING)
    if whole <= 0:
        return even(span)

    def expected(day: datetime.date) -> Decimal:
        if day >= span.end:
            return ALL
        return min(sum((_gone(day, days) * share for days, share in parts), NOTHING) / whole, ALL)

    return expected


def by_times(ends: Sequence[datetime.date]) -> Curve:
    """Of a duty that comes back: the times that are over, of all of them."""

    def expected(day: datetime.date) -> Decimal:
        return Decimal(sum(end <= day for end in ends)) / len(ends) if ends else NOTHING

    return expected


def _gone(day: datetime.date, span: Period) -> Decimal:
    """The share of the days of the span that have gone by the end of the day."""
    if day < span.start:
        return NOTHING
    return Decimal((min(day, span.end) - span.start + DAY).days) / Decimal((span.end - span.start + DAY).days)


def _months(span: Period) -> list[tuple[Month, Period]]:
    return [(month, days) for month in span.months() if (days := month.period.intersection(span))]


def _share_of_month(month: Month, days: Period) -> Decimal:
    return Decimal((days.end - days.start + DAY).days) / Decimal(month.last.day)
