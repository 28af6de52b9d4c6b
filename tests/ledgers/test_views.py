import io
import zipfile
from urllib.parse import quote

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from fulian.audit.models import AccessEvent
from fulian.organizations.models import Organization
from tests.factories.organizations import village

pytestmark = pytest.mark.urls("tests.ledgers.urls")


def sheet(answer) -> list[list]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    return book.get_sheet_by_index(0).to_python()


def test_the_file_holds_what_she_may_see_as_the_list_does(cast, as_user):
    rows = sheet(as_user(cast.town_chair).get("/export/"))
    assert rows[0] == ["名称", "区划代码", "上级", "级别", "成立日期", "妇女人数"]
    assert [row[0] for row in rows[1:]] == ["柳溪镇", "石桥村", "梅园社区"]
    assert rows[2][1:4] == [cast.village.code, "柳溪镇", "村社区"]


def test_the_same_filters_narrow_the_file(cast, as_user):
    rows = sheet(as_user(cast.district_officer).get("/export/", {"name": "社区"}))
    assert [row[0] for row in rows[1:]] == ["梅园社区", "荷塘社区"]


def test_texts_stay_texts_and_no_name_becomes_a_formula(cast, as_user):
    names = ['=HYPERLINK("http://elsewhere.example")', "+8613800000000", "-2+3", "@SUM(A1)", "000123456789"]
    for name in names:
        village(cast.town, name)
    answer = as_user(cast.town_chair).get("/export/")
    content = answer.getvalue()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[4:]] == names
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    assert 'state="frozen"' in xml


def test_the_file_is_named_after_the_office_and_the_day(cast, as_user):
    answer = as_user(cast.town_chair).get("/export/")
    name = f"柳溪镇_组织台账_{timezone.localdate():%Y%m%d}.xlsx"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    assert answer["Cache-Control"] == "private, no-store"
    answer.getvalue()


def test_each_export_is_written_down(cast, as_user):
    as_user(cast.town_chair).get("/export/").getvalue()
    event = AccessEvent.objects.get()
    assert (event.actor_id, event.what, event.subject_type) == (
        cast.town_chair.pk, "导出台账", "ledger:tests.organizations",
    )  # fmt: skip


def test_without_the_permission_there_is_no_file(cast, as_user):
    assert as_user(cast.rights_officer).get("/export/").status_code == 403
    assert not AccessEvent.objects.exists()


def test_a_long_ledger_costs_as_many_queries_as_a_short_one(cast, as_user, django_assert_num_queries):
    client = as_user(cast.town_chair)
    client.get("/export/").getvalue()
    with django_assert_num_queries(6):
        client.get("/export/").getvalue()
    for number in range(30):
        village(cast.town, f"第{number}村")
    assert Organization.objects.count() > 30
    with django_assert_num_queries(6):
        client.get("/export/").getvalue()
