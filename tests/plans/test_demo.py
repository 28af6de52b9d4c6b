import datetime

import pytest
import time_machine

from fulian.demo.plans import make_plans
from plans.choices import Status
from plans.inbox import commitments_due
from plans.models import Target


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-03-02", [(2025, Status.CLOSED), (2026, Status.PUBLISHED)]),
        ("2026-11-21", [(2025, Status.CLOSED), (2026, Status.PUBLISHED), (2027, Status.DRAFT)]),
    ],
)
def test_the_demo_district_has_a_plan_for_each_year_and_drafts_the_next_one_in_november(cast, today, expected):
    with time_machine.travel(f"{today} 10:00+08:00", tick=False):
        day = datetime.date.fromisoformat(today)
        plans = make_plans(district=cast.district, officer=cast.district_officer, leader=cast.leader, today=day)
    assert [(plan.year, plan.status) for plan in plans] == expected
    assert [Target.objects.of_plan(plan).exists() for plan in plans] == [True] * len(plans)


def test_one_promise_of_the_demo_waits_for_its_note(cast):
    today = datetime.date(2026, 11, 21)
    with time_machine.travel("2026-11-21 10:00+08:00", tick=False):
        make_plans(district=cast.district, officer=cast.district_officer, leader=cast.leader, today=today)
        assert [todo.count for todo in commitments_due(cast.district_officer, today)] == [1]
    assert Target.objects.filter(done_on__gt=today).count() == 0
