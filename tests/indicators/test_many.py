"""figures_of(): any number of figures at once are the same figures, for the queries of one."""

import datetime
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulian.core.periods import Month, Period
from fulian.core.quantities import Quantity
from fulian.indicators import ranges
from fulian.indicators.figures import figures
from fulian.indicators.many import Ask, figures_of
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from fulian.indicators.values import Coverage
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import village
from tests.indicators.at_random import World
from tests.indicators.one_by_one import one_figure

MARCH = Month(2025, 3)


@pytest.fixture(autouse=True)
def _defaults(db):
    load_defaults()


@pytest.mark.parametrize("seed", range(3))
def test_many_figures_at_once_are_what_each_is_alone(seed):
    world = World(Random(seed))
    asks = [Ask(*world.ask()) for _ in range(200)]
    found = figures_of(asks, coverage=True)
    for ask in asks:
        assert found[ask] == one_figure(ask.indicator, ask.organization, ask.period)
    assert list(found) == list(dict.fromkeys(asks))
    assert sum(figure.value is not None for figure in found.values()) > 50


@pytest.mark.parametrize("seed", [11, 12])
def test_all_figures_of_one_organization_are_what_each_is_alone(seed):
    """No row is told apart by place here, and few by time: other columns are grouped by than for many."""
    world = World(Random(seed))
    organization, period = world.random.choice(world.organizations[:6]), world.period()
    found = figures(world.indicators, organization, period)
    assert found == {i.code: one_figure(i, organization, period) for i in world.indicators}


def test_conditions_that_are_too_many_to_name_give_the_same_figures(monkeypatch):
    """Wider ranges of paths and days are read then, and the days told apart by the database one by one."""
    world = World(Random(21))
    asks = [Ask(*world.ask()) for _ in range(60)]
    before = figures_of(asks)
    monkeypatch.setattr(ranges, "MOST_RANGES", 1)
    monkeypatch.setattr("fulian.indicators.series.MOST_BUCKETS", 1)
    monkeypatch.setattr("fulian.indicators.tallies.MOST_ALTERNATIVES", 0)
    monkeypatch.setattr("fulian.indicators.tallies.BITS", 7)
    monkeypatch.setattr("fulian.indicators.reporting.MOST_SHAPES", 1)
    assert figures_of(asks) == before


def test_the_number_of_queries_does_not_grow_with_what_is_asked(cast):
    def asked(villages: int, months: int) -> list[Ask]:
        places = [cast.district, cast.town, *(village(cast.town, f"新{n}村") for n in range(villages))]
        for place in places:
            ActivityFactory(organization=place, starts_on=datetime.date(2025, 2, 8))
        periods = [Period(Month(2025, n).first, datetime.date(2025, n + 1, 11)) for n in range(1, months + 1)]
        return [Ask(i, place, period) for i in Indicator.objects.all() for place in places for period in periods]

    def queries(asks: list[Ask]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            figures_of(asks)
        return len(captured)

    few, many = asked(villages=1, months=1), asked(villages=7, months=11)
    assert len(many) > 30 * len(few)
    known = {ask.indicator for ask in few}
    kinds_of_rows = {(i.measure.source.code, i.measure.nature) for i in known if i.measure and not i.confidential}
    assert queries(many) == queries(few) <= len(kinds_of_rows) + 10


def test_nothing_asked_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert figures_of([]) == {}


def test_without_coverage_a_figure_still_knows_which_months_are_open(cast):
    ActivityFactory(organization=cast.village, starts_on=datetime.date(2025, 3, 8), sessions=3)
    ask = Ask(Indicator.objects.get(code="ideology.talks"), cast.town, MARCH.period)
    figure = figures_of([ask])[ask]
    assert (figure.value, figure.provisional) == (Quantity.of(3), True)
    assert figure.coverage == Coverage(open_months=(MARCH,))
