"""The rows that a target's shape is made of: its dated times, its years, its quarters. Always in step with the target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from plans.choices import Curve, Timing
from plans.models import Occurrence, Plan, QuarterShare, Target, YearShare
from plans.services.checking import check_quarters, check_target, check_years, time_of
from plans.windows import repeats

USUAL_QUARTERS = (25, 50, 75, 100)


@dataclass(frozen=True)
class Shape:
    """What is said of a target beside its own columns. None: as it was before."""

    years: Mapping[int, Decimal] | None = None
    quarters: Sequence[int | None] | None = None  # percent of the whole, by the end of each


def judge(target: Target, plan: Plan, shape: Shape | None = None) -> None:
    """All that can be refused, before anything is written."""
    check_target(target, plan)
    shape = shape or Shape()
    if target.curve == Curve.QUARTERS and shape.quarters is not None:
        check_quarters(shape.quarters)
    if target.timing == Timing.YEARS and shape.years:
        check_years(target, shape.years)


def keep_shape(target: Target, shape: Shape | None = None) -> None:
    """Write the rows of a target that was judged and saved."""
    shape = shape or Shape()
    keep_occurrences(target)
    _keep_years(target, shape.years)
    _keep_quarters(target, shape.quarters)


def keep_occurrences(target: Target) -> None:
    """One row for each time of a repeated target; rewritten only when the dates are others."""
    wanted = times_of(target)
    stored = target.occurrences.all()
    if [(one.starts_on, one.due_on) for one in stored] == [(one.starts_on, one.due_on) for one in wanted]:
        return
    target.occurrences.all().delete()
    Occurrence.objects.bulk_create(wanted)


def times_of(target: Target) -> list[Occurrence]:
    """Not saved: the dated times that follow from its repetition and its days."""
    if not target.repeat:
        return []
    return [
        Occurrence(target=target, order=number, starts_on=part.start, due_on=part.end)
        for number, part in enumerate(repeats(target.repeat, time_of(target)), start=1)
    ]


def _keep_years(target: Target, years: Mapping[int, Decimal] | None) -> None:
    if target.timing != Timing.YEARS or target.is_commitment:
        target.year_shares.all().delete()
        return
    if years is None:  # those that the dates left behind go
        target.year_shares.exclude(year__range=(target.starts_on.year, target.due_on.year)).delete()
        return
    _replace(
        target.year_shares, [YearShare(target=target, year=year, low=low) for year, low in sorted(years.items())], "low"
    )


def _keep_quarters(target: Target, quarters: Sequence[int | None] | None) -> None:
    if target.curve != Curve.QUARTERS:
        target.quarter_shares.all().delete()
        return
    if quarters is None:
        if target.quarter_shares.exists():
            return
        quarters = USUAL_QUARTERS
    percents = check_quarters(quarters)
    rows = [
        QuarterShare(target=target, quarter=number, percent=percent) for number, percent in enumerate(percents, start=1)
    ]
    _replace(target.quarter_shares, rows, "percent")


def _replace(stored: models.Manager, rows: list, value: str) -> None:
    """Only where something is different: what stands stays, with its key."""
    name = "year" if value == "low" else "quarter"
    before = {getattr(row, name): getattr(row, value) for row in stored.all()}
    if before != {getattr(row, name): getattr(row, value) for row in rows}:
        stored.all().delete()
        stored.bulk_create(rows)
