"""The frame as a browser shows it: thumb-sized, not wider than the phone, nothing for axe to find, one submission a click."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.design import pages
from tests.services.browser import PHONE, axe_violations, sideways, watch

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
    boxes = [link.bounding_box() for link in page.locator(".bottom-nav a").all()]
    assert len(boxes) == 5
    assert all(box and box["height"] >= SMALLEST_TARGET and box["width"] >= SMALLEST_TARGET for box in boxes)
    page.unroute("**/sample/")
    show(pages.form_page())
    assert page.locator(".bottom-nav").is_hidden()
    button = page.get_by_role("button", name="记下这场活动").bounding_box()
    assert button is not None
    assert button["y"] + button["height"] <= PHONE["height"]


def test_the_menu_opens_and_closes_without_javascript(browser, live_server, browser_context_args):
    context = browser.new_context(**{**browser_context_args, "viewport": PHONE, "java_script_enabled": False})
    page = context.new_page()
    page.route(
        "**/sample/", lambda route: route.fulfill(body=pages.parts_page(), content_type="text/html; charset=utf-8")
    )
    page.goto(f"{live_server.url}/sample/")
    assert page.get_by_role("link", name="荣誉").is_hidden()
    page.get_by_role("link", name="菜单").click()
    assert page.get_by_role("link", name="荣誉").is_visible()
    page.get_by_role("link", name="关闭").click()
    assert page.get_by_role("link", name="荣誉").is_hidden()
    context.close()


def test_a_row_can_be_tapped_anywhere_on_a_phone(page, show):
    page.set_viewport_size(PHONE)
    show(pages.parts_page())
    page.locator("tbody tr").first.click(position={"x": 300, "y": 70})
    assert page.url.endswith("/activities/1/")


def test_a_refused_form_puts_the_reader_at_what_is_wrong_and_leads_to_the_field(page, show):
    show(pages.form_page(REFUSED))
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name=re.compile("^活动名称")).click()
    page.keyboard.type("三八讲座")
    assert page.locator("#id_name").input_value() == "三八讲座"


def test_a_double_click_submits_once(page, show):
    posts: list[str] = []
    show(pages.form_page())
    page.unroute("**/sample/")

    def receive(route: Route) -> None:
        posts.append(route.request.method)
        time.sleep(0.3)
        route.fulfill(status=204)

    page.route("**/sample/", receive)
    page.get_by_role("button", name="记下这场活动").dblclick(no_wait_after=True)
    page.wait_for_timeout(900)
    assert posts == ["POST"]


def test_typing_is_kept_on_the_server_and_failure_is_said(page, show):
    bodies: list[str] = []
    answers = iter([500, 200, 200, 200])

    def keep(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        status = next(answers)
        route.fulfill(status=status, json={"saved_at": "2025-11-21T19:40:00+08:00"})

    page.route("**/drafts/1/", keep)
    show(pages.form_page(draft_url="/drafts/1/"))
    state = page.locator("[data-draft-state]")
    page.locator("#id_name").fill("三八讲座")
    page.wait_for_function("document.querySelector('[data-draft-state]').classList.contains('is-failed')")
    assert state.inner_text() == "未能保存，稍后自动再试。请先不要关闭页面。"
    page.wait_for_function(
        "document.querySelector('[data-draft-state]').textContent.indexOf('已存到服务器') === 0", timeout=8000
    )
    assert state.inner_text() == "已存到服务器 19:40"
    assert "name=%E4%B8%89%E5%85%AB%E8%AE%B2%E5%BA%A7" in bodies[-1]


def test_progress_is_followed_until_the_result_is_there(page, show):
    running = {"state": "running", "percent": 80, "step": "排版", "message": "第 4 步，共 5 步"}
    done = {"state": "done", "percent": 100, "done_url": "/result/"}
    finished: list[bool] = []
    page.route("**/jobs/1/state/", lambda route: route.fulfill(json=done if finished else running))
    page.route("**/result/", lambda route: route.fulfill(body="<title>done</title>", content_type="text/html"))
    show(pages.parts_page(job={"state": "running", "percent": 20, "step": "汇总", "poll_url": "/jobs/1/state/"}))
    page.get_by_text("第 4 步，共 5 步").wait_for()
    assert (
        page.locator("progress").get_attribute("value") == "80"
        or page.evaluate("document.querySelector('progress').value") == 80
    )
    finished.append(True)
    page.wait_for_url("**/result/")
