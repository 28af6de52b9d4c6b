"""The month by thumb on the village's phone, and the township's review at a desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fulian.indicators.services import load_defaults
from reports.choices import Status
from reports.models import MonthlyReport
from reports.services.filing import file_report, file_zero, submit
from reports.services.reviewing import return_report
from tests.factories.activities import ActivityFactory
from tests.factories.reports import BEFORE
from tests.services.browser import DESKTOP, PHONE, axe_violations, leads_on, sideways, sign_in_browser, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _early_november():
    """The browser and the server go by today's clock."""


@pytest.fixture
def at_work(cast):
    load_defaults()
    ActivityFactory(
        organization=cast.village,
        kind="law_talk",
        starts_on=BEFORE.first,
        sessions=3,
        attendances=90,
        by=cast.village_chair,
    )
    return cast


def fits(page) -> bool:
    assert (sideways(page), axe_violations(page)) == (0, [])
    return True


def test_the_village_checks_adds_and_submits_with_her_thumb(at_work, page, live_server):
    seen = watch(page, live_server.url)
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, at_work.village_chair)
    page.goto(live_server.url)
    with leads_on(page):
        page.get_by_role("link", name="去核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{BEFORE.month}月月报")
    assert fits(page)
    page.get_by_text("补充其他指标").click()
    line = page.locator("li.statement__line", has_text="走访慰问").first
    line.locator("summary").click()
    line.get_by_role("textbox").first.fill("３０多")
    with leads_on(page):
        page.get_by_role("button", name="提交月报").click()
    expect(page.get_by_role("alert")).to_contain_text("请说明补充的是什么")
    assert fits(page)
    page.locator("li.statement__line", has_text="走访慰问").get_by_role("textbox").nth(1).fill("入户走访登记本")
    with leads_on(page):
        page.get_by_role("button", name="提交月报").click()
    expect(page.get_by_text("已提交，待审核").first).to_be_visible()
    assert fits(page)
    report = MonthlyReport.objects.with_people().get()
    assert (report.status, report.statement.cell("activity.sessions").value.text()) == (Status.SUBMITTED, "3")
    assert report.statement.cell("care.visits").value.text() == "30余"
    assert (seen.outside, [text for text in seen.console if "422" not in text]) == ([], [])


def test_a_month_without_anything_is_one_tap(at_work, page, live_server):
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, at_work.other_village_chair)
    page.goto(live_server.url + reverse("reports:monthly-report-fill", args=[at_work.other_village.pk, BEFORE]))
    assert fits(page)
    with leads_on(page):
        page.get_by_role("button", name="零报告").click()
    expect(page.get_by_text("零报告（本月无活动）").first).to_be_visible()
    assert MonthlyReport.objects.get().zero_report is True


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_the_township_reviews_and_the_district_looks_on(at_work, page, live_server, size):
    page.set_viewport_size(size)
    report = file_report(organization=at_work.village, month=BEFORE, by=at_work.village_chair)
    return_report(report=report, by=at_work.town_chair, reason="请核对", comments={"activity.attendances": "偏多"})
    report = submit(report=report, by=at_work.village_chair)
    file_zero(organization=at_work.other_village, month=BEFORE, by=at_work.other_village_chair)
    sign_in_browser(page, live_server, at_work.town_chair)
    page.goto(live_server.url + reverse("reports:monthly-report-overview", args=[at_work.town.pk, BEFORE]))
    assert fits(page)
    with leads_on(page):
        page.get_by_role("link", name="石桥村").first.click()
    expect(page.get_by_text("上次意见：偏多")).to_be_visible()
    assert fits(page)
    with leads_on(page):
        page.get_by_role("button", name="审核通过").click()
    expect(page.get_by_text("审核通过。")).to_be_visible()
    assert MonthlyReport.objects.get(pk=report.pk).status == Status.APPROVED
    page.context.clear_cookies()
    sign_in_browser(page, live_server, at_work.district_officer)
    for name in ("monthly-report-overview", "month-close", "reporting-term-update"):
        page.goto(live_server.url + reverse(f"reports:{name}", args=[at_work.district.pk, BEFORE]))
        assert fits(page)
    page.goto(live_server.url + report.get_absolute_url())
    assert fits(page)
