"""What should be done by a day: rules of days alone."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulian.core.periods import Month, Period
from plans.progress import curves

D = datetime.date
YEAR = Period.year(2025)
DAYS = st.dates(D(2024, 1, 1), D(2028, 12, 31))
PERCENTS = st.lists(st.integers(0, 100), min_size=4, max_size=4)


@pytest.fixture(autouse=True)
def _today():
    """Nothing here needs a database or a clock."""


@st.composite
def spans(draw):
    start = draw(st.dates(D(2025, 1, 1), D(2026, 12, 31)))
    return Period(start, start + datetime.timedelta(days=draw(st.integers(0, 500))))


@st.composite
def any_curve(draw):
    """(curve, its span)."""
    span = draw(spans())
    weights = draw(st.dictionaries(st.sampled_from(list(span.months())), st.integers(0, 500).map(Decimal)))
    shares = draw(st.dictionaries(st.integers(2025, 2028), st.integers(0, 500).map(Decimal)))
    ends = [*sorted(draw(st.lists(st.dates(span.start, span.end), max_size=12))), span.end]
    return draw(
        st.sampled_from(
            [
                curves.even(span),
                curves.at_the_end(span),
                curves.by_quarter(span, draw(PERCENTS)),
                curves.by_weight(span, weights),
                curves.by_years(span, shares),
                curves.by_times(ends),
            ]
        )
    ), span


@given(any_curve(), DAYS, DAYS)
def test_no_curve_ever_falls_or_leaves_nought_to_one(curve_and_span, one, other):
    curve, _ = curve_and_span
    early, late = sorted((one, other))
    assert 0 <= curve(early) <= curve(late) <= 1


@given(any_curve())
def test_every_curve_begins_after_nought_and_ends_at_one(curve_and_span):
    curve, span = curve_and_span
    day = datetime.timedelta(days=1)
    assert (curve(span.start - day), curve(span.end), curve(span.end + day)) == (0, 1, 1)


@pytest.mark.parametrize(
    ("day", "expected"), [(D(2025, 3, 31), "0.25"), (D(2025, 6, 30), "0.5"), (D(2025, 9, 30), "0.75")]
)
def test_by_quarter_is_exact_at_the_end_of_each(day, expected):
    assert curves.by_quarter(YEAR)(day) == Decimal(expected)


def test_a_quarter_may_weigh_more_than_another():
    curve = curves.by_quarter(YEAR, (10, 20, 90, 100))
    assert [curve(D(2025, month, 30)) for month in (6, 9)] == [Decimal("0.2"), Decimal("0.9")]


def test_within_a_window_nobody_is_hurried():
    curve = curves.at_the_end(Period(D(2025, 3, 1), D(2025, 3, 15)))
    assert [curve(D(2025, 3, day)) for day in (1, 14, 15)] == [0, 0, 1]


def test_seasonal_goes_as_the_months_of_the_year_before():
    curve = curves.by_weight(YEAR, {Month(2025, 3): Decimal(30), Month(2025, 11): Decimal(10)})
    found = [float(curve(D(2025, month, 1))) for month in (3, 4, 11, 12)]
    assert found == pytest.approx([0.75 / 31, 0.75, 0.75 + 0.25 / 30, 1])


def test_without_any_month_the_year_before_it_is_even():
    assert curves.by_weight(YEAR, {})(D(2025, 7, 2)) == curves.even(YEAR)(D(2025, 7, 2)) == Decimal(183) / 365


def test_a_goal_of_two_years_goes_by_its_yearly_shares():
    curve = curves.by_years(Period(D(2025, 1, 1), D(2026, 12, 31)), {2025: Decimal(50), 2026: Decimal(150)})
    assert [curve(D(2025, 12, 31)), curve(D(2026, 12, 31))] == [Decimal("0.25"), 1]


def test_a_duty_that_comes_back_is_due_when_its_times_are_over():
    curve = curves.by_times([D(2025, 3, 31), D(2025, 6, 30), D(2025, 9, 30), D(2025, 12, 31)])
    assert [curve(D(2025, 3, 30)), curve(D(2025, 3, 31)), curve(D(2025, 7, 2))] == [0, Decimal("0.25"), Decimal("0.5")]
