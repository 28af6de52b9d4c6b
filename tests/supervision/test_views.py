import datetime
import io
import uuid

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from fulian.indicators.services import load_defaults
from plans.supervision import services
from plans.supervision.choices import Answer, Degree, Status
from plans.supervision.models import Notice, Reply
from tests.factories.accounts import person
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import town as new_town
from tests.factories.plans import PlanFactory, in_force, target_of, task_of
from tests.factories.supervision import draft, issued, overdue, recipient_of, replied

LIST = "/supervision/"


@pytest.fixture
def officer(cast, as_user):
    return as_user(cast.district_officer)


@pytest.fixture
def town(cast, as_user):
    return as_user(cast.town_chair)


@pytest.fixture
def target(cast):
    load_defaults()
    plan = PlanFactory(organization=cast.district, by=cast.district_officer)
    target = target_of(task_of(plan, department="组宣部"), low=200, subject="到院落的宣讲", organization=cast.town)
    in_force(plan, by=cast.leader)
    ActivityFactory(organization=cast.village, sessions=40)
    return target


def typed(cast, **changes):
    plain = {
        "degree": "hint", "title": "关于加快妇女微家建设", "text": "请查明原因。", "needs_reply": "on", "due_on": "2025.7.18",
        "organizations": [cast.town.pk],
    }  # fmt: skip
    return {**plain, **changes}


def messages_of(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


# ---- writing ---------------------------------------------------------------------------------------------------------------


def test_a_notice_is_drafted_checked_and_sent(cast, officer):
    response = officer.post(f"{LIST}new/", typed(cast, departments="组宣部、权益部"))
    notice = Notice.objects.get()
    assert (response.status_code, response["Location"]) == (302, notice.get_absolute_url())
    assert [row.name for row in notice.recipients.all()] == ["柳溪镇", "组宣部", "权益部"]
    page = officer.get(f"{LIST}{notice.pk}/issue/").content.decode()
    assert "主送柳溪镇、组宣部、权益部；2025年7月18日前答复" in page
    officer.post(f"{LIST}{notice.pk}/issue/")
    notice.refresh_from_db()
    assert (notice.status, notice.number_text) == (Status.ISSUED, "工作提示〔2025〕1号")
    assert "工作提示〔2025〕1号" in officer.get(notice.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": ""}, {"title": ["这个字段是必填项。"]}),
        ({"text": ""}, {"text": ["这个字段是必填项。"]}),
        ({"organizations": []}, {"organizations": ["请选主送的下级组织，或写明本级哪个部室。"]}),
        ({"due_on": ""}, {"due_on": ["请填写答复期限。"]}),
        ({"due_on": "2025-07-02"}, {"due_on": ["答复期限要晚于今天。"]}),
        ({"due_on": "2025-02-30"}, {"due_on": ["没有这一天，请按 2025-03-08 这样填。"]}),
        ({"needs_reply": ""}, {"needs_reply": ["工作提示都要答复；只有通报可以不要求答复。"]}),
        ({"departments": "组宣部、组宣部"}, {"departments": ["“组宣部”写了两次，请核对。"]}),
    ],
)
def test_wrong_input_is_answered_at_its_field_with_everything_typed_still_there(cast, officer, changes, expected):
    sent = typed(cast, **({"code_word": "清妇提"} | changes))
    response = officer.post(f"{LIST}new/", sent)
    assert (response.status_code, messages_of(response)) == (422, expected)
    html = response.content.decode()
    for name in ("title", "due_on", "code_word"):
        if sent[name]:
            assert f'name="{name}" value="{sent[name]}"'.replace("2025.7.18", "2025-07-18") in html
    assert Notice.objects.count() == 0


def test_organizations_elsewhere_are_neither_offered_nor_taken(cast, officer, town):
    offered = officer.get(f"{LIST}new/").context["form"].fields["organizations"].queryset
    assert [organization.name for organization in offered] == ["柳溪镇", "东渡街道"]
    assert [o.name for o in town.get(f"{LIST}new/").context["form"].fields["organizations"].queryset] == [
        "石桥村", "梅园社区",
    ]  # fmt: skip
    response = officer.post(f"{LIST}new/", typed(cast, organizations=[cast.outside_town.pk]))
    assert messages_of(response) == {"organizations": ["白沙镇不是清和区的下级，不能主送。"]}


