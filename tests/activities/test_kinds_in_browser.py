"""The form follows the chosen kind at once, takes nothing away, and offers another line."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from activities.models import Activity
from tests.services.browser import PHONE, axe_violations, leads_on, sideways, sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_fields_follow_the_kind_and_come_back_with_what_was_typed(page, live_server, cast):
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.village_chair)
    page.goto(live_server.url + reverse("activities:activity-create") + "?kind=visit")
    households = page.get_by_role("textbox", name="走访户数（户）")
    expect(households).to_be_visible()
    expect(page.get_by_role("button", name="下一步")).to_be_hidden()
    assert (sideways(page), axe_violations(page)) == (0, [])
    households.fill("35余")
    page.get_by_role("radio", name="普法宣讲").check()
    expect(households).to_be_hidden()
    expect(page.get_by_role("textbox", name="讲什么")).to_be_visible()
    expect(page.get_by_role("textbox", name="发放资料")).to_be_visible()
    page.get_by_role("radio", name="走访慰问").check()
    expect(households).to_have_value("35余")
    expect(page.get_by_role("textbox", name="发放资料")).to_be_hidden()
    page.get_by_role("group", name="慰问物资").get_by_role("button", name="再加一行").click()
    page.get_by_role("textbox", name="物资名称，第3行").fill("大米")
    with leads_on(page):
        page.get_by_role("button", name="记下这场活动").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("走访慰问")
    activity = Activity.objects.get()
    assert [str(value) for value in activity.field_values.all()] == ["走访户数：35余户"]
    assert [line.item for line in activity.goods.all()] == ["大米"]
