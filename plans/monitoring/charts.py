"""An indicator's years as a drawing: what was reached beside what should have been reached."""

from collections.abc import Sequence
from decimal import Decimal

from plans.monitoring.choices import Stage
from plans.monitoring.models import MonitoredIndicator, YearValue
from plans.monitoring.status import Course, expected

ACTUAL, DUE = "实际", "应达到"
Series = dict[str, list[Decimal | None]]


def years_of(indicator: MonitoredIndicator, until: int) -> list[int]:
    """From the baseline, or the programme's beginning, to the year that is looked at."""
    programme = indicator.programme
    first = min(indicator.baseline_year or programme.start_year, programme.start_year)
    return list(range(first, max(until, first) + 1))


def series_of(
    indicator: MonitoredIndicator, course: Course, values: Sequence[YearValue], years: Sequence[int]
) -> Series:
    """The lines of the drawing, the actual one last: it is drawn strongest. A line that knows no point is left out."""
    known = {value.year: value.value for value in values if value.stage == Stage.ACCEPTED}
    if indicator.baseline_year is not None:
        known.setdefault(indicator.baseline_year, indicator.baseline_value)
    spans = [None if course.trend_only else expected(course, year) for year in years]
    lows = [span.low if span else None for span in spans]
    highs = [span.high if span else None for span in spans]
    both = any(low is not None for low in lows) and any(high is not None for high in highs)
    due: Series = (
        {"下限": lows, "上限": highs} if both else {DUE: highs if any(high is not None for high in highs) else lows}
    )
    series = {name: line for name, line in due.items() if any(point is not None for point in line)}
    return {**series, ACTUAL: [known.get(year) for year in years]}


def worth_drawing(series: Series) -> bool:
    """Two numbers make a line; one is better read."""
    return sum(point is not None for point in series[ACTUAL]) > 1
