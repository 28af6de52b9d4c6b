"""A village chair answers with her thumb: a tap without a line that goes up when it is back, and a 报名表 with one more person."""

import pytest
from playwright.sync_api import expect

from fulian.audit.models import AuditEvent
from fulian.inbox.circulars.choices import Ask
from tests.circulars.files import pdf
from tests.factories.circulars import issued, recipient_of
from tests.services.browser import PHONE, axe_violations, sideways, sign_in_browser, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_circular_is_read_signed_for_and_answered_on_a_phone(page, live_server, cast):
    circular = issued(cast.town, cast.village, by=cast.town_chair, files=[pdf()])
    signup = issued(
        cast.town, cast.village, by=cast.town_chair, ask=Ask.SIGNUP, title="关于组织参加培训班的通知", most_people=4
    )
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.village_chair)
    seen = watch(page, live_server.url)

    page.goto(live_server.url)
    page.get_by_role("link", name=circular.title).click()
    expect(page.get_by_role("button", name="签收")).to_be_in_viewport()
    assert (sideways(page), axe_violations(page)) == (0, [])
    page.context.set_offline(True)
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_text("现在没有网络")).to_be_visible()
    assert not recipient_of(circular).is_answered
    page.context.set_offline(False)
    expect(page.get_by_text("石桥村已签收")).to_be_visible()
    assert recipient_of(circular).answered_by == cast.village_chair

    page.goto(live_server.url)
    expect(page.get_by_role("link", name=circular.title)).to_have_count(0)
    page.get_by_role("link", name="填报名表").click()
    page.get_by_role("button", name="再加一人").click()
    expect(page.get_by_text("第4人")).to_be_visible()
    expect(page.get_by_role("button", name="再加一人")).to_be_hidden()
    page.locator("#id_p0_0").fill("周小玲")
    page.locator("#id_p3_0").fill("郑月娥")
    assert (sideways(page), axe_violations(page)) == (0, [])
    page.get_by_role("button", name="交报名表").dblclick()
    expect(page.get_by_text("石桥村已报名")).to_be_visible()
    assert recipient_of(signup).people == 2
    assert AuditEvent.objects.filter(event="circulars.answer").count() == 2
    assert (seen.outside, seen.console) == ([], [])
