"""Working days, for clocks that count them (5个工作日). The override table wins, then the library, then the weekday.

chinesecalendar knows the State Council's notices up to a year and refuses beyond it; from there on weekdays are assumed, and
say so (`assumed`), until an administrator enters the notice.
"""

import datetime
from dataclasses import dataclass
from functools import cache

import chinese_calendar

from fulian.calendar.choices import DayKind
from fulian.calendar.models import WorkingDay

ONE_DAY = datetime.timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Answer:
    is_workday: bool
    assumed: bool = False  # no notice is known for that year: Monday to Friday
    note: str = ""

    def __bool__(self) -> bool:
        return self.is_workday


def workday(day: datetime.date) -> Answer:
    return _answer(day, WorkingDay.objects.filter(date=day).first())


def is_workday(day: datetime.date) -> bool:
    return workday(day).is_workday


def add_workdays(day: datetime.date, n: int) -> datetime.date:
    """The n-th working day after `day`, which is not counted itself (民法典 201). Two queries at most, whatever n."""
    if n < 0:
        raise ValueError(n)
    overrides: dict[datetime.date, WorkingDay] = {}
    known_until = day
    while n:
        day += ONE_DAY
        if day > known_until:
            known_until = day + ONE_DAY * (n * 3 + 30)
            overrides = {row.date: row for row in WorkingDay.objects.filter(date__gte=day, date__lte=known_until)}
        n -= _answer(day, overrides.get(day)).is_workday
    return day


def last_day(day: datetime.date) -> datetime.date:
    """A time limit that ends on a day off ends on the next working day (民法典 203)."""
    return day if is_workday(day) else add_workdays(day, 1)


@cache
def known_years() -> range:
    """The years whose notices the library holds."""
    years = sorted({day.year for day in chinese_calendar.holidays})
    return range(years[0], years[-1] + 1)


def _answer(day: datetime.date, override: WorkingDay | None) -> Answer:
    if override:
        return Answer(override.kind == DayKind.WORKDAY, note=override.note)
    if day.year in known_years():
        return Answer(chinese_calendar.is_workday(day))
    return Answer(day.weekday() < SATURDAY, assumed=True)
