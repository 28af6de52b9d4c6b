import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import services
from plans.choices import PlanKind
from plans.inbox import commitments_due, leader_section, plans_returned, plans_to_approve, progress_section
from tests.factories.activities import ActivityFactory
from tests.factories.plans import PlanFactory, commitment_of, in_force, repeated, target_of, task_of

TODAY = datetime.date(2025, 7, 2)


def said(section):
    return section["total"], {part.label: part.number for part in section["parts"]}


@pytest.fixture
def carried_out(cast, plan, task):
    """One that is slow, one that is behind, one that is done."""
    ActivityFactory(organization=cast.village, sessions=80)
    target_of(task, low=200, subject="开展活动")
    target_of(task, "culture.sessions", low=50, subject="节庆活动")
    target_of(task, low=80, subject="已经够数")
    return in_force(plan, by=cast.leader)


def test_an_officer_sees_how_many_stand_where(cast, carried_out):
    section = progress_section(cast.district_officer, TODAY)
    assert said(section) == (3, {"完成": 1, "偏慢": 1, "滞后": 1})
    assert section["asked"] == []


def test_a_leader_sees_those_to_ask_about_the_worst_first(cast, carried_out):
    section = leader_section(cast.leader, TODAY)
    assert [(one.target.subject, one.light.label, one.who, one.missing_text) for one in section["asked"]] == [
        ("节庆活动", "滞后", "清和区", "还差50场次"),
        ("开展活动", "偏慢", "清和区", "还差120场次"),
    ]
    assert progress_section(cast.leader, TODAY) is None


def test_a_chair_sees_how_far_her_own_plan_is_and_what_to_ask_about(cast):
    plan = PlanFactory(organization=cast.town, by=cast.town_chair)
    target_of(task_of(plan), low=200, subject="开展活动")
    in_force(plan, by=cast.town_chair)
    section = progress_section(cast.town_chair, TODAY)
    assert (section["plan"], [one.target.subject for one in section["asked"]]) == (plan, ["开展活动"])
    assert progress_section(cast.village_chair, TODAY) is None


def test_of_two_plans_the_years_work_comes_first(cast, plan, target):
    in_force(plan, by=cast.leader)
    other = PlanFactory(
        organization=cast.district, by=cast.district_officer, kind=PlanKind.COMMITTEE, title="妇委会计划"
    )
    target_of(task_of(other))
    in_force(other, by=cast.leader)
    section = progress_section(cast.district_officer, TODAY)
    assert (section["plan"], section["others"]) == (plan, [other])


def test_without_a_plan_in_force_nothing_is_said(cast, plan, target):
    assert progress_section(cast.district_officer, TODAY) is None
    assert leader_section(cast.leader, TODAY) is None


def test_a_submitted_plan_waits_for_the_leader_and_a_returned_one_for_the_officer(cast, plan, target):
    services.submit_plan(plan=plan, by=cast.district_officer)
    assert [(todo.title, todo.text) for todo in plans_to_approve(cast.leader, TODAY)] == [
        ("待批准：2025年工作要点", "7月2日送审。")
    ]
    assert plans_to_approve(cast.district_officer, TODAY) == []
    services.return_plan(plan=plan, by=cast.leader, reason="目标偏低")
    assert plans_to_approve(cast.leader, TODAY) == []
    assert [todo.title for todo in plans_returned(cast.district_officer, TODAY)] == ["退回修改：2025年工作要点"]


def test_promises_whose_day_is_past_wait_for_a_word(cast, plan, task):
    commitment_of(task, due_on=datetime.date(2025, 6, 30))
    commitment_of(task, subject="印发安排", due_on=datetime.date(2025, 9, 30))
    assert commitments_due(cast.district_officer, TODAY) == []
    in_force(plan, by=cast.leader)
    (todo,) = commitments_due(cast.district_officer, TODAY)
    assert (todo.title, todo.url) == ("1项承诺到期，还没有登记完成情况", f"{plan.get_absolute_url()}?light=behind")


@pytest.mark.parametrize("role", ["district_officer", "leader"])
def test_home_costs_the_same_for_one_target_and_for_two_hundred(cast, plan, task, as_user, role):
    def queries():
        client = as_user(cast[role])
        with CaptureQueriesContext(connection) as captured:
            assert "2025年工作要点" in client.get("/").content.decode()
        return len(captured)

    target = target_of(task)
    in_force(plan, by=cast.leader)
    queries()
    one = queries()
    repeated(target, 199)
    assert queries() == one
