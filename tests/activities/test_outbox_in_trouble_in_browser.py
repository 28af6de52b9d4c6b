"""快记 on a bad day: a gateway without its server, a device without room, another person's sign-in in the next tab."""

import pytest
from django.http import HttpResponse
from playwright.sync_api import expect

from activities.models import Activity
from activities.views.quick import QuickEntry
from tests.services.browser import PHONE, sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUICK = "/activities/quick/"
NO_ROOM = """IDBObjectStore.prototype.put = function (value) {
  if (value.key) { throw new DOMException("full", "QuotaExceededError"); }
};"""


@pytest.fixture
def phone(page, live_server, cast):
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.village_chair)
    return page


def write(page):
    page.get_by_text("走访慰问", exact=True).first.click()
    page.get_by_role("textbox", name="参加人次").fill("26")


def press(page):
    page.get_by_role("button", name="记下", exact=True).click()


def number(page):
    return page.get_by_role("textbox", name="参加人次")


def test_while_the_server_is_being_renewed_an_entry_waits_and_is_no_conflict(phone, live_server):
    """A gateway's 502 says that the server is not there, however often it is said."""
    asked = []

    def gateway(route):
        if route.request.headers["accept"].startswith("application/json"):
            asked.append(route.request.method)
            route.fulfill(status=502, body="Bad Gateway")
        else:
            route.continue_()

    phone.goto(live_server.url + QUICK)
    write(phone)
    phone.route("**" + QUICK, gateway)
    press(phone)
    while len(asked) < 14:
        phone.evaluate("window.dispatchEvent(new Event('online'))")  # instead of waiting for twenty seconds each time
    expect(phone.locator("[data-outbox] li")).to_contain_text("待上传")
    phone.unroute("**" + QUICK)
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator("[data-outbox] li")).to_contain_text("已存服务器")
    assert Activity.objects.get().attendances == 26


def test_while_the_server_is_being_renewed_the_page_opens_all_the_same(phone, live_server, monkeypatch):
    phone.goto(live_server.url + QUICK)
    phone.evaluate("navigator.serviceWorker.ready.then(found => found.active.state)")
    with monkeypatch.context() as renewed:
        renewed.setattr(QuickEntry, "dispatch", lambda *args, **kwargs: HttpResponse("Bad Gateway", status=502))
        phone.goto(live_server.url + QUICK)
        write(phone)
        press(phone)
        expect(phone.locator("[data-outbox] li")).to_contain_text("待上传")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator("[data-outbox] li")).to_contain_text("已存服务器")
    assert Activity.objects.get().attendances == 26


def test_without_a_line_what_cannot_be_put_down_stays_on_the_page(phone, live_server):
    """Nothing chosen yet, then a device without room: both say so, and neither leaves the page."""
    phone.add_init_script(NO_ROOM)
    phone.goto(live_server.url + QUICK)
    phone.context.set_offline(True)
    press(phone)
    expect(phone.get_by_text("请选一个种类，再按一次。")).to_be_visible()
    write(phone)
    press(phone)
    expect(phone.get_by_text("这台手机也存不下，还没有记下。")).to_be_visible()
    expect(number(phone)).to_have_value("26")
    phone.context.set_offline(False)
    press(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("已记下")
    assert Activity.objects.get().attendances == 26


def test_under_somebody_else_s_session_nothing_is_recorded_and_her_words_stay_where_she_wrote_them(
    phone, live_server, cast
):
    phone.goto(live_server.url + QUICK)
    write(phone)
    other = phone.context.new_page()
    sign_in_browser(other, live_server, cast.village_aide)
    other.goto(live_server.url)
    press(phone)
    expect(phone.get_by_text("这台手机现在由别人登录")).to_be_visible()
    expect(number(phone)).to_have_value("26")
    expect(phone.locator("[data-outbox] li")).to_have_count(0)
    assert Activity.objects.count() == 0
    sign_in_browser(other, live_server, cast.village_chair)
    press(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("已记下")
    assert Activity.objects.get().created_by == cast.village_chair
