"""The list that every app extends, in the frame of a real request."""

import re

from django.test import Client
from django.urls import reverse

from tests.factories.cast import Cast
from tests.factories.organizations import village


def _page(client: Client, cast: Cast, query: str = "") -> str:
    client.force_login(cast.district_officer, backend="fulian.accounts.backends.NameOrPhoneBackend")
    return client.get(reverse("organizations:organization-list") + query).content.decode()


def test_a_page_shows_all_its_rows_and_turns_once(client, cast):
    for _ in range(40):
        village(cast.town)
    html = _page(client, cast)
    assert html.split("<tbody")[1].split("</tbody>")[0].count("<tr") == 30
    assert html.count('aria-label="翻页"') == 1
    assert "下一页" in html


def test_a_filter_that_finds_nothing_says_so_and_offers_the_way_back(client, cast):
    html = _page(client, cast, "?q=nothing-is-called-so")
    assert "没有符合条件的记录" in html
    assert html.count("清除筛选") >= 1


def test_one_place_of_the_navigation_is_the_current_one(client, cast):
    client.force_login(cast.village_chair, backend="fulian.accounts.backends.NameOrPhoneBackend")
    html = client.get(reverse("activities:quick-entry")).content.decode()
    rail, bottom = html.split('class="bottom-nav"')
    assert len(re.findall(r'aria-current="page"', rail.split("<main")[0])) == 1
    assert re.search(r'class="is-primary" aria-current="page"', bottom)
    assert bottom.count('aria-current="page"') == 1
