import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulian.core.chinese import spoken
from plans.reading.quantities import quantities
from plans.reading.words import folded


def read(text):
    return [(q.low, q.high, q.comparator, q.unit) for q in quantities(folded(text))]


@pytest.mark.parametrize(
    ("text", "low", "high", "comparator", "unit"),
    [
        ("走访老人36户", 36, 36, "=", "户"),
        ("走访老人３６户", 36, 36, "=", "户"),
        ("走访老人三十六户", 36, 36, "=", "户"),
        ("辅导员2至4名", 2, 4, "between", "名"),
        ("辅导员2—4名", 2, 4, "between", "名"),
        ("辅导员两到四名", 2, 4, "between", "名"),
        ("辅导员2名至4名", 2, 4, "between", "名"),
        ("辅导员三五名", 3, 5, "between", "名"),
        ("听众二三十人", 20, 30, "between", "人"),
        ("不少于8场", 8, None, ">=", "场"),
        ("8场以上", 8, None, ">=", "场"),
        ("不得少于八场", 8, None, ">=", "场"),
        ("一场或多场", 1, None, ">=", "场"),
        ("控制在4起以内", None, 4, "<=", "起"),
        ("不超过5万元", None, 50_000, "<=", "元"),
        ("近百户", 100, None, "~", "户"),
        ("300余人次", 300, None, "~", "人次"),
        ("十多名", 10, None, "~", "名"),
        ("约20户", 20, None, "~", "户"),
        ("两千册", 2000, 2000, "=", "册"),
        ("千户", 1000, 1000, "=", "户"),
        ("万人次", 10_000, 10_000, "=", "人次"),
        ("2.4万人次", 24_000, 24_000, "=", "人次"),
        ("1,250份", 1250, 1250, "=", "份"),
        ("2-3万元", 20_000, 30_000, "between", "元"),
        ("1.2亿元", 120_000_000, 120_000_000, "=", "元"),
        ("达到90%", 90, None, ">=", "%"),
        ("百分之九十五", 95, 95, "=", "%"),
        ("百分之八十七点五以上", 87.5, None, ">=", "%"),
        ("十分之一", 10, 10, "=", "%"),
        ("三分之二以上", 66.67, None, ">=", "%"),
        ("七成以上", 70, None, ">=", "%"),
        ("半数以上", 50, None, ">=", "%"),
        ("85％-90％", 85, 90, "between", "%"),
        ("低于3‰", None, 3, "<=", "‰"),
        ("控制在8/10万以下", None, 8, "<=", "/10万"),
        ("提高2个百分点", 2, 2, "=", "个百分点"),
        ("活动15场(次)", 15, 15, "=", "场次"),
        ("惠及6万家长", 60_000, 60_000, "=", "人"),
    ],
)
def test_a_quantity_is_read_with_its_bounds(text, low, high, comparator, unit):
    assert read(text) == [(low, high, comparator, unit)]


@pytest.mark.parametrize(
    "text", ["三八节前", "六一期间", "两癌", "五四青年节", "二〇二六届", "四新", "第十二届", "活动场所一处理"]
)
def test_names_made_of_numbers_hold_no_amount(text):
    assert [q for q in quantities(folded(text)) if q.sort == "count" and q.low not in (None, 12)] == []


def test_years_and_ages_are_read_as_what_they_are():
    sorts = [(q.unit, q.sort) for q in quantities("2026年为35-64岁的妇女")]
    assert sorts == [("年", "duration"), ("岁", "age")]


@given(st.integers(1, 9999), st.sampled_from(["户", "场次", "名", "个", "人次"]))
def test_a_number_is_read_back_however_it_is_written(number, unit):
    for written in (str(number), spoken(number), f"{number:,}"):
        assert read(f"完成{written}{unit}") == [(number, number, "=", unit)]


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_range_keeps_both_its_ends(low, more):
    assert read(f"建{low}-{low + more}处") == [(low, low + more, "between", "处")]


@given(st.text())
def test_any_text_can_be_looked_through(text):
    quantities(folded(text))


@given(st.text("零一二三四五六七八九十百千万亿两半余多0123456789.,%个场户名次第至到-成分之以上"))
def test_any_heap_of_numerals_can_be_looked_through(text):
    quantities(text)


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(folded(text)) == len(text)
