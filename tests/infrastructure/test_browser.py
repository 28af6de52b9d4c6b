"""The browser fixtures themselves: what they see, and what they refuse."""

import pytest
from django.db import connection
from playwright.sync_api import Error

from tests.services.browser import axe_violations, sideways, watch

GOOD = '<!doctype html><html lang="zh"><head><title>页</title></head><body><main><h1>月报</h1></main></body></html>'
BAD = '<!doctype html><html><head><title></title></head><body><img src="data:,"><p style="width:3000px">宽</p></body></html>'

pytestmark = pytest.mark.browser


def test_pages_have_the_size_of_a_phone_and_of_a_desk(browser_page):
    assert browser_page.evaluate("window.innerWidth") in (390, 1440)


def test_nothing_outside_can_be_reached(page):
    watched = watch(page, "http://localhost")
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.com/")
    assert watched.outside == ["http://example.com/"]


def test_axe_finds_what_is_wrong_and_nothing_else(page):
    page.set_content(BAD)
    assert sorted(line.split(":")[0] for line in axe_violations(page)) == [
        "document-title",
        "html-has-lang",
        "image-alt",
        "landmark-one-main",
        "page-has-heading-one",
        "region",
    ]
    page.set_content(GOOD)
    assert axe_violations(page) == []


def test_sideways_scrolling_is_measured(phone_page):
    phone_page.set_content(BAD)
    assert sideways(phone_page) > 2000
    phone_page.set_content(GOOD)
    assert sideways(phone_page) == 0


@pytest.mark.django_db
def test_a_test_keeps_its_connection_when_the_browser_starts(request):
    before = connection.connection
    request.getfixturevalue("page")
    connection.ensure_connection()
    assert connection.connection is before