def test_a_double_click_makes_one_notice(cast, officer):
    sent = typed(cast, submission_key=str(uuid.uuid4()))
    first, second = (officer.post(f"{LIST}new/", sent) for _ in range(2))
    assert first["Location"] == second["Location"] == Notice.objects.get().get_absolute_url()


def test_from_a_target_everything_is_filled_in(cast, officer, target):
    form = officer.get(f"{LIST}new/?target={target.pk}").context["form"]
    assert form["text"].value() == (
        "《2025年工作要点》提出“到院落的宣讲”，目标是不少于200场次。"
        "截至2025年7月2日，40场次（40/200，20%），序时进度50%，还差160场次。\n"
        "请对照目标查明原因，说明存在的困难、下一步安排和完成时限。"
    )
    assert (form["title"].value(), form["departments"].value(), form["organizations"].value()) == (
        "关于“到院落的宣讲”进度", "组宣部", [cast.town.pk],
    )  # fmt: skip
    sent = typed(cast, target=target.pk)
    officer.post(f"{LIST}new/", sent)
    assert Notice.objects.get().target == target


def test_a_target_that_she_may_not_see_fills_in_nothing(cast, town, target, as_user):
    for key in (target.pk, 999999, "x", "１"):
        assert town.get(f"{LIST}new/?target={key}").context["about"] is None
    response = town.post(f"{LIST}new/", typed(cast, organizations=[cast.village.pk], target=target.pk))
    assert response.status_code == 422
    assert Notice.objects.count() == 0


def test_raising_offers_only_graver_degrees_and_those_who_have_not_answered(cast, officer):
    hint = overdue(issued(cast.district, cast.town, cast.other_town, by=cast.district_officer))
    replied(hint, cast.other_town, by=cast.other_town_chair)
    assert f"?earlier={hint.pk}" in officer.get(hint.get_absolute_url()).content.decode()
    response = officer.get(f"{LIST}new/?earlier={hint.pk}")
    form = response.context["form"]
    assert [value for value, _ in form.fields["degree"].choices] == ["reminder", "circular"]
    assert (form["degree"].value(), form["organizations"].value()) == (Degree.REMINDER, [cast.town.pk])
    assert "柳溪镇尚未按要求答复" in form["text"].value()
    officer.post(f"{LIST}new/", typed(cast, degree="reminder", escalates=hint.pk))
    later = Notice.objects.get(escalates=hint)
    officer.post(f"{LIST}{later.pk}/issue/")
    assert recipient_of(hint, cast.town).status == Answer.RAISED
    page = officer.get(hint.get_absolute_url()).content.decode()
    assert "已升级为提醒函〔2025〕1号" in page


def test_a_draft_is_edited_and_what_was_issued_is_not(cast, officer):
    notice = draft(cast.district, cast.town, by=cast.district_officer, departments=["组宣部"])
    form = officer.get(f"{LIST}{notice.pk}/edit/").context["form"]
    assert (form["organizations"].value(), form["departments"].value()) == ([cast.town.pk], "组宣部")
    version = notice.updated_at.isoformat()
    officer.post(f"{LIST}{notice.pk}/edit/", typed(cast, title="关于另一件事", version=version))
    notice.refresh_from_db()
    assert (notice.title, [row.name for row in notice.recipients.all()]) == ("关于另一件事", ["柳溪镇"])
    services.issue_notice(notice=notice, by=cast.district_officer)
    for page in ("edit", "issue", "discard"):
        assert officer.get(f"{LIST}{notice.pk}/{page}/")["Location"] == notice.get_absolute_url()
    assert officer.post(f"{LIST}{notice.pk}/discard/").status_code == 422


# ---- answering -------------------------------------------------------------------------------------------------------------


