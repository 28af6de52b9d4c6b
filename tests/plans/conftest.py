import pytest
import time_machine

from fulian.indicators.services import load_defaults
from tests.factories.plans import PlanFactory, target_of, task_of


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
