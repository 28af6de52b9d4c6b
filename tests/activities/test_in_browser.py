"""What a village chair does every day, with her thumb: from home to a recorded activity."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from activities.models import Activity
from tests.factories.activities import ActivityFactory
from tests.services.browser import PHONE, axe_violations, sideways, sign_in_browser, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(page, live_server, cast):
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.village_chair)
    return page


def test_an_activity_is_recorded_from_home_with_two_taps_and_two_fields(phone, live_server, cast):
    seen = watch(phone, live_server.url)
    phone.goto(live_server.url)
    phone.get_by_role("navigation", name="常记的种类").get_by_role("link", name="普法宣讲").click()
    phone.get_by_role("textbox", name="名称", exact=True).fill("普法进集市")
    phone.get_by_role("textbox", name="参加人次", exact=True).fill("１２６")
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    phone.get_by_role("button", name="记下这场活动").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("普法进集市")
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    activity = Activity.objects.get()
    assert (activity.organization, activity.attendances, activity.kind.code) == (cast.village, 126, "law_talk")
    assert (seen.outside, seen.console) == ([], [])


def test_a_kind_that_is_folded_away_replaces_the_one_at_hand(phone, live_server):
    phone.goto(live_server.url + reverse("activities:activity-create") + "?kind=law_talk")
    phone.get_by_text("其他种类").click()
    phone.get_by_role("radio", name="巾帼护河").check()
    phone.get_by_role("button", name="记下这场活动").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("巾帼护河")
    assert Activity.objects.get().kind.code == "river_care"


def test_what_she_was_typing_comes_back(phone, live_server):
    address = live_server.url + reverse("activities:activity-create")
    phone.goto(address)
    with phone.expect_response(lambda response: "/drafts/" in response.url):
        phone.get_by_role("textbox", name="地点", exact=True).fill("村口槐树下")
    phone.goto(f"{address}?draft=1")
    expect(phone.get_by_role("textbox", name="地点", exact=True)).to_have_value("村口槐树下")


def test_the_list_fits_a_phone_and_opens_a_record(phone, live_server, cast):
    ActivityFactory(organization=cast.village, title="很长很长的活动名称" * 6, attendances=30)
    phone.goto(live_server.url + reverse("activities:activity-list"))
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    phone.get_by_role("link", name="很长很长的活动名称").click()
    assert sideways(phone) == 0
