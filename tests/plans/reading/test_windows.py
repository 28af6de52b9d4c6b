import datetime

import pytest

from plans.reading.windows import frequencies, resolve, windows


@pytest.mark.parametrize(
    ("text", "window", "starts", "due"),
    [
        ("清明节期间祭扫", "清明节期间", (4, 1), (4, 6)),
        ("“三八”前夕慰问", "“三八”前夕", (3, 1), (3, 8)),
        ("须于9月15日前报送", "9月15日前", (1, 1), (9, 15)),
        ("8月底前办好", "8月底前", (1, 1), (8, 31)),
        ("上半年办好", "上半年", (1, 1), (6, 30)),
        ("下半年办好", "下半年", (7, 1), (12, 31)),
        ("第二季度办好", "第二季度", (4, 1), (6, 30)),
        ("4月至6月集中办", "4月至6月", (4, 1), (6, 30)),
        ("4-6月集中办", "4-6月", (4, 1), (6, 30)),
        ("5月10日—18日办", "5月10日—18日", (5, 10), (5, 18)),
        ("十月份办", "十月份", (10, 1), (10, 31)),
        ("年底前办好", "年底前", (1, 1), (12, 31)),
        ("全年办好", "全年", (1, 1), (12, 31)),
    ],
)
def test_a_window_is_found_and_placed_in_the_year(text, window, starts, due):
    assert [w.text for w in windows(text)] == [window]
    assert resolve(window, 2026) == (datetime.date(2026, *starts), datetime.date(2026, *due))


def test_a_window_of_several_years_ends_with_its_last():
    assert resolve("到2028年底", 2026) == (datetime.date(2026, 1, 1), datetime.date(2028, 12, 31))
    assert resolve("两年内", 2026) == (datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))


@pytest.mark.parametrize("text", ["2月30日前", "13月", "", "__年底", "0月"])
def test_a_window_that_no_calendar_has_is_no_error(text):
    resolve(text, 2026)


def test_without_a_year_no_day_is_said():
    assert resolve("6月底前", None) == (None, None)


@pytest.mark.parametrize(
    ("text", "recurring", "every"),
    [
        ("每月碰头", "monthly", 1),
        ("每两个月碰头", "monthly", 2),
        ("双月碰头", "monthly", 2),
        ("每季碰头", "quarterly", 1),
        ("按季度碰头", "quarterly", 1),
        ("每半年碰头", "half-yearly", 1),
        ("每学期碰头", "half-yearly", 1),
        ("每周三碰头", "weekly", 1),
        ("一年两次", "yearly", 1),
        ("年均两次", "yearly", 1),
        ("一月一谈", "monthly", 1),
        ("每隔两年碰头", "yearly", 2),
    ],
)
def test_a_rhythm_is_found(text, recurring, every):
    assert [(f.recurring, f.every) for f in frequencies(text)] == [(recurring, every)]


def test_opening_hours_are_no_rhythm_of_events():
    assert [f.recurring for f in frequencies("每周一至周五开放")] == [""]