def test_a_recipient_answers_and_the_issuer_sends_back_and_accepts(cast, officer, town):
    notice = issued(cast.district, cast.town, by=cast.district_officer)
    row = recipient_of(notice)
    assert "7月12日前答复，还有10天" in town.get(notice.get_absolute_url()).content.decode()
    assert recipient_of(notice).opened_by == cast.town_chair
    town.post(f"{LIST}recipients/{row.pk}/reply/", {"text": "正在推进。", "done_on": "2025-07-01"})
    judged = officer.get(f"{LIST}recipients/{row.pk}/send-back/")
    assert "正在推进。" in judged.content.decode()
    officer.post(
        f"{LIST}recipients/{row.pk}/send-back/", {"reason": "没有写完成时限", "due_on": "2025-07-20", "seen": "1"}
    )
    page = town.get(notice.get_absolute_url()).content.decode()
    assert ("没有写完成时限" in page, "7月20日前答复，还有18天" in page) == (True, True)
    town.post(f"{LIST}recipients/{row.pk}/reply/", {"text": "8月底前建成。"})
    officer.post(f"{LIST}recipients/{row.pk}/accept/", {"seen": "2"})
    notice.refresh_from_db()
    assert notice.status == Status.CLOSED
    assert town.get(f"{LIST}recipients/{row.pk}/reply/")["Location"] == recipient_of(notice).get_absolute_url()


def test_an_empty_answer_and_a_reasonless_return_are_refused_in_words(cast, officer, town):
    row = recipient_of(issued(cast.district, cast.town, by=cast.district_officer))
    response = town.post(f"{LIST}recipients/{row.pk}/reply/", {"text": "", "done_on": "2025-07-03"})
    assert (response.status_code, messages_of(response)) == (422, {"text": ["请写明答复内容。"]})
    response = town.post(f"{LIST}recipients/{row.pk}/reply/", {"text": "办了。", "done_on": "2025-07-03"})
    assert messages_of(response) == {"done_on": ["办理完成日期不能晚于今天；还没办完就留空。"]}
    town.post(f"{LIST}recipients/{row.pk}/reply/", {"text": "办了。"})
    response = officer.post(f"{LIST}recipients/{row.pk}/send-back/", {"reason": ""})
    assert messages_of(response) == {"reason": ["请写明还缺什么，对方要据此补充。"]}


def test_a_double_click_answers_once(cast, town):
    row = recipient_of(issued(cast.district, cast.town, by=cast.district_officer))
    sent = {"text": "办了。", "submission_key": str(uuid.uuid4())}
    for _ in range(2):
        town.post(f"{LIST}recipients/{row.pk}/reply/", sent)
    assert Reply.objects.count() == 1


def test_an_answer_that_came_meanwhile_is_read_before_it_is_accepted(cast, officer, town):
    row = replied(issued(cast.district, cast.town, by=cast.district_officer), by=cast.town_chair).recipient
    town.post(f"{LIST}recipients/{row.pk}/reply/", {"text": "补充。"})
    response = officer.post(f"{LIST}recipients/{row.pk}/accept/", {"seen": "1"})
    assert messages_of(response) == {"__all__": ["对方刚刚又补充了答复，请先看最新的答复再审核。"]}


# ---- paper -----------------------------------------------------------------------------------------------------------------


def text_of_pdf(response):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)


def test_the_paper_has_its_number_its_addressees_and_the_frozen_figures(cast, officer, target):
    notice = issued(
        cast.district, cast.town, by=cast.district_officer, degree=Degree.REMINDER, target=target, code_word="清妇函"
    )
    ActivityFactory(organization=cast.village, sessions=160)
    response = officer.get(f"{LIST}{notice.pk}/pdf/")
    assert response["Content-Type"] == "application/pdf"
    text = text_of_pdf(response).replace("\n", "")
    for words in (
        "清妇函〔2025〕1号",
        "柳溪镇妇联：",
        "40场次",
        "数据截至2025年7月2日",
        "请于2025年7月12日前书面答复",
        "2025年7月2日",
    ):
        assert words in text
    assert "200场次" in text
    assert text.count("关于加快妇女微家建设的提醒函") == 1
    assert officer.get(f"{LIST}{notice.pk}/pdf/").content == response.content


def test_the_word_file_has_the_same_words(cast, town):
    notice = issued(cast.district, cast.town, cast.other_town, by=cast.district_officer)
    word = docx.Document(io.BytesIO(town.get(f"{LIST}{notice.pk}/docx/").content))
    paragraphs = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    assert [p for p in paragraphs if "妇联：" in p] == ["柳溪镇妇联："]
    assert "工作提示〔2025〕1号" in paragraphs


# ---- the list --------------------------------------------------------------------------------------------------------------


def listed(client, query=""):
    return [str(row) for row in client.get(f"{LIST}{query}").context["page"].rows]


