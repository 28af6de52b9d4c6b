import datetime

import pytest

from fulian.indicators.models import Indicator
from tests.factories.reports import IndicatorFactory, ManualIndicatorFactory

NOON = datetime.datetime(
    2026, 11, 3, 4, 0, tzinfo=datetime.UTC
)  # noon of 3 November in Beijing: October is due on the 5th


@pytest.fixture(autouse=True)
def _early_november(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def sessions(db) -> Indicator:
    """A figure that the records answer."""
    return IndicatorFactory(code="test.sessions", name="开展活动")


@pytest.fixture
def visits(db) -> Indicator:
    """A figure that only the report tells."""
    return ManualIndicatorFactory(code="test.visits", name="入户走访")
