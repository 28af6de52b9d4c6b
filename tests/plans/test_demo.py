import datetime

import pytest
import time_machine

from fulian.demo.plans import make_plans
from plans.choices import Comparator, Contribution, Curve, Repeat, ShareStatus, Status, Timing
from plans.inbox import commitments_due
from plans.models import LogEntry, Share, Target


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


def test_the_demo_plan_shows_every_shape_of_target(cast):
    today = datetime.date(2026, 11, 21)
    with time_machine.travel("2026-11-21 10:00+08:00", tick=False):
        make_plans(district=cast.district, officer=cast.district_officer, leader=cast.leader, today=today)
    targets = Target.objects.filter(task__chapter__plan__year=2026)

    def shown(name):
        return set(targets.exclude(**{name: ""}).values_list(name, flat=True))

    assert shown("comparator") == {Comparator.AT_LEAST, Comparator.BETWEEN, Comparator.ABOUT, Comparator.DONE}
    assert shown("curve") == set(Curve)
    assert shown("repeat") == {Repeat.MONTHLY, Repeat.QUARTERLY}
    assert shown("timing") >= {Timing.YEAR, Timing.FESTIVAL, Timing.YEARS}
    assert (shown("per_level"), shown("contribution")) == ({"village"}, set(Contribution))
    assert list(targets.filter(base__isnull=False).values_list("unit", flat=True)) == ["%"]
    assert LogEntry.objects.filter(target__in=targets, day__gt=today).count() == 0 < LogEntry.objects.count()
    assert ShareStatus.WAITING in Share.objects.filter(target__in=targets).values_list("status", flat=True)
