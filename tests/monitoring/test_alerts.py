from decimal import Decimal

import pytest

from plans.monitoring.alerts import questions

D = Decimal


@pytest.fixture(autouse=True)
def _today():
    """Plain values."""


def asked(value, *, unit="%", before=None, year=2024):
    previous = None if before is None else (before[0], D(str(before[1])))
    return questions(unit=unit, year=year, value=None if value is None else D(str(value)), previous=previous)


def test_an_ordinary_number_is_not_asked_about():
    assert asked("94.9", before=(2023, "94.1")) == []
    assert asked(None, before=(2023, "94.1")) == []


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("102.3", "%", "102.3%超过了100%，是毛率，还是单位或小数点有误？"),
        ("1001", "‰", "1001‰超过了1000‰，是毛率，还是单位或小数点有误？"),
        ("0.95", "%", "0.95%不到1%，是不是把百分率填成了小数？"),
    ],
)
def test_what_lies_outside_its_bounds_is_a_question(value, unit, text):
    assert asked(value, unit=unit) == [text]


def test_zero_per_cent_is_zero():
    assert asked("0") == []


def test_a_percentage_that_jumps_by_more_than_ten_points():
    assert asked("84", before=(2023, "74")) == []
    assert asked("84.1", before=(2023, "74")) == ["比2023年的74%变动了10.1个百分点，是口径变了，还是填错了？"]


def test_any_other_number_that_jumps_by_more_than_three_tenths():
    assert asked("13", unit="/10万", before=(2023, "10")) == []
    assert asked("6.9", unit="/10万", before=(2023, "10")) == ["比2023年的10/10万变动了31%，是口径变了，还是填错了？"]
    assert asked("5", unit="个", before=(2023, "0")) == []


def test_years_that_are_missing_in_between_allow_for_more():
    assert asked("94", before=(2021, "70")) == []
