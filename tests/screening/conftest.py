import pytest
import time_machine

from tests.factories.screening import TODAY, programme_of


@pytest.fixture(autouse=True)
def _today(db):
    with time_machine.travel(f"{TODAY} 10:00+08:00", tick=False):
        yield


@pytest.fixture
def programme(cast):
    return programme_of(cast.district, by=cast.district_officer)
