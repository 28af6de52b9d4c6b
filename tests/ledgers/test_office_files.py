"""Files as offices hand them in, through the pages from the upload to the way back."""

import datetime
import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from activities.models import Activity
from activities.services import change_activity
from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun
from fulian.ledgers.models import LedgerImport
from tests.ledgers.books import cells, run_jobs, xlsx
from tests.ledgers.test_importing import HEADING
from tests.services.support import wait_until

OFFICE_XLS = Path(__file__).with_name("office.xls").read_bytes()
ROW = ["2026-03-08", "石桥村", "三八宣讲", "主题宣讲", 2, 56]


def handed_in(client, name: str, content: bytes):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("ledgers:import-create"), {"ledger": "activities.activities", "file": file})


def an_office_book() -> bytes:
    """A merged title, a merged village, a formula, a text that looks like one, a number that lost its digits, a sum."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("2026年")
        sheet.merge_range("A1:G1", "柳溪镇妇联2026年活动台账")
        for column, label in enumerate([*HEADING, "地点"]):
            sheet.write(1, column, label)
        sheet.merge_range("B3:B4", "石桥村")
        for line, (day, title, people) in enumerate(
            [("2026.3.8", "三八宣讲", "５６"), ("２０２６．３．９", "入户宣讲", "无"), ("2026.3.10", "院落宣讲", "/")],
            start=2,
        ):
            sheet.write_row(line, 0, [day, None if line == 3 else "石桥村", title, "主题宣讲", 1, people])
        sheet.write_formula("F3", "=SUM(H1:H9)", None, 56)
        sheet.write_string("G3", "=HYPERLINK(1)")
        sheet.write_row(5, 0, ["2026.3.11", "石桥村", 1.1e17, "主题宣讲", 1, 3])
        sheet.write(6, 0, "合  计")
        sheet.write_formula("F7", "=SUM(F3:F6)", None, 59)
    return out.getvalue()


def test_an_office_book_from_the_upload_to_the_export(cast, as_user):
    client = as_user(cast.village_chair)
    handed_in(client, "台账.xlsx", an_office_book())
    run_jobs()
    importing = LedgerImport.objects.get()
    assert importing.counts == {"activities.activities": {"new": 3, "wrong": 1}}
    page = client.get(importing.get_absolute_url()).content.decode()
    assert "第6行" in page
    assert "1.1E+17" in page
    client.post(reverse("ledgers:import-confirm", args=[importing.pk]))
    run_jobs()
    found = Activity.objects.order_by("starts_on").values_list("title", "attendances", "place")
    assert list(found) == [("三八宣讲", 56, "=HYPERLINK(1)"), ("入户宣讲", 0, ""), ("院落宣讲", None, "")]
    content = client.get(reverse("ledgers:ledger-export", args=["activities.activities"])).getvalue()
    assert "=HYPERLINK(1)" in cells(content)[1]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("台账.xls", OFFICE_XLS, 2),
        (
            "台账.csv",
            "日期,所属组织,名称,种类,参加人次\n2026.3.8,石桥村,三八宣讲,主题宣讲,５６\n合计,,,,56\n".encode("gbk"),
            1,
        ),
        (
            "台账.CSV",
            "活动时间\t村（社区）\t活动名称\t活动类型\n2026年3月8日\t石桥村\t三八宣讲\t主题宣讲\n".encode("utf-16"),
            1,
        ),
    ],
    ids=["xls", "gbk", "utf-16"],
)
def test_other_formats_through_the_page(cast, as_user, name, content, count):
    client = as_user(cast.village_chair)
    handed_in(client, name, content)
    run_jobs()
    importing = LedgerImport.objects.get()
    client.post(reverse("ledgers:import-confirm", args=[importing.pk]))
    run_jobs()
    assert (Activity.objects.count(), LedgerImport.objects.get().total("wrong")) == (count, 0)


def a_docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def a_bomb() -> bytes:
    """600 MB of nothing in a sheet that says of itself that it is small."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(150):
            part.write(bytes(4 * 1024 * 1024))
    content = bytearray(out.getvalue())
    directory = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 1000)
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "said"), [(a_docx, "这是 Word 文件"), (a_bomb, "展开后太大"), (lambda: b"", "这是一个空文件")], ids=["docx", "bomb", "empty"]
)  # fmt: skip
def test_what_is_no_table_is_refused_at_the_field(cast, as_user, make, said):
    answer = handed_in(as_user(cast.village_chair), "台账.xlsx", make())
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not LedgerImport.objects.exists()


def imported_on_pages(client) -> LedgerImport:
    handed_in(client, "台账.xlsx", xlsx(("活动台账", [HEADING, ROW])))
    run_jobs()
    client.post(reverse("ledgers:import-confirm", args=[LedgerImport.objects.get().pk]))
    run_jobs()
    return LedgerImport.objects.get()


def test_after_a_day_the_page_offers_no_way_back(cast, as_user):
    client = as_user(cast.village_chair)
    importing = imported_on_pages(client)
    assert "整批撤回" in client.get(importing.get_absolute_url()).content.decode()
    LedgerImport.objects.update(finished_at=timezone.now() - datetime.timedelta(days=1, minutes=1))
    assert (
        reverse("ledgers:import-undo", args=[importing.pk])
        not in client.get(importing.get_absolute_url()).content.decode()
    )
    answer = client.post(reverse("ledgers:import-undo", args=[importing.pk]), follow=True)
    assert "超过一天" in answer.content.decode()
    assert Activity.objects.count() == 1


def test_the_page_says_why_an_import_was_not_taken_back(cast, as_user):
    client = as_user(cast.village_chair)
    importing = imported_on_pages(client)
    activity = Activity.objects.get()
    activity.place = "村部"
    change_activity(activity=activity, by=cast.village_chair)
    client.post(reverse("ledgers:import-undo", args=[importing.pk]))
    run_jobs()
    assert "导入以后又改过" in client.get(importing.get_absolute_url()).content.decode()
    assert Activity.objects.count() == 1


@pytest.mark.services
@pytest.mark.slow
def test_a_real_worker_takes_a_file_from_the_page_to_the_end(
    django_db_serialized_rollback, celery_processes, cast, as_user
):
    celery_processes.start("redis")
    client = as_user(cast.village_chair)
    handed_in(client, "台账.xlsx", xlsx(("活动台账", [HEADING, ROW, [*ROW[:5], "很多"]])))

    def is_over(count: int) -> bool:
        return JobRun.objects.filter(state=JobState.DONE).count() == count

    wait_until(lambda: is_over(1), "the file is looked through")
    importing = LedgerImport.objects.get()
    assert importing.counts == {"activities.activities": {"new": 1, "wrong": 1}}
    client.post(reverse("ledgers:import-confirm", args=[importing.pk]))
    wait_until(lambda: is_over(2), "the rows are written")
    assert [activity.title for activity in Activity.objects.all()] == ["三八宣讲"]
    client.post(reverse("ledgers:import-undo", args=[importing.pk]))
    wait_until(lambda: is_over(3), "they are taken back")
    assert not Activity.objects.exists()
