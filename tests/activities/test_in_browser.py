"""What a village chair does every day, with her thumb: from home to a recorded activity."""

import re
import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from activities.models import Activity
from tests.factories.activities import ActivityFactory
from tests.services.browser import PHONE, axe_violations, leads_on, sideways, sign_in_browser, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(page, live_server, cast):
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.village_chair)
    return page


def test_from_home_to_the_record_with_four_taps_and_one_number(phone, live_server, cast, record_property):
    """Her last kinds stand on her home page: kind, place, the number's field, 记下. Seconds are a machine's, without thinking."""
    ActivityFactory(organization=cast.village, by=cast.village_chair, kind="law_talk", place="村文化广场")
    seen = watch(phone, live_server.url)
    phone.goto(live_server.url)
    started, taps = time.monotonic(), []

    def tap(target):
        taps.append(target)
        target.click()

    with leads_on(phone):
        tap(phone.get_by_role("link", name="普法宣讲"))
    expect(phone.get_by_role("radio", name="普法宣讲")).to_be_checked()
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    assert phone.evaluate("document.documentElement.scrollHeight") <= PHONE["height"]
    tap(phone.get_by_text("村文化广场"))
    expect(phone.get_by_role("radio", name="村文化广场")).to_be_checked()
    tap(phone.get_by_role("textbox", name="参加人次"))
    expect(phone.get_by_role("textbox", name="参加人次")).to_be_focused()
    phone.keyboard.type("１２６")
    with leads_on(phone):
        tap(phone.get_by_role("button", name="记下", exact=True))
    expect(phone.get_by_role("heading", level=1)).to_have_text("已记下")
    record_property("taps", len(taps))
    record_property("seconds", round(time.monotonic() - started, 1))
    assert len(taps) == 4
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    activity = Activity.objects.latest("pk")
    assert (activity.kind.code, activity.starts_on, activity.place, activity.sessions, activity.attendances) == (
        "law_talk", timezone.localdate(), "村文化广场", 1, 126,
    )  # fmt: skip
    assert (seen.outside, seen.console) == ([], [])
    with leads_on(phone):
        phone.get_by_role("link", name="补充内容").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("修改活动")


def test_quick_entry_needs_no_script(new_context, live_server, cast):
    ActivityFactory(organization=cast.village, by=cast.village_chair, kind="visit", place="村文化广场")
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.village_chair)
    page.goto(live_server.url + reverse("activities:quick-entry"))
    page.get_by_text("另一天").click()
    page.locator("[name=starts_on]").fill("2025-11-03")
    page.get_by_text("村文化广场").click()
    page.get_by_role("textbox", name="参加人次").fill("二十几")
    with leads_on(page):
        page.get_by_role("button", name="记下", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("请选一个种类。")
    page.get_by_text("走访慰问", exact=True).click()
    page.get_by_role("textbox", name="参加人次").fill("26")
    with leads_on(page):
        page.get_by_role("button", name="记下", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已记下")
    activity = Activity.objects.latest("pk")
    assert (str(activity.starts_on), activity.place, activity.attendances) == ("2025-11-03", "村文化广场", 26)


def test_a_kind_that_is_folded_away_replaces_the_one_at_hand(phone, live_server):
    phone.goto(live_server.url + reverse("activities:activity-create") + "?kind=law_talk")
    phone.get_by_text("其他种类").click()
    phone.get_by_role("radio", name="巾帼护河").check()
    with leads_on(phone):
        phone.get_by_role("button", name="记下这场活动").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("巾帼护河")
    assert Activity.objects.get().kind.code == "river_care"


def test_what_she_was_typing_comes_back(phone, live_server):
    address = live_server.url + reverse("activities:activity-create")
    phone.goto(address)
    phone.get_by_role("textbox", name="地点", exact=True).fill("村口槐树下")
    expect(phone.locator("[data-draft-state]")).to_have_text(re.compile("^已存到服务器"))
    phone.goto(f"{address}?draft=1")
    expect(phone.get_by_role("textbox", name="地点", exact=True)).to_have_value("村口槐树下")


def test_the_list_fits_a_phone_and_opens_a_record(phone, live_server, cast):
    ActivityFactory(organization=cast.village, title="很长很长的活动名称" * 6, attendances=30)
    phone.goto(live_server.url + reverse("activities:activity-list"))
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    with leads_on(phone):
        phone.get_by_role("link", name="很长很长的活动名称").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("很长很长的活动名称" * 6)
    assert sideways(phone) == 0
