"""The activities that serve a plan's tasks stand on the plan's pages, and lead to the list narrowed to them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity
from activities.services import Details, cancel_activity
from fulian.indicators.services import load_defaults
from tests.factories.activities import ActivityFactory
from tests.factories.plans import PlanFactory, in_force, target_of, task_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast):
    load_defaults()
    plan = PlanFactory(organization=cast.district, by=cast.district_officer)
    task = task_of(plan)
    target_of(task)
    in_force(plan, by=cast.leader)
    return task


def held_for(task, organization, day, number=1):
    return [
        ActivityFactory(
            organization=organization, title=f"院落宣讲{day}", starts_on=datetime.date(2025, 3, day),
            details=Details(tasks=[task.key]),
        )
        for _ in range(number)
    ]  # fmt: skip


def pages(task):
    plan = task.chapter.plan
    return plan.get_absolute_url(), reverse("plans:plan-progress", args=[plan.pk])


def test_a_task_shows_the_newest_of_its_activities_and_leads_to_all_of_them(cast, as_user, task):
    officer = as_user(cast.district_officer)
    for day in (1, 2, 3, 4):
        held_for(task, cast.village, day)
    cancel_activity(activity=held_for(task, cast.village, 5)[0], by=cast.village_chair, reason="下雨")
    ActivityFactory(organization=cast.village, title="别的活动")
    document, progress = (officer.get(url).content.decode() for url in pages(task))
    assert '对应的活动（<span class="num">4</span>）' in document
    assert [f"院落宣讲{day}" in document for day in (5, 4, 3, 2, 1)] == [False, True, True, True, False]
    url = f"{reverse('activities:activity-list')}?task={task.key}&status=active"
    assert [url.replace("&", "&amp;") in text for text in (document, progress)] == [True, True]
    listed = officer.get(url)
    assert [row.title for row in listed.context["page"].rows] == [f"院落宣讲{day}" for day in (4, 3, 2, 1)]
    assert "“对应的计划任务”" in listed.content.decode()


def test_she_counts_only_what_she_may_see(cast, as_user, task):
    held_for(task, cast.village, 1)
    held_for(task, cast.other_village, 2, number=2)
    chair = as_user(cast.village_chair).get(task.chapter.plan.get_absolute_url()).content.decode()
    assert '对应的活动（<span class="num">1</span>）' in chair
    assert "院落宣讲2" not in chair


def test_the_pages_cost_the_same_for_one_activity_and_for_thirty(cast, as_user, task):
    officer = as_user(cast.district_officer)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert [officer.get(url).status_code for url in pages(task)] == [200, 200]
        return len(captured)

    held_for(task, cast.village, 1)
    cost()
    few = cost()
    held_for(task, cast.village, 2, number=29)
    assert (cost(), Activity.objects.count()) == (few, 30)
