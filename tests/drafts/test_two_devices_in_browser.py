"""A phone and the office PC at the same draft, in two real browsers."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from activities.models import Activity
from fulian.drafts.models import Draft
from tests.services.browser import DESKTOP, PHONE, axe_violations, leads_on, sideways, sign_in_browser
from tests.services.support import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "[name=title]"


def label(name):
    return str(Activity._meta.get_field(name).verbose_name)


def on_server(**expected):
    wait_until(
        lambda: any(
            all(draft.data.get(name) == [text] for name, text in expected.items()) for draft in Draft.objects.all()
        ),
        f"a draft with {expected}",
    )


def test_a_phone_and_the_office_write_on_the_same_draft_and_one_activity_comes_of_it(new_context, live_server, cast):
    phone, office = (new_context().new_page() for _ in range(2))
    url = live_server.url + reverse("activities:activity-create")
    for page, size in ((phone, PHONE), (office, DESKTOP)):
        page.set_viewport_size(size)
        sign_in_browser(page, live_server, cast.village_chair)

    phone.goto(url)
    phone.get_by_role("radio", name="普法宣讲").check()
    phone.fill(TITLE, "普法进集市")
    on_server(title="普法进集市")

    office.goto(url)
    with leads_on(office):
        office.get_by_role("link", name="继续填写").click()
    expect(office.locator(TITLE)).to_have_value("普法进集市")
    office.fill(TITLE, "普法宣讲进集市")
    office.fill("[name=attendances]", "120")
    on_server(title="普法宣讲进集市", attendances="120")

    phone.fill(TITLE, "普法赶大集")
    panel = phone.locator("[data-conflict]")
    expect(panel.get_by_role("heading", level=2)).to_have_text("有冲突：两边都在写这一份")
    expect(panel.locator("h3")).to_have_text([label("title"), label("attendances")])
    expect(panel.get_by_role("group", name=label("title"))).to_contain_text("普法宣讲进集市")
    expect(phone.locator("[data-draft-state]")).to_contain_text("有冲突")
    assert (sideways(phone), axe_violations(phone)) == (0, [])
    panel.get_by_role("group", name=label("attendances")).get_by_role("checkbox").check()
    with leads_on(phone):
        panel.get_by_role("button", name="按打勾的合在一起").click()
    expect(phone.locator(TITLE)).to_have_value("普法赶大集")
    expect(phone.locator("[name=attendances]")).to_have_value("120")

    office.fill("[name=place]", "集市东头")  # its copy is the older one now
    expect(office.locator("[data-conflict] h3")).to_have_text([label("title"), label("place")])
    office.locator("[data-conflict]").get_by_role("button", name="用我这份").click()
    expect(office.locator("[data-conflict]")).to_have_count(0)
    on_server(title="普法宣讲进集市", place="集市东头")

    with leads_on(phone):
        phone.get_by_role("button", name="记下这场活动").click()
    expect(phone.locator("[data-conflict] h3")).to_have_text([label("title"), label("place")])
    expect(phone.locator(TITLE)).to_have_value("普法赶大集")
    assert not Activity.objects.exists()
    with leads_on(phone):
        phone.get_by_role("button", name="用我这份").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("普法赶大集")

    office.fill("[name=place]", "集市西头")
    expect(office.locator("[data-conflict]").get_by_role("heading", level=2)).to_have_text("这一份已经提交过了")
    expect(office.get_by_role("link", name="看已经提交的那一条")).to_have_attribute(
        "href", Activity.objects.get().get_absolute_url()
    )
    with leads_on(office):
        office.get_by_role("button", name="记下这场活动").click()
    expect(office.get_by_role("button", name="不是同一件事，另记一条")).to_be_visible()
    expect(office.locator("[name=place]")).to_have_value("集市西头")
    assert Activity.objects.count() == 1
