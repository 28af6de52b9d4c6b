import io
import uuid

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from fulian.audit.models import AccessEvent
from fulian.inbox.circulars import services
from fulian.inbox.circulars.choices import Ask, Status
from fulian.inbox.circulars.models import Circular
from tests.attachments.photos import image
from tests.circulars.files import PDF, pdf, uploaded
from tests.factories.accounts import person as new_person
from tests.factories.circulars import answered, draft, forwarded, issued, overdue, person, recipient_of
from tests.factories.organizations import village as new_village

LIST = "/circulars/"


@pytest.fixture
def town(cast, as_user):
    return as_user(cast.town_chair)


@pytest.fixture
def village(cast, as_user):
    return as_user(cast.village_chair)


def typed(cast, **changes):
    plain = {
        "title": "关于报送安排的通知", "text": "第一段\n第二段", "picked": [cast.village.pk], "ask": "receipt",
        "question": "参加几人", "options": "参加、不参加", "due_on": "2025.7.18",
    }  # fmt: skip
    return {**plain, **changes}


def sheet_of(response):
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
        .get_sheet_by_index(0)
        .to_python()
    )
    return [[str(cell) for cell in row] for row in rows]


def read(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    if answer.streaming:
        list(answer.streaming_content)


def queries(client, url):
    read(client, url)
    with CaptureQueriesContext(connection) as found:
        read(client, url)
    return len(found)


# ---- from the draft to the answer ------------------------------------------------------------------------------------------


def test_a_circular_is_written_with_files_checked_and_sent(cast, town):
    files = [uploaded("方案.pdf", PDF), image()]
    answer = town.post(f"{LIST}new/", typed(cast, files=files))
    circular = Circular.objects.get()
    assert (answer.status_code, circular.status, circular.options) == (302, Status.DRAFT, ["参加", "不参加"])
    page = town.get(circular.get_absolute_url())
    assert [part.files[0].name for part in page.context["sheet"].parts] == ["方案.pdf"]
    assert len(page.context["sheet"].parts[0].photos) == 1
    town.post(f"{LIST}{circular.pk}/issue/")
    circular.refresh_from_db()
    assert (circular.status, recipient_of(circular).organization) == (Status.ISSUED, cast.village)


def test_a_refused_file_is_named_at_its_field_and_the_text_stays(cast, town):
    answer = town.post(f"{LIST}new/", typed(cast, files=[uploaded("程序.exe", b"MZ")]))
    assert answer.status_code == 422
    assert "程序.exe" in answer.context["form"].errors["files"][0]
    assert "第二段" in answer.content.decode()


def test_one_tap_signs_and_a_double_click_signs_once(cast, village):
    row = recipient_of(issued(cast.town, cast.village, by=cast.town_chair))
    assert "签收" in village.get("/").content.decode()
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = village.post(f"{LIST}recipients/{row.pk}/answer/", {"submission_key": key})
        assert answer["Location"] == row.get_absolute_url()
    row.refresh_from_db()
    assert row.answered_by == cast.village_chair
    assert "circular-card" not in village.get("/").content.decode()


def test_the_home_page_and_the_to_dos_say_what_is_asked_how_long_and_how_often_one_was_reminded(cast, village):
    circular = overdue(issued(cast.town, cast.village, by=cast.town_chair))
    services.remind_recipients(circular=circular, by=cast.town_chair)
    home = village.get("/").content.decode()
    assert "逾期2天" in home
    assert "催过1次" in home
    todos = village.get("/todo/").context["todos"]
    assert [(todo.title, todo.tone) for todo in todos if todo.url == circular.get_absolute_url()] == [
        (f"待签收：{circular.title}", "late")
    ]


def test_a_receipt_is_given_and_changed_on_one_form(cast, village):
    row = recipient_of(issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.RECEIPT))
    url = f"{LIST}recipients/{row.pk}/answer/"
    assert village.post(url, {"text": ""}).status_code == 422
    village.post(url, {"text": "12人，张玥带队"})
    row.refresh_from_db()
    assert village.post(url, {"text": "10人"}).status_code == 422  # she had not seen what is there
    village.post(url, {"text": "10人", "seen": row.seen})
    row.refresh_from_db()
    assert (row.text, row.changed_by) == ("10人", cast.village_chair)


def test_a_signup_says_what_is_wrong_at_its_row(cast, village):
    row = recipient_of(issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.SIGNUP))
    url = f"{LIST}recipients/{row.pk}/answer/"
    answer = village.post(url, {"rows": 2, "p0_0": "周玲", "p0_2": "abc", "p1_1": "执委"})
    assert {name: list(found) for name, found in answer.context["form"].errors.items()} == {
        "p0_2": ["电话请填数字，如13800000000或0571-88880000。"], "p1_0": ["第2人还没有填姓名。"],
    }  # fmt: skip
    assert list(village.post(url, {"rows": 2}).context["form"].errors) == ["p0_0"]
    village.post(url, {"rows": 2, "p0_0": "周玲", "p0_2": "１３８００００００００"})
    row.refresh_from_db()
    assert (row.people, row.signups.get().values["电话"]) == (1, "13800000000")


def test_nobody_to_sign_up_is_an_answer(cast, village):
    row = recipient_of(issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.SIGNUP))
    village.post(f"{LIST}recipients/{row.pk}/answer/", {"rows": 1, "nobody": "on"})
    row.refresh_from_db()
    assert (row.people, row.answer_text) == (0, "不报名")


# ---- passing on, and what those above see of it ----------------------------------------------------------------------------


