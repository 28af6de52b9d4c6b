"""Spans of days that figures are asked for: a month, a quarter, a year, a year up to its cut-off day. Ends are inclusive."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import total_ordering

from fulian.core.chinese import long_date


@total_ordering
@dataclass(frozen=True)
class Month:
    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 9999):
            raise ValueError(f"{self.year}-{self.month}")

    @classmethod
    def of(cls, day: datetime.date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """ "2025-03" → Month(2025, 3); raises ValueError otherwise."""
        year, _, month = text.partition("-")
        return cls(int(year), int(month))

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, self.month, 1)

    @property
    def last(self) -> datetime.date:
        return datetime.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def period(self) -> "Period":
        return Period(self.first, self.last)

    def plus(self, months: int) -> "Month":
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __lt__(self, other: "Month") -> bool:
        return (self.year, self.month) < (other.year, other.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def label(self) -> str:
        return f"{self.year}年{self.month}月"


@dataclass(frozen=True)
class Period:
    start: datetime.date
    end: datetime.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A period ends before it starts.")

    @classmethod
    def year(cls, year: int, until: datetime.date | None = None) -> "Period":
        """A calendar year, or its part up to a cut-off day (截至11月30日)."""
        end = datetime.date(year, 12, 31)
        return cls(datetime.date(year, 1, 1), min(end, until) if until else end)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        return cls(Month(year, quarter * 3 - 2).first, Month(year, quarter * 3).last)

    def months(self) -> Iterator[Month]:
        """Every month that the period touches."""
        month = Month.of(self.start)
        while month.first <= self.end:
            yield month
            month = month.plus(1)

    def whole_months(self) -> list[Month]:
        """The months that lie in the period from their first day to their last."""
        return [m for m in self.months() if self.start <= m.first and m.last <= self.end]

    def intersection(self, other: "Period") -> "Period | None":
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def __contains__(self, day: datetime.date) -> bool:
        return self.start <= day <= self.end

    @property
    def label(self) -> str:
        if self.start == datetime.date(self.start.year, 1, 1) and self.end == datetime.date(self.start.year, 12, 31):
            return f"{self.start.year}年"
        month = Month.of(self.start)
        if self == month.period:
            return month.label
        if self.start == datetime.date(self.start.year, 1, 1) and self.start.year == self.end.year:
            return f"{self.start.year}年（截至{self.end.month}月{self.end.day}日）"
        return f"{long_date(self.start)}至{long_date(self.end)}"
