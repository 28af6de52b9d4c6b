"""What stays on a telephone after somebody's trouble was typed into it."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from rights.models import Case
from tests.factories.cast import signed_in
from tests.factories.rights import NAME, PHONE, REQUEST, category
from tests.services.browser import leads_on

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def open_as(page, live_server, user, address):
    cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto(live_server.url + address)


def test_a_lead_is_reported_on_a_phone_and_going_back_does_not_show_it_again(cast, live_server, phone_page):
    open_as(phone_page, live_server, cast.village_chair, "/")
    with leads_on(phone_page):
        phone_page.get_by_role("link", name="求助线索上报").last.click()
    phone_page.get_by_label("发现了什么情况").fill(REQUEST)
    phone_page.get_by_label("需要帮助的人").fill(NAME)
    phone_page.get_by_label("联系电话").fill(PHONE)
    with leads_on(phone_page):
        phone_page.get_by_role("button", name="上报").click()
    expect(phone_page.get_by_text("已上报。")).to_be_visible()
    row = Case.objects.get()
    assert row.number in phone_page.content()
    phone_page.go_back()
    expect(phone_page.get_by_label("发现了什么情况")).to_have_value("")
    expect(phone_page.get_by_label("需要帮助的人")).to_have_value("")
    assert phone_page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"


def test_a_case_is_registered_answered_and_its_names_are_gone_after_looking(cast, live_server, desktop_page):
    category()
    open_as(desktop_page, live_server, cast.town_rights_officer, reverse("rights:case-create"))
    desktop_page.get_by_label("来访", exact=True).check()
    desktop_page.get_by_label("婚姻家庭权益").check()
    desktop_page.get_by_label("求助请求").fill(REQUEST)
    desktop_page.get_by_label("当场答复").fill("告知可以申请人身安全保护令")
    desktop_page.get_by_label("姓名").first.fill(NAME)
    desktop_page.get_by_label("联系电话").first.fill(PHONE)
    with leads_on(desktop_page):
        desktop_page.get_by_role("button", name="登记").click()
    expect(desktop_page.get_by_text("慕某某").first).to_be_visible()
    assert NAME not in desktop_page.content()
    with leads_on(desktop_page):
        desktop_page.get_by_role("link", name="看完整信息").click()
    desktop_page.get_by_label("联系当事人").check()
    with leads_on(desktop_page):
        desktop_page.get_by_role("button", name="查看").click()
    expect(desktop_page.get_by_text(NAME)).to_be_visible()
    expect(desktop_page).not_to_have_url(re.compile(f"{NAME}|{quote(NAME)}"))
    with leads_on(desktop_page):
        desktop_page.get_by_role("link", name="看完了，返回").click()
    expect(desktop_page.get_by_text("慕某某").first).to_be_visible()
    assert NAME not in desktop_page.content()
