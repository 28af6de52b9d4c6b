import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulian.core.chinese import parse_spoken, spoken


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("二百零三", 203),
        ("一万二千", 12_000),
        ("两", 2),
        ("十五", 15),
        ("百", 100),
        ("万", 10_000),
        ("十万", 100_000),
        ("百万", 1_000_000),
        ("一亿二千万", 120_000_000),
        ("一万亿", 10**12),
        ("两万五", 25_000),
        ("三百五", 350),
        ("一万零五", 10_005),
    ],
)
def test_a_spoken_number_is_read(written, number):
    assert parse_spoken(written) == number


@pytest.mark.parametrize("written", ["", "12", "三个", "第三"])
def test_what_is_no_spoken_number_is_refused(written):
    with pytest.raises(ValueError, match=f"^{written}$"):
        parse_spoken(written)


@given(st.integers(1, 9999))
def test_a_number_said_is_the_number_read(number):
    assert parse_spoken(spoken(number)) == number
