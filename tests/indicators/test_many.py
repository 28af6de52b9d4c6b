"""figures_of(): any number of figures at once are the same figures."""

from random import Random

import pytest

from fulian.indicators.many import Ask, figures_of
from fulian.indicators.services import load_defaults
from tests.indicators.at_random import World
from tests.indicators.one_by_one import one_figure


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_many_figures_at_once_are_what_each_is_alone(seed):
    load_defaults()
    world = World(Random(seed))
    asks = [Ask(*world.ask()) for _ in range(150)]
    found = figures_of(asks, coverage=True)
    for ask in asks:
        assert found[ask] == one_figure(ask.indicator, ask.organization, ask.period)
    assert list(found) == list(dict.fromkeys(asks))
