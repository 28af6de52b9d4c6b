import pytest

from fulian.documents.numbering import chinese_number, heading_number, item_number, number_headings


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "一百"), (105, "一百零五"),
     (110, "一百一十"), (999, "九百九十九")],
)  # fmt: skip
def test_numbers_are_written_in_chinese(number, text):
    assert chinese_number(number) == text


def test_a_number_that_numbers_nothing_is_refused():
    with pytest.raises(ValueError, match="1 to 999"):
        chinese_number(0)


def test_each_level_has_its_own_number():
    assert [heading_number(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]


def test_items_are_numbered_in_two_styles():
    assert [item_number("一是", 2), item_number("（1）", 2)] == ["二是", "（2）"]


def test_deeper_levels_begin_anew_under_every_heading():
    numbers = [number for _, number in number_headings([1, 2, 3, 3, 2, 3, 1, 2])]
    assert numbers == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"]


def test_level_three_may_follow_level_one_but_level_four_moves_up():
    assert list(number_headings([1, 3, 4, 4])) == [(1, "一、"), (3, "1."), (4, "（1）"), (4, "（2）")]
    assert list(number_headings([1, 4, 4])) == [(1, "一、"), (3, "1."), (3, "2.")]
