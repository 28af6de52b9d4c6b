"""A period as it stands in an address: 2025, 2025-03, 2025-01-01_2025-11-30."""

import datetime
import re

from fulian.core.periods import Month, Period


def parse_span(text: str) -> Period:
    """Raises ValueError for anything that is no span of days."""
    if re.fullmatch(r"\d{4}", text):
        return Period.year(int(text))
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return Month.parse(text).period
    start, _, end = text.partition("_")
    return Period(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end))


def span_of(period: Period) -> str:
    if period == Period.year(period.start.year):
        return str(period.start.year)
    month = Month.of(period.start)
    if period == month.period:
        return str(month)
    return f"{period.start.isoformat()}_{period.end.isoformat()}"


class SpanConverter:
    regex = r"\d{4}(?:-\d{2})?|\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> Period:
        return parse_span(value)

    def to_url(self, value: Period | str) -> str:
        return value if isinstance(value, str) else span_of(value)
