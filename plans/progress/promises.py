"""What is asked of whom: a whole target, or the part of it that one organization below was given."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from fulian.core.periods import Month, Period
from fulian.core.quantities import Qualifier
from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization
from plans.choices import Comparator, Contribution
from plans.choices import Curve as CurveChoice
from plans.models import Share, Target
from plans.progress import curves
from plans.progress.lights import NEAR

HUNDRED, THOUSAND = Decimal(100), Decimal(1000)


@dataclass(frozen=True)
class Cell:
    """One thing that is done or not: this organization in this time."""

    organization: Organization
    time: Period


class Asked:
    """A target, or the part of it that one organization was given."""

    target: Target
    part: Share | None

    @property
    def organization(self) -> Organization:
        return self.part.organization if self.part else self.target.organization

    @property
    def low(self) -> Decimal | None:
        return self.part.low if self.part and self.part.low is not None else self.target.low


@dataclass(frozen=True)
class Promise(Asked):
    """`today`: the day that it is looked at; of a version that was replaced, the last day on which it counted."""

    target: Target
    today: datetime.date
    part: Share | None = None

    @classmethod
    def of(cls, target: Target, today: datetime.date, part: Share | None = None) -> "Promise":
        return cls(target, target.plan.as_at(today), part)

    @property
    def high(self) -> Decimal | None:
        return self.target.high if self.part is None else None

    @property
    def base(self) -> Decimal | None:
        """Of a rate that is kept by hand: what the percentage is of."""
        return self.part.base if self.part and self.part.base else self.target.base

    @property
    def whole(self) -> Decimal:
        """What is a hundred per cent."""
        return THOUSAND if self.target.unit == "‰" else HUNDRED

    @cached_property
    def span(self) -> Period:
        return Period(self.target.starts_on, self.target.due_on)

    @cached_property
    def times(self) -> list[Period]:
        return [occurrence.period for occurrence in self.target.occurrences.all()] if self.target.repeat else []

    @property
    def begun(self) -> bool:
        return self.today >= self.span.start

    @property
    def over(self) -> bool:
        return self.today > self.span.end

    def gone(self, time: Period | None = None) -> Period | None:
        """The days of a time that have gone; None before it begins."""
        time = time or self.span
        return Period(time.start, min(self.today, time.end)) if self.today >= time.start else None

    # ---- what counts it -------------------------------------------------------------------------------------------------

    @cached_property
    def problem(self) -> str:
        """Why its indicator cannot be trusted; empty when it has none or all is well."""
        indicator, version = self.target.indicator, self.target.indicator_version
        if indicator is None:
            return ""
        if not indicator.active or indicator.broken:
            return "所用的指标已停用，请改选指标。"
        if version and indicator.version != version:
            return f"指标口径在发布以后改过（现在是第{indicator.version}版），请核对目标。"
        return ""

    @property
    def indicator(self) -> Indicator | None:
        """What counts it, where that can be trusted."""
        return None if self.problem else self.target.indicator

    @property
    def by_hand(self) -> bool:
        """Its own records count it."""
        return self.target.indicator is None

    @property
    def is_ratio(self) -> bool:
        """An indicator says the rate itself; a rate of a base grows like a number."""
        return self.indicator is not None and bool(self.indicator.parts_of_ratio)

    @property
    def of_base(self) -> bool:
        return self.target.is_rate and not self.is_ratio

    @property
    def is_plain(self) -> bool:
        """One number for the whole time."""
        return not self.target.is_commitment and not self.times and not self.target.per_level

    @property
    def has_trend(self) -> bool:
        """Its months can be compared: it grows by what is done, and its time is running."""
        stock = self.indicator is not None and (self.indicator.is_stock or not self.indicator.additive)
        counted = self.by_hand or (self.indicator is not None and not stock and not self.is_ratio)
        return self.is_plain and counted and self.begun and not self.over and not self.is_limit

    @property
    def is_limit(self) -> bool:
        return self.target.comparator == Comparator.AT_MOST

    @property
    def of_higher(self) -> bool:
        return self.target.contribution == Contribution.HIGHER

    def reached(self, value: Decimal | None) -> bool:
        """Is this number enough?"""
        if value is None:
            return False
        if self.target.is_commitment:
            return value > 0
        assert self.low is not None  # noqa: S101  the database holds it
        if self.is_limit:
            return value <= self.low
        about = self.target.comparator == Comparator.ABOUT
        near = about and self.target.qualifier in (Qualifier.EXACT, Qualifier.ABOUT)
        return value >= (self.low * NEAR if near else self.low)

    # ---- its curve ------------------------------------------------------------------------------------------------------

    @property
    def seasonal(self) -> bool:
        return self.is_plain and self.target.curve == CurveChoice.SEASONAL and self.indicator is not None

    def months_last_year(self) -> list[tuple[Month, Month]]:
        """Each month of its time, and the same month of the year before the plan's."""
        return [(month, Month(self.span.start.year - 1, month.month)) for month in self.span.months()]

    def curve(self, last_year: dict[Month, Decimal] | None = None) -> curves.Curve:
        """`last_year`: of each month of its time, what was done in that month a year before."""
        target = self.target
        if self.times:
            return curves.by_times([time.end for time in self.times])
        if shares := {one.year: one.low for one in target.year_shares.all()}:
            return curves.by_years(self.span, shares)
        if target.curve == CurveChoice.QUARTERS:
            percents = {one.quarter: one.percent for one in target.quarter_shares.all()}
            usual = dict(enumerate(curves.QUARTERS, start=1))
            return curves.by_quarter(self.span, [percents.get(quarter, usual[quarter]) for quarter in usual])
        if target.curve == CurveChoice.WINDOW:
            return curves.at_the_end(self.span)
        if target.curve == CurveChoice.SEASONAL and last_year:
            return curves.by_weight(self.span, last_year)
        return curves.even(self.span)


def promises_of(targets: Iterable[Target], today: datetime.date) -> list[Promise]:
    return [Promise.of(target, today) for target in targets]
