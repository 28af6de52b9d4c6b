import datetime
import uuid
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from reports.choices import Status
from reports.models import Correction, MonthlyReport, Reminder, ReportingTerm
from reports.services.closing import close_month
from reports.services.filing import Entry, file_zero, open_report, save_draft, submit
from reports.services.reviewing import approve, return_report
from tests.factories import organizations as trees
from tests.factories.accounts import person
from tests.factories.activities import ActivityFactory
from tests.factories.reports import OCTOBER, ManualIndicatorFactory, added, submitted

pytestmark = pytest.mark.django_db
IN_OCTOBER = datetime.date(2026, 10, 12)


def url(name, organization, month=OCTOBER):
    return reverse(f"reports:{name}", args=[organization.pk, month])


def text(response):
    return response.content.decode()


@pytest.fixture
def chair(cast, as_user):
    return as_user(cast.village_chair)


@pytest.fixture
def town(cast, as_user):
    return as_user(cast.town_chair)


@pytest.fixture
def officer(cast, as_user):
    return as_user(cast.district_officer)


def typed(**fields):
    return {
        "revision": 0,
        "action": "submit",
        **{name.replace("__", "-", 1).replace("__", "."): value for name, value in fields.items()},
    }


# ---- the sheet -------------------------------------------------------------------------------------------------------------


def test_the_door_leads_each_to_her_own_page(cast, as_user):
    door = reverse("reports:monthly-report-list")
    places = {
        "village_chair": reverse("reports:monthly-report-year", args=[cast.village.pk]),
        "town_officer": url("monthly-report-overview", cast.town),
        "leader": url("monthly-report-overview", cast.district),
    }
    assert {role: as_user(cast[role]).get(door).url for role in places} == places


def test_the_sheet_shows_what_the_records_say_with_a_link_to_them(cast, chair, sessions, visits):
    ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER, sessions=3)
    page = text(chair.get(url("monthly-report-fill", cast.village)))
    trace = reverse("indicators:figure-trace", args=["test.sessions", cast.village.pk, str(OCTOBER)])
    assert f'<span>记录 <a href="{trace}">3</a></span>' in page
    assert "零报告（本月无活动）</button>" not in page
    assert not MonthlyReport.objects.exists()


def test_full_width_digits_and_approximate_numbers_are_understood(cast, chair, visits):
    data = typed(**{"added-test.visits": "２００余", "note-test.visits": "登记本"})
    response = chair.post(url("monthly-report-fill", cast.village), data)
    report = MonthlyReport.objects.with_people().get()
    assert response.url == report.get_absolute_url()
    assert (report.status, report.statement.cell("test.visits").value) == (Status.SUBMITTED, Quantity.of(200, "over"))


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("-5", "不能是负数。多记了请去改记录。"),
        ("很多", "请填数字，如 12、200余、约35。"),
        ("1.5", "这一项要填整数。"),
        ("1.2.3", "请填数字，如 12、200余、约35。"),
        ("999999999", "这个数太大了，请核对。"),
    ],
)
def test_wrong_input_is_told_at_its_cell_and_nothing_typed_is_lost(cast, chair, visits, number, message):
    data = typed(**{"added-test.visits": number, "note-test.visits": "登记本", "highlights": "重阳节包饺子"})
    response = chair.post(url("monthly-report-fill", cast.village), data)
    assert response.status_code == 422
    assert response.context["form"].errors == {"added-test.visits": [message]}
    page = text(response)
    assert f'value="{number}"' in page
    assert 'value="登记本"' in page
    assert "重阳节包饺子" in page
    assert not MonthlyReport.objects.exists()


def test_a_missing_note_is_asked_for_at_its_cell(cast, chair, visits):
    data = typed(**{"added-test.visits": "12", "highlights": "重阳节包饺子"})
    response = chair.post(url("monthly-report-fill", cast.village), data)
    assert response.context["form"].errors == {
        "note-test.visits": ["请说明补充的是什么、从哪里来，如“入户走访登记本”。"]
    }
    assert 'value="12"' in text(response)
    assert "重阳节包饺子" in text(response)


def test_a_draft_may_be_saved_without_its_note(cast, chair, visits):
    response = chair.post(
        url("monthly-report-fill", cast.village), typed(**{"added-test.visits": "12", "action": "save"})
    )
    assert response.url == url("monthly-report-fill", cast.village)
    assert MonthlyReport.objects.with_people().get().statement.cells == {"test.visits": {"added": "12"}}


