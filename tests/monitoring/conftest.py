import pytest
import time_machine

from tests.factories.monitoring import indicator_of


@pytest.fixture(autouse=True)
def _today(db):
    with time_machine.travel("2025-07-02 10:00+08:00", tick=False):
        yield


@pytest.fixture
def officer(cast):
    return cast.district_officer


@pytest.fixture
def browser(cast, as_user):
    """The officer's."""
    return as_user(cast.district_officer)


@pytest.fixture
def indicator(cast, officer):
    """From 80% in 2020 to 90% in 2030: 84% is due in 2024."""
    return indicator_of(cast.district, by=officer, name="孕产妇系统管理率", code="W0102")
