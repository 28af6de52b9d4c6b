"""A township chair answers with her thumb: from her home page, over a draft that is kept, to an answer with a photo."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fulian.attachments.services import attachments_of
from fulian.drafts.models import Draft
from plans.supervision.choices import Answer
from plans.supervision.models import Reply
from tests.attachments.photos import image
from tests.factories.supervision import issued, overdue, recipient_of
from tests.services.browser import PHONE, axe_violations, leads_on, sideways, sign_in_browser, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_overdue_notice_is_answered_on_a_phone(page, live_server, cast, tmp_path):
    notice = overdue(issued(cast.district, cast.town, by=cast.district_officer))
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(image(1600, 1200).read())
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, cast.town_chair)
    seen = watch(page, live_server.url)

    page.goto(live_server.url)
    with leads_on(page):
        page.get_by_role("link", name="答复工作提示").click()
    expect(page.get_by_role("heading", name="逾期2天，请尽快答复")).to_be_visible()
    assert (sideways(page), axe_violations(page)) == (0, [])
    with leads_on(page):
        page.get_by_role("link", name="写答复").click()
    page.get_by_label("答复内容").fill("已和各村排出下半年的安排。")
    expect(page.locator("[data-draft-state]")).to_have_text(re.compile("^已存到服务器"))
    assert Draft.objects.filter(user=cast.town_chair, form_key="supervision.reply").exists()
    page.reload()
    with leads_on(page):
        page.get_by_role("link", name="继续填写").click()
    expect(page.get_by_label("答复内容")).to_have_value("已和各村排出下半年的安排。")
    page.get_by_label("佐证照片").set_input_files(photo)
    with leads_on(page):
        page.get_by_role("button", name="提交答复").click()

    expect(page.get_by_text("已答复，等对方审核。")).to_be_visible()
    expect(page.get_by_role("img", name="佐证照片，第1张")).to_be_visible()
    assert (sideways(page), axe_violations(page), seen.outside, seen.console) == (0, [], [], [])
    reply, row = Reply.objects.get(), recipient_of(notice)
    assert (row.status, row.opened_by, reply.created_by) == (Answer.REPLIED, cast.town_chair, cast.town_chair)
    assert (attachments_of(reply).count(), Draft.objects.count()) == (1, 0)
    assert timezone.localdate(reply.created_at) == timezone.localdate()