def test_not_applicable_and_a_number_exclude_each_other(cast, chair, visits):
    data = typed(**{"added-test.visits": "1", "note-test.visits": "x", "na-test.visits": "on"})
    response = chair.post(url("monthly-report-fill", cast.village), data)
    assert response.context["form"].errors == {"na-test.visits": ["填了数，就不能再选“不适用”。"]}


def test_a_double_click_submits_once(cast, chair, visits):
    data = typed(**{"added-test.visits": "12", "note-test.visits": "登记本", "submission_key": str(uuid.uuid4())})
    first = chair.post(url("monthly-report-fill", cast.village), data)
    second = chair.post(url("monthly-report-fill", cast.village), data)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert MonthlyReport.objects.get().decisions.count() == 1


def test_somebody_else_changed_it_meanwhile(cast, chair, visits):
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_aide)
    save_draft(report=report, by=cast.village_aide, entries={"test.visits": added(3)})
    mine = typed(**{"added-test.visits": "12", "note-test.visits": "登记本"})
    response = chair.post(url("monthly-report-fill", cast.village), mine)
    assert response.status_code == 409
    assert [(row.label, row.mine, row.theirs) for row in response.context["clash"].rows] == [
        ("入户走访（户）：本月数", "12", "3"), ("入户走访（户）：说明", "登记本", "入户走访登记本"),
    ]  # fmt: skip
    assert 'name="revision" value="1"' in text(response)
    assert '<input type="hidden" name="action" value="submit">' in text(response)
    again = chair.post(url("monthly-report-fill", cast.village), {**mine, "revision": 1})
    assert again.status_code == 302
    assert MonthlyReport.objects.with_people().get().statement.cells["test.visits"]["added"] == "12"


def test_zero_report_in_one_tap(cast, chair, visits):
    assert "零报告（本月无活动）</button>" in text(chair.get(url("monthly-report-fill", cast.village)))
    response = chair.post(url("monthly-report-zero", cast.village))
    report = MonthlyReport.objects.get()
    assert (response.url, report.status, report.zero_report) == (report.get_absolute_url(), Status.SUBMITTED, True)


def test_zero_report_with_records_says_so(cast, chair, sessions):
    ActivityFactory(organization=cast.village, starts_on=IN_OCTOBER)
    response = chair.post(url("monthly-report-zero", cast.village))
    assert response.status_code == 422
    assert "这个月已经有记录，不能报零报告。" in text(response)


def test_a_month_of_a_village_that_was_not_there_gets_its_reason(cast, as_user):
    young = trees.village(cast.town, "新村", opened_on=datetime.date(2026, 11, 1))
    response = as_user(person(young, "village_chair")).get(url("monthly-report-fill", young))
    assert response.status_code == 422
    assert "10月时还没有新村" in text(response)


def test_impossible_months_do_not_exist(cast, chair):
    for month in ("2026-13", "0000-01"):
        assert chair.get(f"/reports/months/{cast.village.pk}/{month}/fill/").status_code == 404


def test_a_returned_report_shows_why_at_its_cell(cast, chair, visits):
    report = submitted(cast.village, cast.village_chair, visits, 5)
    return_report(report=report, by=cast.town_chair, reason="走访数偏多", comments={"test.visits": "和登记本不符"})
    page = text(chair.get(url("monthly-report-fill", cast.village)))
    assert "走访数偏多" in page
    assert "退回意见：和登记本不符" in page
    assert 'value="5"' in page


