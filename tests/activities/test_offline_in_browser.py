"""No line in the middle of 快记: Chromium really offline, answers lost on the way, two tabs, another person at the same phone."""

import re

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from activities.models import Activity
from fulian.audit.models import AuditEvent
from fulian.core.periods import Month
from fulian.indicators.locks import close_all
from tests.factories.registers import VenueFactory
from tests.services.browser import PHONE, axe_violations, leads_on, sideways, sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUICK = "/activities/quick/"
ENTRIES = """() => new Promise(resolve => {
  const request = indexedDB.open("fulian-outbox");
  request.onupgradeneeded = () => {
    request.result.createObjectStore("entries", {keyPath: "key"});
    request.result.createObjectStore("device", {keyPath: "name"});
  };
  request.onsuccess = () => {
    const all = request.result.transaction("entries").objectStore("entries").getAll();
    all.onsuccess = () => { request.result.close(); resolve(all.result.map(entry => entry.state)); };
  };
})"""


@pytest.fixture
def phone(page, live_server, cast):
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.village_chair)
    return page


def open_quick(page, live_server):
    """The page, with everything kept that is to be there without a line."""
    page.goto(live_server.url + QUICK)
    page.evaluate("navigator.serviceWorker.ready.then(found => found.active.state)")


def write(page, number="26"):
    page.get_by_text("走访慰问", exact=True).first.click()
    page.get_by_role("textbox", name="参加人次").fill(number)


def press(page):
    page.get_by_role("button", name="记下", exact=True).click()


def put_aside(page):
    """Pressed, and it waits on the device: the form is emptied after the entry was put down and is free to be sent again."""
    press(page)
    expect(page.get_by_role("textbox", name="参加人次")).to_have_value("")
    expect(state(page, "待上传").first).to_be_visible()


def state(page, word):
    return page.locator("[data-outbox] li", has_text=word)


def recorded():
    found = list(Activity.objects.order_by("pk").values_list("kind__code", "attendances"))
    assert AuditEvent.objects.filter(event="activities.recorded").count() == len(found)
    return found


def test_what_is_written_without_a_line_waits_and_sends_itself_once(phone, live_server):
    open_quick(phone, live_server)
    write(phone)
    phone.context.set_offline(True)
    put_aside(phone)
    expect(state(phone, "待上传")).to_contain_text("走访慰问")

    phone.goto(live_server.url + QUICK + "?kind=law_talk")  # the page itself opens without a line
    expect(phone.get_by_text("现在没有网，或者网太慢。")).to_be_visible()
    expect(state(phone, "待上传")).to_contain_text("26人次")
    expect(phone.get_by_role("radio", name="普法宣讲")).to_be_checked()
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    phone.get_by_role("textbox", name="参加人次").fill("40")
    put_aside(phone)
    expect(state(phone, "待上传")).to_have_count(2)
    assert recorded() == []

    phone.context.set_offline(False)
    expect(state(phone, "已存服务器")).to_have_count(2)
    phone.reload()
    assert recorded() == [("visit", 26), ("law_talk", 40)]
    assert Activity.objects.filter(starts_on=timezone.localdate()).count() == 2


def test_the_whole_form_waits_as_well(phone, live_server):
    phone.goto(live_server.url + reverse("activities:activity-create") + "?kind=visit")
    phone.get_by_role("textbox", name="地点", exact=True).fill("村口槐树下")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="记下这场活动").click()
    expect(state(phone, "待上传")).to_contain_text("走访慰问")
    phone.context.set_offline(False)
    expect(state(phone, "已存服务器")).to_be_visible()
    assert (recorded(), Activity.objects.get().place) == ([("visit", None)], "村口槐树下")


def test_an_answer_that_is_lost_on_the_way_and_two_tabs_make_one_record(phone, live_server):
    """The browser is closed as well before it learns what became of the entry."""
    open_quick(phone, live_server)
    write(phone)

    def cut_after_it_arrived(route):
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.route("**" + QUICK, cut_after_it_arrived)
    put_aside(phone)
    assert recorded() == [("visit", 26)]

    context = phone.context
    phone.close()
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(live_server.url + QUICK)
    for tab in tabs:
        tab.evaluate("window.dispatchEvent(new Event('online'))")
    for tab in tabs:
        expect(state(tab, "已存服务器")).to_be_visible()
    assert recorded() == [("visit", 26)]


def test_a_conflict_says_why_and_is_put_right_with_everything_typed_still_there(phone, live_server, cast):
    venue = VenueFactory(organization=cast.village)
    open_quick(phone, live_server)
    write(phone)
    phone.get_by_text(venue.name).click()
    phone.context.set_offline(True)
    put_aside(phone)
    with transaction.atomic():
        close_all(organizations=[cast.village], month=Month.of(timezone.localdate()), by=cast.town_chair)
    phone.context.set_offline(False)
    expect(state(phone, "有冲突")).to_contain_text("已锁定")
    assert recorded() == []

    phone.get_by_role("link", name="打开修改").click()
    expect(phone.get_by_role("textbox", name="参加人次")).to_have_value("26")
    expect(phone.get_by_role("radio", name=venue.name)).to_be_checked()
    phone.get_by_text("另一天").click()
    last_month = Month.of(timezone.localdate()).plus(-1).period.start
    phone.locator("[name=starts_on]").fill(last_month.isoformat())
    with leads_on(phone):
        press(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("已记下")
    activity = Activity.objects.get()
    assert (recorded(), activity.starts_on, activity.venue) == ([("visit", 26)], last_month, venue)
    expect(phone.locator("[data-outbox] li")).to_have_count(0)


def test_a_session_that_ended_keeps_the_entry_until_she_is_back_and_gives_it_to_nobody_else(phone, live_server, cast):
    open_quick(phone, live_server)
    write(phone)
    phone.context.clear_cookies()
    put_aside(phone)
    expect(phone.get_by_text("登录已过期。")).to_be_visible()
    sign_in_browser(phone, live_server, cast.village_chair)
    phone.goto(live_server.url)  # any page takes the queue up again
    expect(state(phone, "已存服务器")).to_be_visible()
    assert recorded() == [("visit", 26)]

    phone.goto(live_server.url + QUICK)
    write(phone, "99")
    phone.context.clear_cookies()
    put_aside(phone)
    sign_in_browser(phone, live_server, cast.village_aide)
    phone.goto(live_server.url)
    expect(phone.locator("[data-outbox]").first).to_be_hidden()
    phone.wait_for_function(f"async () => (await ({ENTRIES})()).length === 0")
    assert recorded() == [("visit", 26)]


def test_signing_out_asks_once_and_empties_the_device(phone, live_server, tmp_path):
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (40, 30), "red").save(photo)
    open_quick(phone, live_server)
    write(phone)
    phone.locator("[name=photos]").set_input_files(photo)
    expect(phone.locator(".photo-picks img")).to_have_count(1)
    phone.context.set_offline(True)
    put_aside(phone)
    phone.route(re.compile(QUICK + "$"), lambda route: route.abort())  # the line is back, only for the rest
    phone.context.set_offline(False)
    asked = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    phone.locator(".page-head__menu").click()
    with leads_on(phone):
        phone.get_by_role("button", name="退出").click()
    expect(phone).to_have_url(re.compile(reverse("accounts:sign-in")))
    assert asked == ["这台手机上还有1条没有存到服务器，退出就会删掉。真的要退出吗？"]
    assert phone.evaluate("indexedDB.databases().then(found => found.map(one => one.name))") == []  # nor a photo
    assert phone.evaluate("caches.keys()") == []
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    assert recorded() == []