def test_a_township_passes_it_on_and_the_district_sees_the_answers_through_it(cast, town, as_user):
    first = issued(cast.district, cast.town, by=cast.district_officer)
    page = town.get(f"{LIST}{first.pk}/forward/")
    assert page.context["form"].initial.get("levels") is None
    assert page.context["form"].fields["levels"].initial == ["village"]
    town.post(f"{LIST}{first.pk}/forward/", {"text": "请抓紧", "levels": ["village"], "due_on": "2025-07-10"})
    passed = Circular.objects.get(forwards=first)
    answered(passed, cast.village, by=cast.village_chair)
    page = as_user(cast.district_officer).get(f"{LIST}{first.pk}/answers/")
    line = page.context["branches"][0].lines[0]
    assert (line.passed.answered_count, line.passed.asked_count) == (1, 2)
    assert sheet_of(as_user(cast.district_officer).get(f"{LIST}{first.pk}/answers/export/"))[1:] != []


def test_a_village_reads_the_first_one_on_the_page_of_the_second(cast, village):
    first = issued(cast.district, cast.town, by=cast.district_officer, files=[pdf()])
    passed = forwarded(first, cast.town, cast.village, by=cast.town_chair)
    assert [part.circular for part in village.get(passed.get_absolute_url()).context["sheet"].parts] == [passed, first]
    assert b"".join(village.get(first.files.get().get_absolute_url()).streaming_content) == PDF
    assert [row.pk for row in village.get(LIST).context["page"].rows] == [passed.pk]


def test_a_township_finds_whom_its_villages_signed_up(cast, town):
    first = issued(cast.district, cast.town, by=cast.district_officer, ask=Ask.SIGNUP)
    passed = forwarded(first, cast.town, cast.village, by=cast.town_chair)
    answered(passed, by=cast.village_chair, people=[person("周玲")])
    form = town.get(f"{LIST}recipients/{recipient_of(first).pk}/answer/").context["form"]
    assert form.fields["p0_0"].initial == "周玲"


# ---- files, lists, paper ---------------------------------------------------------------------------------------------------


def test_a_file_comes_as_a_download_under_its_own_name(cast, village):
    file = issued(cast.town, cast.village, by=cast.town_chair, files=[pdf("活动 方案.pdf")]).files.get()
    answer = village.get(file.get_absolute_url())
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert b"".join(answer.streaming_content) == PDF


def test_the_list_of_names_leaves_only_with_the_issuer_and_is_written_down(cast, town, as_user):
    circular = issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.SIGNUP)
    answered(circular, by=cast.village_chair, people=[person("=周玲", 性别="女")])
    rows = sheet_of(town.get(f"{LIST}{circular.pk}/people/"))
    assert rows == [["单位", "姓名", "职务", "电话", "性别"], ["石桥村", "=周玲", "执委", "13800000001", "女"]]
    events = AccessEvent.objects.filter(subject_type="circulars.circular", subject_id=circular.pk)
    assert [(event.what, event.actor_label) for event in events] == [("下载报名表", cast.town_chair.username)]
    assert as_user(cast.district_officer).get(f"{LIST}{circular.pk}/people/").status_code == 404


def test_the_printed_copy_carries_both_texts_and_the_names_of_the_files(cast, village):
    first = issued(cast.district, cast.town, by=cast.district_officer, files=[pdf("方案.pdf")])
    passed = forwarded(first, cast.town, cast.village, by=cast.town_chair, text="请各村抓紧落实。")
    content = pypdf.PdfReader(io.BytesIO(village.get(f"{LIST}{passed.pk}/pdf/").content))
    text = "".join(page.extract_text() for page in content.pages).replace("\n", "")
    for words in ("请各村抓紧落实", "请于本周内报送活动安排", "附件1：方案.pdf", "2025年7月12日前签收"):
        assert words in text


def test_a_draft_is_checked_before_it_goes_and_names_who_cannot_see_it(cast, town):
    empty = new_village(cast.town, "无人村")
    circular = draft(cast.town, empty, cast.village, by=cast.town_chair)
    page = town.get(f"{LIST}{circular.pk}/issue/")
    assert (len(page.context["recipients"]), page.context["unstaffed"]) == (2, ["无人村"])


def test_a_correction_begins_with_what_it_corrects(cast, town):
    circular = issued(cast.town, cast.village, by=cast.town_chair, ask=Ask.RECEIPT)
    form = town.get(f"{LIST}new/?correction={circular.pk}").context["form"]
    assert (form.initial["title"], form.initial["question"], form.initial["follows_as"]) == (
        circular.title,
        circular.question,
        "correction",
    )


@pytest.mark.parametrize("part", ["", "answers/", "answers/export/", "pdf/"])
def test_a_page_costs_as_many_queries_for_thirty_receivers_as_for_one(cast, town, part):
    few = issued(cast.town, cast.village, by=cast.town_chair)
    answered(few, by=cast.village_chair)
    many = issued(cast.town, *[new_village(cast.town, f"第{n}村") for n in range(30)], by=cast.town_chair)
    for row in many.recipients.all()[:10]:
        chair = new_person(row.organization, "village_chair")
        services.answer_circular(recipient=row, by=chair)
    assert queries(town, f"{LIST}{many.pk}/{part}") == queries(town, f"{LIST}{few.pk}/{part}")


def test_the_list_and_the_home_page_cost_the_same_for_one_circular_and_for_thirty(cast, town, village):
    issued(cast.town, cast.village, by=cast.town_chair)
    before = queries(village, LIST), queries(village, "/"), queries(town, LIST), queries(town, "/")
    for _ in range(29):
        issued(cast.town, cast.village, cast.other_village, by=cast.town_chair)
    assert (queries(village, LIST), queries(village, "/"), queries(town, LIST), queries(town, "/")) == before
