"""A span of days as the calendar shows it: how many activities on each, the first few by name, and what day it is."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import Length, RowNumber

from activities.models import Activity
from activities.querysets import ActivityQuerySet
from fulian.calendar.festivals import Occurrence, festivals_between
from fulian.core.periods import Month, Period

ONE_DAY = datetime.timedelta(days=1)
NAMED = 3  # activities of a day that are named in its square
SATURDAY = 5


@dataclass(frozen=True)
class Day:
    """One square. `activities` are the first few; `number` counts them all."""

    date: datetime.date
    inside: bool  # of the month that is shown, not of the weeks' ends beside it
    is_today: bool = False
    number: int = 0
    activities: tuple[Activity, ...] = ()
    festivals: tuple[Occurrence, ...] = ()

    @property
    def is_weekend(self) -> bool:
        return self.date.weekday() >= SATURDAY

    @property
    def more(self) -> int:
        return self.number - len(self.activities)


@dataclass(frozen=True)
class Week:
    days: tuple[Day, ...] = field(default=())


def weeks_of(month: Month, rows: ActivityQuerySet, today: datetime.date) -> list[Week]:
    """Whole weeks, Monday first, from the month's first day to its last. Two queries, however many rows."""
    start, end = monday_of(month.first), monday_of(month.last) + 6 * ONE_DAY
    days = _days(Period(start, end), rows, today, within=month.period, most=NAMED)
    return [Week(tuple(days[i : i + 7])) for i in range(0, len(days), 7)]


def week_of(day: datetime.date, rows: ActivityQuerySet, today: datetime.date) -> Week:
    """The seven days around a day, each with all its activities up to what a screen can hold."""
    monday = monday_of(day)
    period = Period(monday, monday + 6 * ONE_DAY)
    return Week(tuple(_days(period, rows, today, within=period, most=12)))


def monday_of(day: datetime.date) -> datetime.date:
    return day - ONE_DAY * day.weekday()


def _days(period: Period, rows: ActivityQuerySet, today: datetime.date, *, within: Period, most: int) -> list[Day]:
    rows = rows.on(period).order_by()
    numbers = dict(rows.values_list("starts_on").annotate(number=Count("pk")))
    named = _first_of_each_day(rows, most)
    festivals = _by_day((festival.day, festival) for festival in festivals_between(period.start, period.end))
    dates = [period.start + ONE_DAY * i for i in range((period.end - period.start).days + 1)]
    return [
        Day(
            date=date,
            inside=date in within,
            is_today=date == today,
            number=numbers.get(date, 0),
            activities=tuple(named[date]),
            festivals=tuple(festivals[date]),
        )
        for date in dates
    ]


def _first_of_each_day(rows: QuerySet, most: int) -> dict[datetime.date, list[Activity]]:
    """The biggest first: what the whole township did before what one village did."""
    rank = Window(RowNumber(), partition_by=F("starts_on"), order_by=[Length("path_at").asc(), F("pk").asc()])
    shown = rows.annotate(rank_of_day=rank).filter(rank_of_day__lte=most).order_by("starts_on", "rank_of_day")
    return _by_day((activity.starts_on, activity) for activity in shown.select_related("organization", "kind"))


def _by_day(pairs: Iterable[tuple[datetime.date, Any]]) -> dict[datetime.date, list[Any]]:
    found: dict[datetime.date, list[Any]] = defaultdict(list)
    for day, thing in pairs:
        found[day].append(thing)
    return found
