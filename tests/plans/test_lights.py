"""Lights and trends: rules of numbers alone."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulian.core.periods import Month
from plans.choices import Light
from plans.progress import lights
from plans.progress.trend import Trend, looked_at, months_left, per_month, trend

D = datetime.date
SHARES = st.decimals(0, 3, places=3)
BEST_LAST = (Light.BEHIND, Light.SLOW, Light.NOT_DUE, Light.ON_PACE, Light.MET)
RANK = {light: rank for rank, light in enumerate(BEST_LAST)}
JANUARY = D(2025, 1, 1)
JUNE = Month(2025, 6)


@pytest.fixture(autouse=True)
def _today():
    """Nothing here needs a database or a clock."""


@given(SHARES, SHARES, st.decimals(0, 1, places=3), st.booleans())
def test_more_work_never_makes_a_light_worse(one, other, expected, over):
    less, more = (lights.of_growing(share, expected, reached=share >= 1, over=over) for share in sorted((one, other)))
    assert RANK[less] <= RANK[more]


@given(SHARES, SHARES, st.booleans())
def test_a_better_rate_never_makes_a_light_worse(one, other, over):
    less, more = (lights.of_rate(share, over=over) for share in sorted((one, other)))
    assert RANK[less] <= RANK[more]


@given(SHARES, st.decimals(0, 1, places=3))
def test_when_the_time_is_over_it_is_done_or_it_is_not(share, expected):
    light = lights.of_growing(share, expected, reached=share >= 1, over=True)
    assert light == (Light.MET if share >= 1 else Light.BEHIND)


@pytest.mark.parametrize(
    ("share", "expected", "light"),
    [("0.45", "0.5", "正常"), ("0.449", "0.5", "偏慢"), ("0.3", "0.5", "偏慢"), ("0.299", "0.5", "滞后")],
)
def test_the_borders_stand_where_the_page_says(share, expected, light):
    found = lights.of_growing(Decimal(share), Decimal(expected), reached=False, over=False)
    assert found.label == light


def test_while_nothing_is_expected_what_is_begun_is_on_pace():
    nothing, something = (
        lights.of_growing(Decimal(share), Decimal(0), reached=False, over=False) for share in ("0", "0.1")
    )
    assert (nothing, something) == (Light.NOT_DUE, Light.ON_PACE)


@pytest.mark.parametrize(
    ("kwargs", "light"),
    [
        ({"done": True, "failed": False, "over": True}, Light.MET),
        ({"done": False, "failed": True, "over": False}, Light.BEHIND),
        ({"done": False, "failed": False, "over": True}, Light.BEHIND),
        ({"done": False, "failed": False, "over": False}, Light.NOT_DUE),
    ],
)
def test_a_promise_is_kept_or_not(kwargs, light):
    assert lights.of_promise(**kwargs) == light


def test_every_light_has_its_rule_in_words():
    assert {rule.light for rule in lights.RULES} == set(Light)


# ---- the trend ----------------------------------------------------------------------------------------------------------


def by_month(*numbers, last=JUNE):
    """The numbers of the months up to the last."""
    return {last.plus(i - len(numbers) + 1): Decimal(number) for i, number in enumerate(numbers)}


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((10, 10, 10, 12), Trend.FASTER),
        ((10, 10, 10, 11), Trend.STEADY),
        ((10, 10, 10, 8), Trend.STEADY),
        ((10, 10, 10, 7), Trend.SLOWER),
        ((0, 0, 0, 3), Trend.FASTER),
        ((0, 0, 0, 0), None),
    ],
)
def test_a_month_is_held_against_the_mean_of_three(numbers, found):
    assert trend(by_month(*numbers), D(2025, 6, 30), JANUARY) == found


def test_a_month_that_is_half_gone_counts_half():
    assert trend(by_month(10, 10, 10, 5), D(2025, 6, 15), JANUARY) == Trend.STEADY


def test_the_first_days_of_a_month_say_nothing_yet():
    assert (looked_at(D(2025, 7, 10)), looked_at(D(2025, 7, 11))) == (Month(2025, 6), Month(2025, 7))


def test_the_first_month_has_nothing_to_be_held_against():
    assert trend(by_month(7, last=Month(2025, 1)), D(2025, 1, 31), JANUARY) is None


# ---- what is needed -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "left"),
    [(D(2025, 7, 2), 6), (D(2025, 11, 30), 1), (D(2025, 12, 30), 1), (D(2025, 12, 31), 0), (D(2026, 1, 1), 0)],
)
def test_the_months_left_are_those_with_days_left(today, left):
    assert months_left(today, D(2025, 12, 31)) == left


@pytest.mark.parametrize(
    ("missing", "unit", "needed"),
    [(100, "场次", "17"), (12, "场次", "2"), (100, "万元", "16.67"), (0, "场次", None), (-3, "场次", None)],
)
def test_people_and_sessions_are_needed_whole(missing, unit, needed):
    found = per_month(Decimal(missing), D(2025, 7, 2), D(2025, 12, 31), unit)
    assert found == (Decimal(needed) if needed else None)


@given(st.integers(1, 10_000), st.dates(D(2025, 1, 1), D(2025, 12, 30)))
def test_who_does_every_month_what_is_needed_gets_there(missing, today):
    needed = per_month(Decimal(missing), today, D(2025, 12, 31), "场次")
    assert needed * months_left(today, D(2025, 12, 31)) >= missing
