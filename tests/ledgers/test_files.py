"""The files that offices send: old formats, old encodings, and what is no table."""

import io
from pathlib import Path

import pytest

from activities.models import Activity
from fulian.core import cells as readers
from fulian.core.exceptions import Refused
from fulian.ledgers.choices import ImportState
from fulian.ledgers.services.importing import hand_in, read_file
from tests.ledgers.books import cells, checked, imported, xlsx

OFFICE_XLS = Path(__file__).with_name(
    "office.xls"
)  # saved by a spreadsheet of 2003: merged title, merged village, a sum below
CSV = "日期,所属组织,名称,种类,参加人次\n2026.3.8,石桥村,三八宣讲,主题宣讲,５６\n合计,,,,56\n"


def test_a_file_of_the_old_format_with_merged_cells(cast):
    importing = imported(OFFICE_XLS.read_bytes(), by=cast.town_chair)
    assert importing.counts == {"activities.activities": {"new": 2}}
    found = Activity.objects.order_by("pk").values_list("organization__name", "title", "starts_on", "attendances")
    assert [(o, t, str(d), n) for o, t, d, n in found] == [
        ("石桥村", "三八宣讲", "2026-03-08", 56), ("石桥村", "入户宣讲", "2026-03-09", 30),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_in_whatever_encoding_it_was_saved(cast, encoding):
    assert imported(CSV.encode(encoding), by=cast.town_chair).counts == {"activities.activities": {"new": 1}}
    assert Activity.objects.get().attendances == 56


def test_the_annotated_copy_of_an_old_format_is_a_new_one_with_the_same_cells(cast):
    importing = checked(CSV.replace("主题宣讲", "看电影").encode("gb18030"), by=cast.town_chair)
    heading, row, total = cells(read_file(importing.marked_name))
    assert (heading[:2], heading[5]) == (["日期", "所属组织"], "导入时发现的问题")
    assert row[:5] == ["2026.3.8", "石桥村", "三八宣讲", "看电影", "５６"]
    assert "没有“看电影”这一种" in row[5]
    assert total[0] == "合计"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页另存成的表格"),
        (b"PK\x03\x04 broken", "打不开"),
        (b"\xd0\xcf\x11\xe0 broken", "打不开"),
        (b"%PDF-1.4\x00\x00", "认不出这个文件"),
    ],
)
def test_what_is_no_table_is_refused_at_once(cast, content, said):
    with pytest.raises(Refused, match=said):
        hand_in(content=content, by=cast.town_chair)


def test_a_table_without_a_known_heading_is_told_what_to_do(cast):
    importing = checked(xlsx(("表", [["甲", "乙"], [1, 2]])), by=cast.town_chair)
    assert importing.state == ImportState.UNREADABLE
    assert "没有找到认得的表头" in importing.message


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2026.3.8", "2026-03-08"), ("2026年3月8日", "2026-03-08"), ("２０２６／３／８", "2026-03-08"), (46089, "2026-03-08"),
        (46089.0, "2026-03-08"), ("46089", "2026-03-08"), ("20260308", "2026-03-08"), ("2026-03-08 00:00:00", "2026-03-08"),
        ("/", "None"), ("", "None"),
    ],
)  # fmt: skip
def test_days_as_people_write_them(raw, value):
    assert str(readers.day()(raw)) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("１２", 12),
        ("1,200", 1200),
        ("两百", 200),
        ("3.5万", 35000),
        ("无", 0),
        ("/", None),
        ("—", None),
        (0, 0),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(raw, value):
    assert readers.whole()(raw) == value


@pytest.mark.parametrize("raw", [1.1e17, "1.1E+17", "4.10305E+17", 410305198001011234])
def test_long_numbers_that_lost_their_digits_are_refused(raw):
    with pytest.raises(readers.BadCell, match=r"1\.1E\+17"):
        readers.text(40)(raw)


def test_a_lone_word_for_nothing_is_nothing_but_in_the_portals_own_export():
    assert readers.text(40)("无") == ""
    assert readers.text(40)("无", exact=True) == "无"


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused(cast, monkeypatch):
    monkeypatch.setattr("fulian.ledgers.reading.LARGEST_UNPACKED", 1000)
    with pytest.raises(Refused, match="展开后太大"):
        hand_in(content=xlsx(("表", [["日期", "名称"]] * 50)), by=cast.town_chair)


def test_only_those_who_keep_such_records_may_import(cast):
    with pytest.raises(Refused, match="权限"):
        hand_in(content=io.BytesIO(CSV.encode()).getvalue(), wanted="activities.activities", by=cast.leader)
