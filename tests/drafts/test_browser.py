"""In a real browser: what is typed is on the server before the form is sent, and comes back."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fulian.drafts.models import Draft
from tests.factories.cast import signed_in
from tests.factories.summaries import written
from tests.services.browser import leads_on

pytestmark = pytest.mark.browser


def test_what_was_typed_is_kept_and_comes_back(live_server, cast, phone_page):
    summary = written(cast, cast.town)
    field = f"[name=paragraph_{summary.paragraphs.last().pk}]"
    cookie = signed_in(cast.town_officer).cookies["fulian_session"].value
    phone_page.context.add_cookies([{"name": "fulian_session", "value": cookie, "url": live_server.url}])
    url = live_server.url + reverse("reports:summary-edit", args=[summary.pk])

    phone_page.goto(url)
    phone_page.fill(field, "开展主题宣讲20场次，写到一半")
    expect(phone_page.locator("[data-draft-state]")).to_have_text(re.compile("已存到服务器"))
    assert Draft.objects.get().user == cast.town_officer

    phone_page.goto(url)
    expect(phone_page.locator(field)).to_have_value("开展主题宣讲20场次。")
    with leads_on(phone_page):
        phone_page.get_by_role("link", name="继续填写").click()
    expect(phone_page.locator(field)).to_have_value("开展主题宣讲20场次，写到一半")
    with leads_on(phone_page):
        phone_page.get_by_role("button", name="保存并排出新一稿").click()
    expect(phone_page.locator("h1")).to_have_text("生成年度工作总结")
    assert not Draft.objects.exists()
    assert summary.paragraphs.last().text == "开展主题宣讲20场次，写到一半"
