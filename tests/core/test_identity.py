import datetime

import pytest

from fulian.core.identity import NotAnIdentityNumber, mask_identity, read_identity

TODAY = datetime.date(2025, 9, 10)


def test_a_number_says_when_somebody_was_born_and_whether_she_is_a_woman():
    found = read_identity("11010519491231002x", today=TODAY)
    assert (found.number, found.born, found.female) == ("11010519491231002X", datetime.date(1949, 12, 31), True)
    assert not read_identity("４４０５２４ １８８００１０１ ００１４", today=TODAY).female


def test_the_age_is_full_years_on_the_day():
    found = read_identity("11010519491231002X", today=TODAY)
    assert [found.age_on(datetime.date(2014, 12, day)) for day in (30, 31)] == [64, 65]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("11010519491231002", "18位"),
        ("1.10105E+17", "18位"),
        ("110105194912310021", "校验位"),
        ("110105194902300012", "出生日期不存在"),
        ("110105209912310029", "今天以后"),
    ],
)
def test_what_is_wrong_is_said_without_the_number(typed, says):
    with pytest.raises(NotAnIdentityNumber, match=says) as problem:
        read_identity(typed, today=TODAY)
    assert typed not in str(problem.value)


def test_the_birth_date_is_hidden():
    assert mask_identity("11010519491231002X") == "110105********002X"