def test_a_submitted_report_is_looked_at_not_filled_in(cast, chair, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    assert chair.get(url("monthly-report-fill", cast.village)).url == report.get_absolute_url()
    page = text(chair.get(report.get_absolute_url()))
    assert reverse("reports:monthly-report-withdraw", args=[report.pk]) in page
    assert chair.post(reverse("reports:monthly-report-withdraw", args=[report.pk])).url == url(
        "monthly-report-fill", cast.village
    )


def test_last_months_number_stands_beside(cast, chair, visits, time_machine):
    submitted(cast.village, cast.village_chair, visits, 17, month=Month(2026, 9))
    assert '<span class="statement__was">上月 17</span>' in text(chair.get(url("monthly-report-fill", cast.village)))


def test_the_year_lists_its_months(cast, chair, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    page = chair.get(reverse("reports:monthly-report-year", args=[cast.village.pk]))
    assert report.get_absolute_url() in text(page)
    assert [month.month for month, _ in page.context["months"]] == list(range(11, 0, -1))


# ---- review ----------------------------------------------------------------------------------------------------------------


def review(report):
    return reverse("reports:monthly-report-review", args=[report.pk])


def test_the_township_approves_and_goes_on_to_its_list(cast, town, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    page = town.get(review(report))
    response = town.post(
        review(report), {"action": "approve", "revision": report.revision, "seen": page.context["seen"]}
    )
    assert response.url == url("monthly-report-overview", cast.town)
    assert MonthlyReport.objects.get().status == Status.APPROVED


def test_the_township_returns_with_remarks(cast, town, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    data = {"action": "return", "revision": report.revision, "reason": "请核对", "comment-test.visits": "偏多"}
    assert town.post(review(report), data).status_code == 302
    assert MonthlyReport.objects.get().decisions.first().comments == {"test.visits": "偏多"}


def test_returning_without_a_reason_keeps_the_remarks(cast, town, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    response = town.post(
        review(report), {"action": "return", "revision": report.revision, "comment-test.visits": "偏多"}
    )
    assert response.status_code == 422
    assert response.context["form"].errors == {"reason": ["请写明退回的原因，下面要据此修改。"]}
    assert 'value="偏多"' in text(response)


def test_remarks_and_approval_contradict_each_other(cast, town, visits):
    report = submitted(cast.village, cast.village_chair, visits)
    response = town.post(
        review(report), {"action": "approve", "revision": report.revision, "comment-test.visits": "偏多"}
    )
    assert response.context["form"].non_field_errors() == ["您写了意见：要退回，请按“退回修改”；要通过，请先清空意见。"]


def test_what_changed_since_the_return_is_marked(cast, town, visits):
    report = return_report(
        report=submitted(cast.village, cast.village_chair, visits, 5), by=cast.town_chair, reason="请核对"
    )
    report = save_draft(report=report, by=cast.village_chair, entries={"test.visits": added(3)})
    page = text(town.get(review(submit(report=report, by=cast.village_chair))))
    assert 'class="statement__line is-changed"' in page
    assert "退回时 5户" in page


def test_the_second_reviewer_is_told(cast, town, visits, as_user):
    report = submitted(cast.village, cast.village_chair, visits)
    page = town.get(review(report))
    approve(report=report, by=cast.town_officer)
    response = town.post(
        review(report), {"action": "approve", "revision": report.revision, "seen": page.context["seen"]}
    )
    assert response.status_code == 422
    assert "刚刚被别人处理过" in text(response)


def test_nobody_reviews_her_own_month(cast, town, visits):
    report = submitted(cast.town, cast.town_chair, visits)
    assert town.get(review(report)).status_code == 403
    assert "去审核" not in text(town.get(report.get_absolute_url()))


# ---- overview and closing --------------------------------------------------------------------------------------------------


def test_the_overview_adds_up(cast, officer, visits):
    approve(report=submitted(cast.village, cast.village_chair, visits), by=cast.town_chair)
    submitted(cast.other_village, cast.other_village_chair, visits)
    page = officer.get(url("monthly-report-overview", cast.district))
    assert page.context["overview"].tally.text == "应报5＝已通过1＋待审核1＋退回修改0＋未报3"
    assert [group.tally.text for group in page.context["groups"]] == [
        "应报3＝已通过1＋待审核1＋退回修改0＋未报1",
        "应报2＝已通过0＋待审核0＋退回修改0＋未报2",
    ]
    only = officer.get(url("monthly-report-overview", cast.district) + "?status=submitted")
    assert [line.organization for line in only.context["shown"]] == [cast.other_village]


def _fill(cast, count):
    for number in range(count):
        village = trees.village(cast.town, f"第{number}村")
        if number % 2:
            file_zero(organization=village, month=OCTOBER, by=cast.town_chair)


@pytest.mark.parametrize("place", ["district", "town"])
def test_the_overview_costs_the_same_with_1_and_30_villages(cast, as_user, visits, place):
    client = as_user(cast.district_officer)
    address = url("monthly-report-overview", getattr(cast, place))
    _fill(cast, 1)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    _fill(cast, 30)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_month_is_exported_with_what_was_written(cast, town, visits):
    submitted(cast.village, cast.village_chair, visits)
    file_zero(organization=cast.far_village, month=OCTOBER, by=cast.other_town_chair)
    content = b"".join(town.get(url("monthly-report-export", cast.town)).streaming_content)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[:5] for row in rows] == [
        ["组织", "月份", "状态", "零报告", "逾期"],
        ["石桥村", "2026年10月", "已提交，待审核", "", ""],
    ]
    assert rows[1][9] == "办了一场亲子阅读。"


def test_reminding_from_the_overview(cast, town):
    assert town.post(url("monthly-report-remind", cast.town)).url == url("monthly-report-overview", cast.town)
    assert Reminder.objects.count() == 2


def test_the_district_sets_its_dates(cast, officer):
    data = {"due_on": "2026.11.8", "lock_on": "2026年11月15日"}
    assert officer.post(url("reporting-term-update", cast.district), data).status_code == 302
    term = ReportingTerm.objects.get()
    assert (term.due_on, term.lock_on) == (datetime.date(2026, 11, 8), datetime.date(2026, 11, 15))
    wrong = officer.post(url("reporting-term-update", cast.district), {"due_on": "2026-11-31", "lock_on": "2026-11-15"})
    assert list(wrong.context["form"].errors) == ["due_on"]


def test_closing_names_what_was_not_reviewed_and_wants_it_ticked(cast, as_user, visits, time_machine):
    report = submitted(cast.village, cast.village_chair, visits)
    time_machine.move_to(datetime.datetime(2026, 11, 11, 4, 0, tzinfo=datetime.UTC), tick=False)
    officer = as_user(cast.district_officer)
    page = text(officer.get(url("month-close", cast.district)))
    assert "梅园社区" in page
    refused = officer.post(url("month-close", cast.district), {})
    assert refused.context["form"].errors == {"seen": ["请逐一看过后勾选。"]}
    assert officer.post(url("month-close", cast.district), {"seen": [report.pk]}).status_code == 302
    assert ReportingTerm.objects.get().closed


def test_closing_too_early_says_what_to_do(cast, officer):
    response = officer.post(url("month-close", cast.district), {})
    assert response.status_code == 422
    assert "请到期再关账，或先改锁定日期。" in text(response)


def test_a_correction_starts_from_what_was_left_out(cast, as_user, visits, time_machine):
    report = submitted(cast.village, cast.village_chair, visits, 5)
    time_machine.move_to(datetime.datetime(2026, 11, 11, 4, 0, tzinfo=datetime.UTC), tick=False)
    officer = as_user(cast.district_officer)
    close_month(district=cast.district, month=OCTOBER, by=cast.district_officer, seen={report.pk})
    address = reverse("reports:correction-create", args=[report.pk])
    page = text(officer.get(report.get_absolute_url()))
    assert f'href="{address}?indicator=test.visits&amp;value=5"' in page
    assert officer.get(f"{address}?indicator=test.visits&value=5").context["form"].initial["indicator"] == visits
    wrong = officer.post(address, {"indicator": visits.pk, "value": "-1", "reason": ""})
    assert wrong.context["form"].errors == {
        "value": ["不能是负数。多记了请去改记录。"],
        "reason": ["请写明原因和依据。"],
    }
    assert (
        officer.post(address, {"indicator": visits.pk, "value": "５", "reason": "登记本为证"}).url
        == report.get_absolute_url()
    )
    assert str(Correction.objects.get()) == "更正〔2026〕1号"
    after = text(officer.get(report.get_absolute_url()))
    assert "更正〔2026〕1号" in after
    assert "没有计入的补充数" not in after


def test_an_entry_marked_not_applicable_is_written_out(cast, chair, visits):
    other = ManualIndicatorFactory(code="test.other", name="上门服务")
    report = open_report(organization=cast.village, month=OCTOBER, by=cast.village_chair)
    save_draft(
        report=report,
        by=cast.village_chair,
        entries={other.code: Entry(not_applicable=True), "test.visits": Entry(Quantity.of(0))},
    )
    page = text(chair.get(report.get_absolute_url()))
    assert '<span class="statement__total num">不适用</span>' in page
    assert '<span class="statement__total num">0<span class="unit">户</span></span>' in page