def test_the_list_is_narrowed_by_side_degree_status_year_and_lateness(cast, officer, town):
    overdue(issued(cast.district, cast.town, by=cast.district_officer, title="关于迟的"))
    issued(cast.town, cast.village, by=cast.town_chair, title="关于村里", degree="reminder")
    draft(cast.town, cast.village, by=cast.town_chair, title="关于草稿")
    late, below, unsent = "关于迟的的工作提示", "关于村里的提醒函", "关于草稿的工作提示"
    assert listed(town) == [unsent, below, late]
    assert listed(town, "?side=mine") == [late]
    assert listed(town, "?side=issued") == [unsent, below]
    assert listed(town, "?degree=reminder") == [below]
    assert listed(town, "?status=draft") == [unsent]
    assert listed(town, "?asked=late") == [late]
    assert listed(town, "?asked=open") == [below]
    assert listed(town, "?year=2025") == [below, late]
    assert listed(town, "?year=2024") == []
    assert listed(officer) == [below, late]


def test_the_list_says_who_is_late_and_what_waits(cast, officer, town):
    notice = overdue(issued(cast.district, cast.town, cast.other_town, by=cast.district_officer))
    replied(notice, cast.town, by=cast.town_chair)
    assert "逾期未答复1" in officer.get(LIST).content.decode()
    html = town.get(LIST).content.decode()
    assert ("已答复待审核1" in html, "逾期未答复" in html.split("<table")[1], "东渡街道" in html) == (
        True,
        False,
        False,
    )


def test_an_empty_list_says_so_and_leads_on(cast, officer, as_user):
    assert "还没有工作提示、提醒函和通报" in officer.get(LIST).content.decode()
    village = as_user(cast.village_chair).get(LIST).content.decode()
    assert ("写工作提示" in village, "我们发出的" in village) == (False, False)


def test_the_ledger_has_a_row_for_each_recipient_that_she_may_see(cast, officer, town):
    notice = overdue(issued(cast.district, cast.town, cast.other_town, by=cast.district_officer))
    replied(notice, cast.town, by=cast.town_chair, text="已排出计划。")
    services.make_reminders(now=datetime.datetime.fromisoformat("2025-07-02T10:00:00+08:00"))

    def rows(client, query=""):
        response = client.get(f"{LIST}export/{query}")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)
        head, *body = sheet.to_python()
        return [dict(zip(head, row, strict=True)) for row in body]

    assert [
        (r["主送"], r["文号"], r["答复情况"], r["逾期天数"], r["提醒次数"], r["最近答复内容"]) for r in rows(officer)
    ] == [
        ("柳溪镇", "工作提示〔2025〕1号", "已答复待审核", 0, 0, "已排出计划。"),
        ("东渡街道", "工作提示〔2025〕1号", "待答复", 2, 1, ""),
    ]
    assert [row["主送"] for row in rows(town)] == ["柳溪镇"]
    assert [row["主送"] for row in rows(officer, "?asked=late")] == ["东渡街道"]


# ---- as many queries for many as for one -----------------------------------------------------------------------------------


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        if response.streaming:
            list(response.streaming_content)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["district_officer", "town_chair"])
def test_list_export_and_home_cost_the_same_for_one_notice_and_for_thirty(cast, as_user, role):
    client, pages = as_user(cast[role]), (LIST, f"{LIST}export/", "/", f"{LIST}?asked=late")

    def one_more():
        notice = overdue(issued(cast.district, cast.town, cast.other_town, by=cast.district_officer))
        replied(notice, cast.other_town, by=cast.other_town_chair)

    one_more()
    before = [queries(client, url) for url in pages for _ in range(2)][1::2]
    for _ in range(29):
        one_more()
    assert [queries(client, url) for url in pages] == before


def test_a_notices_page_costs_the_same_for_one_recipient_and_for_thirty(cast, as_user):
    towns = [new_town(cast.district, f"第{n}镇") for n in range(30)]
    for place in towns:
        person(place, "town_chair")
    few, many = (issued(cast.district, *some, by=cast.district_officer) for some in (towns[:1], towns))
    for notice in (few, many):
        for row in notice.recipients.all():
            services.reply_to_notice(recipient=row, text="已办。", by=cast.other_town_chair)
    client = as_user(cast.district_officer)
    queries(client, few.get_absolute_url())
    assert queries(client, many.get_absolute_url()) == queries(client, few.get_absolute_url())
