import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from fulian.organizations.services import import_rows, read_rows
from tests.factories import organizations as trees

HEADING = "区划代码,名称,级别,上级区划代码\n"
DISTRICT = "990100000000,清和区,区县,\n"
GOOD = (
    HEADING
    + DISTRICT
    + "990100001000,柳溪镇,镇街,990100000000\n"
    + "990100001001,石桥村,村社区,990100001000\n"
    + "990100001002,梅园社区,村社区,990100001000\n"
)


def imported(text: str, *options: str, encoding: str = "utf-8", tmp_path) -> str:
    file = tmp_path / "organizations.csv"
    file.write_bytes(text.encode(encoding))
    out = io.StringIO()
    call_command("import_organizations", str(file), *options, stdout=out, stderr=out)
    return out.getvalue()


def problems(text: str) -> list[str]:
    return [str(problem) for problem in import_rows(rows=read_rows(text.encode()), by=None).problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_district_is_imported_as_a_tree(db, tmp_path, encoding):
    assert imported(GOOD, encoding=encoding, tmp_path=tmp_path) == "新建4个组织，0个原来就有。\n"
    village = Organization.objects.get(name="石桥村")
    assert (village.level, village.parent.name, village.path) == (
        Level.VILLAGE, "柳溪镇", f"{village.parent.parent_id}/{village.parent_id}/{village.pk}/"
    )  # fmt: skip
    assert [code.code for code in village.codes.all()] == ["990100001001"]


def test_the_same_file_again_changes_nothing(db, tmp_path):
    imported(GOOD, tmp_path=tmp_path)
    before = list(Organization.objects.order_by("pk").values())
    assert imported(GOOD, tmp_path=tmp_path) == "新建0个组织，4个原来就有。\n"
    assert list(Organization.objects.order_by("pk").values()) == before


def test_what_is_wrong_is_listed_by_line_and_nothing_is_imported(db, tmp_path):
    text = (
        GOOD
        + "990100001002,梅园二社区,村社区,990100001000\n"
        + "990100001003,无根村,村社区,990199999000\n"
        + "99010000100X,乱码村,村社区,990100001000\n"
        + "990100001005,,村社区,990100001000\n"
        + "990100001006,怪村,屯,990100001000\n"
        + "990100001007,高村,村社区,990100000000\n"
    )
    assert problems(text) == [
        "第6行：区划代码990100001002与第5行重复。",
        "第7行：找不到上级：990199999000。",
        "第8行：区划代码“99010000100X”不是12位数字。",
        "第9行：名称是空的。",
        "第10行：级别“屯”认不出来，应当是全国、省、市、区县、镇街、村社区、网格之一。",
        "第11行：村社区不能直接放在区县下面。",
    ]
    with pytest.raises(CommandError, match="共6处要改，一个组织也没有导入。"):
        imported(text, tmp_path=tmp_path)
    assert Organization.objects.count() == 0


def test_a_blank_line_keeps_the_numbering_of_the_spreadsheet(db):
    assert problems(HEADING + DISTRICT + "\n,无码镇,镇街,990100000000\n") == ["第4行：区划代码“”不是12位数字。"]


def test_an_organization_that_the_portal_calls_otherwise_is_named(db, tmp_path):
    imported(GOOD, tmp_path=tmp_path)
    assert problems(GOOD.replace("石桥村", "石桥社区")) == [
        "第4行：990100001001在系统里叫“石桥村”，表里是“石桥社区”。更名请在组织页面办理。"
    ]


def test_a_row_whose_parent_is_unknown_is_hung_where_the_command_says(db, tmp_path):
    city = trees.OrganizationFactory(level=Level.CITY, code="990000000000")
    imported(GOOD.replace("清和区,区县,", "清和区,区县,990099000000"), "--parent", city.code, tmp_path=tmp_path)
    assert Organization.objects.get(name="清和区").path.startswith(city.path)


def test_full_width_digits_are_understood(db):
    assert problems(HEADING + "９９０１００００００００,清和区,区县,\n") == []


def test_a_file_that_is_no_such_table_says_what_it_lacks(db, tmp_path):
    with pytest.raises(CommandError, match="没有找到：级别、上级区划代码。"):
        imported("区划代码,名称\n1,2\n", tmp_path=tmp_path)


def test_a_file_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_organizations", str(tmp_path / "no.csv"))


def test_queries_do_not_grow_with_the_rows(db):
    def queries(first: int, villages: int) -> int:
        text = HEADING + DISTRICT + "990100001000,柳溪镇,镇街,990100000000\n"
        text += "".join(f"990100{i:06},第{i}村,村社区,990100001000\n" for i in range(first, first + villages))
        with CaptureQueriesContext(connection) as captured:
            assert import_rows(rows=read_rows(text.encode()), by=None).problems == []
        return len(captured)

    queries(2000, 1)
    assert queries(3000, 1) == queries(4000, 50)
