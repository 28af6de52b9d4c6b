import pytest
import time_machine

from fulian.indicators.services import load_defaults
from plans.models import Share
from tests.factories.plan_shares import share_out
from tests.factories.plans import PlanFactory, in_force, target_of, task_of


@pytest.fixture(autouse=True)
def _today(db):
    load_defaults()
    with time_machine.travel("2025-07-02 10:00+08:00", tick=False):  # 183 of 365 days
        yield


@pytest.fixture
def plan(cast):
    """A draft of the district's with one task."""
    return PlanFactory(organization=cast.district, by=cast.district_officer)


@pytest.fixture
def task(plan):
    return task_of(plan)


@pytest.fixture
def target(task):
    return target_of(task)


@pytest.fixture
def shared(cast, plan, target):
    """The township's part of a target in force: 60 场次, the other township has 40."""
    share_out(target, cast.district_officer, (cast.town, 60), (cast.other_town, 40))
    in_force(plan, by=cast.leader)
    return Share.objects.answered_for_her().get(organization=cast.town)
