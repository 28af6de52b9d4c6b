"""The hospital's list becomes totals a session; the ledger of sessions comes back as it went out."""

import io
import re

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities.screening import services
from activities.screening.ledgers import PROGRAMMES, SESSIONS
from activities.screening.models import Person, Programme, Session
from activities.screening.services import importing
from fulian.audit.models import AuditEvent
from fulian.core.crypto import decrypt_text
from fulian.core.exceptions import Refused
from fulian.ledgers.services import write_workbook
from tests.factories.activities import ActivityFactory
from tests.factories.screening import DAY, id_number, keeping, session_of
from tests.ledgers.books import checked

pytestmark = pytest.mark.django_db
HEAD = [
    "镇街",
    "村（社区）",
    "检查日期",
    "医院",
    "姓名",
    "身份证号码",
    "电话",
    "宫颈癌",
    "乳腺癌",
    "宫颈结果",
    "乳腺结果",
]
A, B, C = id_number("19800515"), id_number("19750101"), id_number("19880808")
ROWS = [
    ["柳溪镇", "石桥村", "2025.6.12", "区妇幼保健院", "王小芳", A, "13812345678", "√", "是", "正常", "可疑"],
    ["柳溪镇", "石桥村", "2025.6.12", "区妇幼保健院", "李秀英", B, "", "是", "否", "未见异常", ""],
    ["", "梅园社区", "2025/6/13", "区妇幼保健院", "张玉兰", C, "", "已查", "已查", "阳性", ""],
]


