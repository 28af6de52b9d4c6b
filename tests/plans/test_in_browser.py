"""Sorting a draft with a finger, and the page of a nested plan on a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from fulian.indicators.services import load_defaults
from plans import services
from plans.models import Chapter, Task
from tests.factories.plans import PlanFactory, target_of
from tests.services.browser import PHONE, axe_violations, leads_on, sideways, sign_in_browser, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRIPS = ".plan-chapters > section > .plan-head .plan-grip"


@pytest.fixture(autouse=True)
def _today(db):
    """The browser has a clock of its own."""
    load_defaults()


def test_chapters_are_dragged_into_another_order_and_the_page_fits_a_phone(page, live_server, cast):
    by = cast.district_officer
    plan = PlanFactory(organization=cast.district, year=timezone.localdate().year, by=by)
    for title in ("思想引领", "建功立业", "家庭建设"):
        chapter = services.add_chapter(chapter=Chapter(plan=plan, title=title), by=by)
        inner = services.add_chapter(chapter=Chapter(plan=plan, parent=chapter, title="阵地"), by=by)
        target_of(services.add_task(task=Task(chapter=inner, text="办好巾帼讲堂。", department="组宣部"), by=by))
    page.set_viewport_size(PHONE)
    sign_in_browser(page, live_server, by)
    seen = watch(page, live_server.url)
    page.goto(f"{live_server.url}{plan.get_absolute_url()}")
    assert (sideways(page), axe_violations(page)) == (0, [])

    grip = page.locator(GRIPS).last
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, 5, steps=5)
    expect(page.locator(".plan-chapters > section h2").first).to_have_text("三、家庭建设")  # at the top of its list
    with leads_on(page):
        page.mouse.up()
    expect(page.locator(".plan-chapters > section h2").first).to_have_text("一、家庭建设")
    assert (sideways(page), seen.outside, seen.console) == (0, [], [])
    titles = plan.chapters.filter(parent=None).values_list("title", flat=True)
    assert list(titles) == ["家庭建设", "思想引领", "建功立业"]
