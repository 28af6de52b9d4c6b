"""The pages: home, template, print, and an import from the upload to the way back."""

import datetime
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from activities.models import Activity
from fulian.audit.models import AccessEvent
from fulian.ledgers.models import LedgerImport
from fulian.organizations.models import Organization
from tests.factories import rights
from tests.factories.activities import ActivityFactory
from tests.ledgers.books import cells, run_jobs, sheets, xlsx
from tests.ledgers.test_importing import HEADING

GOOD = ["2026-03-08", "石桥村", "三八宣讲", "主题宣讲", 2, 56]
WRONG = ["2026-03-09", "石桥村", "入户宣讲", "主题宣讲", 1, "很多"]


def upload(client, rows, **data):
    file = SimpleUploadedFile("张玥的台账.xlsx", xlsx(("活动台账", rows)))
    return client.post(reverse("ledgers:import-create"), {"ledger": "activities.activities", "file": file, **data})


def body(answer) -> str:
    return answer.content.decode()


def test_home_offers_what_she_sees_and_keeps(cast, as_user):
    chair, leader = (
        body(as_user(cast.village_chair).get(reverse("ledgers:ledger-home"))),
        body(as_user(cast.leader).get(reverse("ledgers:ledger-home"))),
    )
    assert "活动台账" in chair
    assert "导入台账" in chair
    assert "活动台账" in leader
    assert "空白模板" not in leader
    assert "求助登记台账" not in chair


def test_from_the_upload_to_the_way_back(cast, as_user):
    client = as_user(cast.village_chair)
    answer = upload(client, [HEADING, GOOD, WRONG])
    assert answer.status_code == 302
    run_jobs()
    importing = LedgerImport.objects.get()
    page = body(client.get(importing.get_absolute_url()))
    assert importing.counts == {"activities.activities": {"new": 1, "wrong": 1}}
    assert re.search(r"新增 <b>1</b>，\s*有问题 <b>1</b>", page), page[page.index("<main") :][:3000]
    assert "第3行" in page
    assert "张玥的台账" not in page
    marked = client.get(reverse("ledgers:import-marked", args=[importing.pk]))
    assert "“很多”不是数字" in cells(marked.getvalue())[2][6]
    client.post(reverse("ledgers:import-confirm", args=[importing.pk]))
    run_jobs()
    assert [activity.title for activity in Activity.objects.all()] == ["三八宣讲"]
    assert "整批撤回" in body(client.get(importing.get_absolute_url()))
    client.post(reverse("ledgers:import-undo", args=[importing.pk]))
    run_jobs()
    assert not Activity.objects.exists()


def test_what_looks_like_a_record_that_is_there_waits_for_her_word(cast, as_user):
    ActivityFactory(
        organization=cast.village, by=cast.village_chair, starts_on=datetime.date(2026, 3, 8), title="三八宣讲"
    )
    client = as_user(cast.village_chair)
    upload(client, [HEADING, GOOD])
    run_jobs()
    importing = LedgerImport.objects.get()
    assert importing.counts == {"activities.activities": {"doubtful": 1}}
    assert "疑似重复的1行也导入" in body(client.get(importing.get_absolute_url()))
    client.post(reverse("ledgers:import-confirm", args=[importing.pk]), {"keep_doubtful": "on"})
    run_jobs()
    assert Activity.objects.count() == 2


def test_a_word_document_is_refused_at_the_field(cast, as_user):
    file = SimpleUploadedFile("台账.docx", b"PK")
    answer = as_user(cast.village_chair).post(reverse("ledgers:import-create"), {"ledger": "", "file": file})
    assert answer.status_code == 422
    assert "只能导入 .xlsx、.xls 或 .csv" in body(answer)


def test_the_template_is_read_by_the_import_and_explains_its_columns(cast, as_user):
    client = as_user(cast.village_chair)
    content = client.get(reverse("ledgers:ledger-template", args=["activities.activities"])).getvalue()
    assert sheets(content)[:2] == ["活动台账", "填写说明"]
    heading = cells(content)[0]
    assert heading[:4] == ["编号", "日期*", "结束日期", "所属组织"]
    explained = {row[0]: row for row in cells(content, "填写说明")}
    assert explained["日期"][1:3] == ["是", "日期，如 2026-03-08"]
    row = {"日期*": "2026.3.8", "名称*": "三八宣讲", "种类*": "主题宣讲", "参加人次": 56}
    upload(client, [heading, [row.get(label, "") for label in heading]])
    run_jobs()
    assert LedgerImport.objects.get().counts == {"activities.activities": {"new": 1}}


@pytest.mark.slow
def test_the_printed_ledger_is_signed_and_repeats_its_heading(cast, as_user):
    for number in range(45):
        ActivityFactory(organization=cast.village, by=cast.village_chair, title=f"第{number + 1}次宣讲", place="村部")
    answer = as_user(cast.village_chair).get(
        reverse("ledgers:ledger-print", args=["activities.activities"]), {"year": 2025}
    )
    pages = PdfReader(io.BytesIO(answer.content)).pages
    texts = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [842, 595]
    assert len(texts) == 2
    assert "填报单位（盖章）：" in texts[0]
    for words in ("填报人：", "审核人：", "日期："):
        assert words in texts[0]
    assert all("参加人次" in text for text in texts)
    assert [f"第{n}页共2页" in text for n, text in enumerate(texts, start=1)] == [True, True]


def test_the_page_exports_masked_what_the_exchange_has_in_full(cast, as_user):
    rights.household(cast)
    content = as_user(cast.town_chair).get(reverse("ledgers:ledger-export", args=["rights.risk_households"])).getvalue()
    assert rights.NAME not in str(cells(content))
    assert rights.ADDRESS not in str(cells(content))
    assert AccessEvent.objects.get().subject_type == "ledger:rights.risk_households"


def test_home_costs_the_same_with_many_organizations(cast, as_user, django_assert_num_queries):
    client = as_user(cast.town_chair)
    client.get(reverse("ledgers:ledger-home"))
    with django_assert_num_queries(7):
        client.get(reverse("ledgers:ledger-home"))
    assert Organization.objects.count() > 3


def test_after_a_week_the_file_is_gone_and_what_came_of_it_is_still_told(
    cast, as_user, django_capture_on_commit_callbacks
):
    client = as_user(cast.village_chair)
    upload(client, [HEADING, GOOD, WRONG])
    run_jobs()
    LedgerImport.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, [HEADING, GOOD])
    old = LedgerImport.objects.order_by("pk").first()
    assert (old.file_name, old.marked_name, old.problems) == ("", "", [])
    assert old.counts == {"activities.activities": {"new": 1, "wrong": 1}}
    client.post(reverse("ledgers:import-confirm", args=[old.pk]))
    run_jobs()
    assert not Activity.objects.exists()
