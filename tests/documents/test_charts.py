from decimal import Decimal

import pytest

from fulian.documents import charts
from fulian.documents.blocks import Table
from fulian.documents.text import number_text

from .reading import parsed

SVG = "{http://www.w3.org/2000/svg}"
LABELS = ("清河镇", "望江街道<老城>", "特别长的乡镇街道名称也要写得下才行呀")
TWO_YEARS = {"2024年": (100, 0, None), "2025年": (126, 3.5, Decimal("12.50"))}

DRAWINGS = {
    "bars": charts.bar_chart(LABELS, (126, 0, None), unit="场次", title="活动“场次”"),
    "grouped": charts.grouped_bars(LABELS, TWO_YEARS, unit="场次", title="两年比较"),
    "line": charts.line_chart(("1月", "2月", "3月"), (3, None, 8), unit="场次", title="逐月"),
    "lines": charts.line_chart(
        ("1月", "2月", "3月"), {"2024年": (3, 2, 8), "2025年": (4, None, 1)}, unit="场次", title="逐月"
    ),
    "shares": charts.share_bar(LABELS, (60, 30, 10), unit="件次", title="构成"),
    "sparkline": charts.sparkline((1, None, 3), title="走势"),
    "progress": charts.progress_bar(12, 15, unit="项", title="完成情况"),
    "nothing": charts.bar_chart((), (), unit="场次", title="没有数据"),
    "all zero": charts.share_bar(("甲", "乙"), (0, 0), unit="件次", title="全零"),
}


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("svg", DRAWINGS.values(), ids=DRAWINGS)
def test_a_chart_is_a_named_picture_in_plain_xml(svg):
    root = parsed(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("aria-label") == root.find(f"{SVG}title").text


@pytest.mark.parametrize("svg", DRAWINGS.values(), ids=DRAWINGS)
def test_a_chart_has_nothing_that_a_strict_policy_forbids(svg):
    for element in parsed(svg).iter():
        assert element.tag not in {f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject"}
        assert [
            name for name in element.attrib if name == "style" or name.startswith("on") or name.endswith("href")
        ] == []


def test_every_value_is_written_out_and_an_unknown_one_is_not_zero():
    assert {"126", "0", "—"} <= set(texts(DRAWINGS["bars"]))
    assert {"100", "3.5", "12.5"} <= set(texts(DRAWINGS["grouped"]))


def test_bars_are_as_long_as_their_values():
    svg = charts.bar_chart(("甲", "乙"), (100, 25), unit="场次", title="活动")
    full, quarter = [float(rect.get("width")) for rect in parsed(svg).iter(f"{SVG}rect")]
    assert quarter == pytest.approx(full / 4, abs=0.1)


def test_a_month_that_is_not_known_interrupts_the_line():
    svg = charts.line_chart(("1月", "2月", "3月", "4月", "5月"), (1, 2, None, 4, 5), unit="场次", title="逐月")
    assert len(list(parsed(svg).iter(f"{SVG}polyline"))) == 2


def test_shares_add_up_to_the_whole_width():
    rects = [float(rect.get("width")) for rect in parsed(DRAWINGS["shares"]).iter(f"{SVG}rect")]
    assert sum(rects[:3]) == pytest.approx(charts.WIDTH, abs=0.2)
    assert [text for text in texts(DRAWINGS["shares"]) if "清河镇" in text] == ["清河镇 60件次（60.0%）"]


def test_progress_shows_how_many_of_how_many():
    assert texts(DRAWINGS["progress"]) == ["12/15项（80%）"]
    assert texts(charts.progress_bar(3, 0, title="没有目标")) == ["3/0"]


def test_series_differ_in_lightness_as_print_without_colour_shows_them():
    lights = [
        sum(int(fill[i : i + 2], 16) * weight for i, weight in ((1, 0.3), (3, 0.59), (5, 0.11)))
        for fill in charts.FILLS[:3]
    ]
    assert lights[0] + 50 < lights[1]
    assert lights[1] + 40 < lights[2]


def test_values_and_labels_must_match():
    with pytest.raises(ValueError, match="2 labels"):
        charts.bar_chart(("甲", "乙"), (1,), unit="场次", title="活动")


def test_a_negative_value_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        charts.bar_chart(("甲",), (-1,), unit="场次", title="活动")


def test_a_chart_block_brings_its_figures_as_a_table():
    block = charts.chart_block(
        charts.grouped_bars, ("甲", "乙"), {"2024年": (1, None), "2025年": (3, 4)}, unit="场次", title="比较"
    )
    assert isinstance(block.data, Table)
    assert [column.label for column in block.data.columns] == ["项目", "2024年", "2025年"]
    assert block.data.rows == (("甲", "1", "3"), ("乙", "—", "4"))
    assert block.alt == "2024年：甲1场次，乙暂无数据；2025年：甲3场次，乙4场次"


@pytest.mark.parametrize(
    ("value", "text"),
    [(8640, "8640"), (12.5, "12.5"), (3.0, "3"), (Decimal("12.50"), "12.5"), (Decimal(100), "100"), (None, "—")],
)
def test_figures_have_no_thousands_mark_and_no_idle_zeros(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("values", "top"), [([41], 60), ([3], 4), ([126], 160), ([0.5], 0.6), ([], 4), ([8640], 10000)]
)
def test_the_axis_ends_at_a_round_number(values, top):
    assert charts._nice_top(values) == pytest.approx(top)