def xlsx(rows, head=HEAD) -> bytes:
    """As a hospital writes it: a merged title above, a sum below."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("名单")
        sheet.merge_range(0, 0, 0, len(head) - 1, "2025年两癌筛查名单")
        for line, row in enumerate([head, *rows, ["合计", "", "", "", f"{len(rows)}人"]], start=1):
            sheet.write_row(line, 0, row)
    return target.getvalue()


def gbk(rows, head=HEAD) -> bytes:
    return "\r\n".join(",".join(row) for row in [head, *rows]).encode("gb18030")


def uploaded(browser, programme, content: bytes, name="名单.xlsx"):
    url = reverse("screening:import-upload", args=[programme.pk])
    return browser.post(url, {"file": SimpleUploadedFile(name, content)})


def confirmed(browser, programme, payload: str):
    return browser.post(reverse("screening:import-confirm", args=[programme.pk]), {"payload": payload})


@pytest.mark.parametrize(("made", "name"), [(xlsx, "名单.xlsx"), (gbk, "名单.csv")])
def test_a_list_becomes_totals_and_nobody_is_kept(cast, programme, as_user, made, name):
    browser = as_user(cast.town_chair)
    preview = uploaded(browser, programme, made(ROWS), name)
    assert not Session.objects.exists()
    page = preview.content.decode()
    assert not re.search(
        f"王小芳|{A}|13812345678", page + decrypt_text(preview.context["payload"], context="screening.import")
    )
    assert confirmed(browser, programme, preview.context["payload"]).status_code == 302
    rows = Session.objects.order_by("day").values_list(
        "organization__name", "women", "cervical", "breast", "cervical_abnormal", "breast_abnormal", "hospital"
    )
    assert list(rows) == [
        ("石桥村", 2, 2, 1, 0, 1, "区妇幼保健院"), ("梅园社区", 1, 1, 1, 1, None, "区妇幼保健院"),
    ]  # fmt: skip
    assert not Person.objects.exists()
    told = "".join(str(detail) for detail in AuditEvent.objects.values_list("detail", flat=True))
    assert "王" not in told


def test_what_is_wrong_is_said_by_line_and_nothing_is_entered(cast, programme, as_user):
    wrong = [
        ["", "石桥村", "2025-06-12", "", "", A[:-1] + ("1" if A[-1] != "1" else "2"), "", "是", "是", "", ""],
        ["", "石桥村", "2025-06-12", "", "", id_number("20000101"), "", "是", "是", "", ""],
        ["", "石桥村", "2025-06-12", "", "", B, "", "是", "是", "", ""],
        ["", "石桥村", "2025-06-12", "", "", B, "", "是", "是", "", ""],
        ["", "松口村", "2025-06-12", "", "", C, "", "是", "是", "", ""],
        ["", "石桥村", "六月", "", "", C, "", "是", "是", "", ""],
        ["", "石桥村", "2025-06-12", "", "", C, "", "是", "是", "CIN2", ""],
        ["", "石桥村", "2025-06-12", "", "", 1.10105e17, "", "是", "是", "", ""],
    ]
    response = uploaded(as_user(cast.town_chair), programme, xlsx(wrong))
    assert response.status_code == 422
    said = {error.line: error.message for error in response.context["errors"]}
    expected = {
        3: "校验位",
        4: "25周岁",
        6: "和第5行是同一个人",
        7: "没有“松口村”",
        8: "不是日期",
        9: "不要写病情",
        10: "",
    }
    assert {line: words in said.get(line, "?") for line, words in expected.items()} == dict.fromkeys(expected, True)
    assert not re.search(f"{B}|{C}", response.content.decode())
    assert not Session.objects.exists()


def test_a_day_that_was_entered_already_is_not_entered_twice(cast, programme, as_user):
    session_of(programme, cast.village, by=cast.village_chair)
    response = uploaded(as_user(cast.town_chair), programme, xlsx(ROWS))
    assert [error.line for error in response.context["errors"]] == [3]
    assert "已经登记过一场筛查" in response.context["errors"][0].message
    assert Session.objects.count() == 1


def test_where_a_register_is_kept_the_rows_go_into_it_for_whoever_may_see_it(cast, programme, as_user):
    keeping(programme, by=cast.district_officer)
    without = uploaded(as_user(cast.town_chair), programme, xlsx(ROWS))
    assert without.context["keeps_persons"] is False
    browser = as_user(cast.rights_officer)
    preview = uploaded(browser, programme, xlsx(ROWS))
    assert not re.search(f"王小芳|{A}", preview.content.decode())
    assert confirmed(browser, programme, preview.context["payload"]).status_code == 302
    kept = {person.name: (person.id_number, person.state) for person in Person.objects.all()}
    assert kept == {"王小芳": (A, "follow_up"), "李秀英": (B, "clear"), "张玉兰": (C, "follow_up")}


def test_a_preview_is_good_for_whoever_saw_it_and_no_longer_than_it_holds(cast, programme, as_user):
    preview = uploaded(as_user(cast.town_chair), programme, xlsx(ROWS)).context["payload"]
    assert confirmed(as_user(cast.rights_officer), programme, preview).status_code == 422
    assert confirmed(as_user(cast.town_chair), programme, preview[:-8] + "AAAAAAA=").status_code == 422
    with pytest.raises(Refused):
        importing.unsealed("x", programme, places=[], keeps_persons=False, by=cast.town_chair)
    assert not Session.objects.exists()


def exported(ledger, rows) -> bytes:
    target = io.BytesIO()
    write_workbook(ledger, rows, target)
    return target.getvalue()


def test_the_ledgers_of_screening_come_back_as_they_went_out(cast, programme):
    told = ActivityFactory(organization=cast.village, kind="two_cancers", starts_on=DAY)
    session_of(
        programme, cast.village, by=cast.village_chair, activity=told, mobilised=80, cervical_abnormal=4, cervical_confirmed=1,
    )  # fmt: skip
    gone = session_of(programme, cast.other_village, by=cast.town_chair)
    services.cancel_session(session=gone, by=cast.town_chair, reason="登记错了")
    services.close_programme(programme=programme, by=cast.district_officer)
    for ledger, rows, by in (
        (SESSIONS, Session.objects.order_by("pk"), cast.town_chair),
        (PROGRAMMES, Programme.objects.order_by("pk"), cast.district_officer),
    ):
        found = checked(exported(ledger, ledger.rows().filter(pk__in=rows.values("pk"))), by=by, wanted=ledger.code)
        assert found.counts[ledger.code] == {"same": rows.count()}
