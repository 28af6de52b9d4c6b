"""Whether the work goes faster or slower than before, and what it needs per month from now on: pure functions."""

import datetime
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from enum import Enum

from fulian.core.periods import Month, Period

FASTER_FROM, SLOWER_BELOW = Decimal("1.2"), Decimal("0.8")  # of the mean of the months before
MONTHS_BEFORE = 3
EARLY = 10  # days of a month that say nothing yet: until then the month before is looked at
# All other units are counted one by one.
MEASURED = ("元", "万元", "亿元", "%", "％", "‰", "平方米", "亩", "公里", "小时")


class Trend(Enum):
    FASTER = "加快"
    STEADY = "平稳"
    SLOWER = "放慢"

    @property
    def label(self) -> str:
        return self.value


def looked_at(today: datetime.date) -> Month:
    """The month that is compared: this one, or in its first days the one before it."""
    month = Month.of(today)
    return month if today.day > EARLY else month.plus(-1)


def months_of(today: datetime.date, since: datetime.date) -> list[Month]:
    """The months of a trend, the compared one last: it and up to three before it, none before the work began."""
    last = looked_at(today)
    months = [last.plus(-back) for back in range(MONTHS_BEFORE, -1, -1)]
    return [month for month in months if month >= Month.of(since)]


def trend(by_month: Mapping[Month, Decimal], today: datetime.date, since: datetime.date) -> Trend | None:
    """This month's pace against the mean of the months before; None where there is nothing to compare."""
    months = months_of(today, since)
    if len(months) < 2:
        return None
    *before, last = months
    mean = sum((by_month.get(month, Decimal(0)) for month in before), Decimal(0)) / len(before)
    now = by_month.get(last, Decimal(0)) / _gone(last, today)
    if not mean:
        return Trend.FASTER if now else None
    pace = now / mean
    if pace >= FASTER_FROM:
        return Trend.FASTER
    return Trend.SLOWER if pace < SLOWER_BELOW else Trend.STEADY


def days_of(month: Month, today: datetime.date) -> Period:
    """The days of a month that have gone."""
    return Period(month.first, min(month.last, today))


def _gone(month: Month, today: datetime.date) -> Decimal:
    return Decimal(min(month.last, today).day) / month.last.day


def months_left(today: datetime.date, due_on: datetime.date) -> int:
    """The months that have days left for it, this one among them; 0 when its last day has come."""
    tomorrow = today + datetime.timedelta(days=1)
    return sum(1 for _ in Period(tomorrow, due_on).months()) if tomorrow <= due_on else 0


def per_month(missing: Decimal, today: datetime.date, due_on: datetime.date, unit: str) -> Decimal | None:
    """What each of the months that are left needs, rounded up: to a whole one where things are counted one by one."""
    left = months_left(today, due_on)
    if missing <= 0 or not left:
        return None
    step = Decimal("0.01") if unit in MEASURED else Decimal(1)
    return (missing / left).quantize(step, rounding=ROUND_CEILING)
