"""The frame as a browser shows it: thumb-sized, not wider than the phone, nothing for axe to find, one submission a click."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.design import pages
from tests.services.browser import PHONE, axe_violations, leads_on, sideways, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

REFUSED = {"name": "", "kind": "law", "themes": ["1"], "held_on": "2025-02-30", "sessions": "两"}
SMALLEST_INPUT = 48  # CSS pixels
SMALLEST_TARGET = 44


@pytest.fixture
def show(page: Page, live_server) -> Callable[[str], Page]:
    """Opens a page of ours at the test server, so that its styles and scripts are the real files."""

    def open_it(html: str) -> Page:
        page.route("**/sample/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(f"{live_server.url}/sample/")
        return page

    return open_it


@pytest.mark.parametrize(
    "html",
    [
        pages.parts_page,
        lambda: pages.parts_page(type_size="large"),
        pages.form_page,
        lambda: pages.form_page(REFUSED, type_size="large"),
    ],
    ids=["parts", "parts, large", "form", "refused form, large"],
)
def test_a_page_fits_passes_axe_and_asks_nobody_else(browser_page, show, live_server, html):
    seen = watch(browser_page, live_server.url)
    show(html())
    assert sideways(browser_page) == 0
    assert axe_violations(browser_page) == []
    assert (seen.outside, seen.console) == ([], [])


def test_inputs_are_big_enough_for_a_thumb_and_do_not_make_the_phone_zoom(page, show):
    page.set_viewport_size(PHONE)
    show(pages.form_page())
    sizes = page.eval_on_selector_all(
        ".field input:not([type=radio]):not([type=checkbox]), .field select, .field textarea, .chip",
        "all => all.map(e => [e.offsetHeight, parseFloat(getComputedStyle(e).fontSize)])",
    )
    assert sizes
    assert [size for size in sizes if size[0] < SMALLEST_INPUT or size[1] < 16] == []


def test_navigation_is_at_the_thumb_and_the_button_of_a_form_takes_its_place(page, show):
    page.set_viewport_size(PHONE)
    show(pages.parts_page())
    expect(page.locator(".bottom-nav a")).to_have_count(5)
    boxes = [link.bounding_box() for link in page.locator(".bottom-nav a").all()]
    assert all(box and box["height"] >= SMALLEST_TARGET and box["width"] >= SMALLEST_TARGET for box in boxes)
    page.unroute("**/sample/")
    show(pages.form_page())
    expect(page.locator(".bottom-nav")).to_be_hidden()
    button = page.get_by_role("button", name="记下这场活动").bounding_box()
    assert button is not None
    assert button["y"] + button["height"] <= PHONE["height"]


def test_the_menu_opens_and_closes_without_javascript(new_context, live_server):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size(PHONE)
    page.route(
        "**/sample/", lambda route: route.fulfill(body=pages.parts_page(), content_type="text/html; charset=utf-8")
    )
    page.goto(f"{live_server.url}/sample/")
    expect(page.get_by_role("link", name="菜单")).to_be_visible()
    expect(page.get_by_role("link", name="荣誉")).to_be_hidden()
    page.get_by_role("link", name="菜单").click()
    expect(page.get_by_role("link", name="荣誉")).to_be_visible()
    page.get_by_role("link", name="关闭").click()
    expect(page.get_by_role("link", name="荣誉")).to_be_hidden()


def test_a_row_can_be_tapped_anywhere_on_a_phone(page, show):
    page.set_viewport_size(PHONE)
    show(pages.parts_page())
    page.route("**/activities/1/", lambda route: route.fulfill(body="<title>record</title>", content_type="text/html"))
    page.locator("tbody tr").first.click(position={"x": 300, "y": 70})
    expect(page).to_have_url(re.compile("/activities/1/$"))


def test_a_refused_form_puts_the_reader_at_what_is_wrong_and_leads_to_the_field(page, show):
    show(pages.form_page(REFUSED))
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name=re.compile("^活动名称")).click()
    expect(page.locator("#id_name")).to_be_focused()
    page.keyboard.type("三八讲座")
    expect(page.locator("#id_name")).to_have_value("三八讲座")


def test_a_double_click_submits_once(page, show):
    posts: list[str] = []
    show(pages.form_page())
    page.unroute("**/sample/")

    def receive(route: Route) -> None:
        posts.append(route.request.method)
        route.fulfill(status=204)  # the page stays, and what a second click asks for comes too

    page.route("**/sample/", receive)
    page.route("**/afterwards/", lambda route: route.fulfill(body="afterwards"))
    # Chromium itself drops the first of two quick submissions: what the page did with each is asked as well
    page.evaluate(
        "window.stopped = []; addEventListener('submit', event => window.stopped.push(event.defaultPrevented))"
    )
    with page.expect_response("**/sample/"):
        page.get_by_role("button", name="记下这场活动").dblclick(no_wait_after=True)
    with page.expect_response("**/afterwards/"):  # a second submission would come before this
        page.evaluate("void fetch('/afterwards/')")
    assert (posts, page.evaluate("window.stopped")) == (["POST"], [False, True])


def test_typing_is_kept_on_the_server_and_failure_is_said(page, show):
    bodies: list[str] = []
    recovered: list[bool] = []

    def keep(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        status = 200 if recovered else 500
        route.fulfill(status=status, json={"saved_at": "2025-11-21T19:40:00+08:00"})

    page.route("**/drafts/1/", keep)
    show(pages.form_page(draft_url="/drafts/1/"))
    state = page.locator("[data-draft-state]")
    page.locator("#id_name").fill("三八讲座")
    expect(state).to_have_class(re.compile("is-failed"))
    expect(state).to_have_text("未能保存，稍后自动再试。请先不要关闭页面。")
    recovered.append(True)
    expect(state).to_have_text("已存到服务器 19:40")
    expect(state).not_to_have_class(re.compile("is-failed"))
    assert "name=%E4%B8%89%E5%85%AB%E8%AE%B2%E5%BA%A7" in bodies[-1]


def test_progress_is_followed_until_the_result_is_there(page, show):
    running = {"state": "running", "percent": 80, "step": "排版", "message": "第 4 步，共 5 步"}
    done = {"state": "done", "percent": 100, "done_url": "/result/"}
    finished: list[bool] = []
    page.route("**/jobs/1/state/", lambda route: route.fulfill(json=done if finished else running))
    page.route("**/result/", lambda route: route.fulfill(body="<title>done</title>", content_type="text/html"))
    show(pages.parts_page(job={"state": "running", "percent": 20, "step": "汇总", "poll_url": "/jobs/1/state/"}))
    expect(page.get_by_text("第 4 步，共 5 步")).to_be_visible()
    expect(page.locator("progress")).to_have_js_property("value", 80)
    with leads_on(page):
        finished.append(True)
    expect(page).to_have_url(re.compile("/result/$"))
