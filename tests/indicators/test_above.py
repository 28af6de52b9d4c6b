"""What lies above the districts has its month too: the sum of theirs, closed when all of them are."""

import datetime

import pytest

from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.indicators.above import recompute_above
from fulian.indicators.figures import figure
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from fulian.organizations.choices import Level
from reports.services.closing import close_month
from tests.factories.accounts import UserFactory
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import OrganizationFactory, town, village

MARCH = Month(2025, 3)


@pytest.fixture
def city(db):
    load_defaults()
    return OrganizationFactory(level=Level.CITY, name="宁川市")


def district_with_talks(city, sessions: int):
    district = OrganizationFactory(parent=city, level=Level.DISTRICT)
    place = village(town(district))
    ActivityFactory(organization=place, sessions=sessions, starts_on=datetime.date(2025, 3, 8))
    return district


def test_a_city_keeps_the_sum_of_its_districts_and_is_closed_when_they_all_are(
    city, django_capture_on_commit_callbacks
):
    first, second = district_with_talks(city, 3), district_with_talks(city, 4)
    ActivityFactory(organization=city, sessions=2, starts_on=datetime.date(2025, 3, 9))
    talks = Indicator.objects.get(code="ideology.talks")
    by = UserFactory()
    close_month(district=first, month=MARCH, by=by)
    recompute_above(first, MARCH)
    half = figure(talks, city, MARCH.period)
    close_month(district=second, month=MARCH, by=by)
    recompute_above(second, MARCH)
    whole = figure(talks, city, MARCH.period)
    assert (half.value, half.provisional) == (Quantity.of(9), True)
    assert (whole.value, whole.provisional) == (Quantity.of(9), False)
    assert whole.coverage.due == 6
