"""The hours of a volunteer team, year by year on its page: what the indicator of all hours counts, narrowed to the team."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from activities.models import FieldValue, KindField
from activities.services import Details, cancel_activity
from fulian.core.measures import MEASURES, Question, answer
from fulian.core.periods import Period
from fulian.core.quantities import Qualifier
from fulian.registers.models import TeamKind
from tests.factories.activities import ActivityFactory
from tests.factories.registers import TeamFactory

pytestmark = pytest.mark.django_db
D = datetime.date


def served(organization, team, day, hours, qualifier=Qualifier.EXACT):
    values = [
        FieldValue(field=KindField.objects.get(code="volunteer_team"), team=team),
        FieldValue(field=KindField.objects.get(code="service_hours"), number=Decimal(hours), qualifier=qualifier),
    ]
    kind = KindField.objects.get(code="service_hours").family.kinds.first().code
    return ActivityFactory(organization=organization, kind=kind, starts_on=day, details=Details(values=values))


@pytest.fixture
def team(cast):
    kind = TeamKind.objects.get(code="volunteer_team")
    return TeamFactory(organization=cast.village, kind=kind, founded_on=D(2024, 1, 1), by=cast.village_chair)


def work_of(client, team):
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        page = client.get(team.get_absolute_url())
    return [(one.label, one.unit, one.counts) for one in page.context["work"]], page.content.decode()


def test_a_team_shows_its_hours_by_year_whoever_recorded_them(cast, as_user, team):
    other = TeamFactory(organization=cast.village, founded_on=D(2024, 1, 1), by=cast.village_chair)
    chair = as_user(cast.village_chair)
    assert work_of(chair, team)[0] == []
    served(cast.village, team, D(2024, 5, 1), 12)
    served(cast.village, team, D(2025, 3, 5), 20)
    served(cast.town, team, D(2025, 10, 1), 30, Qualifier.OVER)
    served(cast.village, other, D(2025, 3, 5), 7)
    cancel_activity(activity=served(cast.village, team, D(2025, 4, 1), 99), by=cast.village_chair, reason="下雨")
    work, page = work_of(chair, team)
    assert work == [("志愿服务时长", "小时", [("2025年", "50余"), ("2024年", "12")])]
    assert "志愿服务时长" in page
    whole = Question("all", MEASURES["activities.field_numbers"], {"field": ["service_hours"]})
    counted = answer([whole], paths=[cast.district.path], period=Period.year(2025))["all"][()]
    assert counted.value == 50 + 7
