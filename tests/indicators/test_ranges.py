"""Conditions over many subtrees or spans stay short, and never leave out what was asked for."""

import datetime

from fulian.core.periods import Month, Period
from fulian.indicators.ranges import MOST_RANGES, covering, dated
from fulian.indicators.splitting import Split


def month(number: int) -> Month:
    return Month(2025, number)


def test_a_path_below_another_need_not_be_named():
    assert covering(["1/2/", "1/2/7/", "1/20/", "3/"]) == ["1/2/", "1/20/", "3/"]


def test_too_many_paths_are_named_by_what_lies_above_them():
    villages = [f"1/{town}/{village}/" for town in (2, 3) for village in range(100, 100 + MOST_RANGES)]
    assert covering([*villages, "9/"]) == ["1/2/", "1/3/", "9/"]


def test_spans_that_touch_are_one():
    first, second, later = month(1).period, month(2).period, month(6).period
    assert dated("on", [later, second, first]) == dated("on", [Period(first.start, second.end), later])


def test_too_many_spans_are_read_as_one():
    days = [datetime.date(2025, 1, 1) + datetime.timedelta(days=2 * n) for n in range(MOST_RANGES + 1)]
    assert dated("on", [Period(day, day) for day in days]) == dated("on", [Period(days[0], days[-1])])


def test_a_closed_month_that_the_period_cuts_is_read_live():
    until = Period.year(2025, datetime.date(2025, 3, 20))
    split = Split.of(until, {month(1), month(3)})
    assert (split.closed, split.open, split.whole_open) == ((month(1),), (month(2), month(3)), (month(2),))
    assert split.open_days == (Period(month(2).first, until.end),)


def test_open_months_between_closed_ones_are_spans_of_their_own():
    split = Split.of(Period.quarter(2025, 1), {month(2)})
    assert split.open_days == (month(1).period, month(3).period)
    assert split.closed_days == (month(2).period,)


def test_months_that_have_not_begun_are_not_yet_open():
    split = Split.of(Period.quarter(2025, 1), set())
    assert split.begun(datetime.date(2025, 2, 1)) == (month(1), month(2))
