"""How many belong to a team, year by year: any day has one count and no more."""

import datetime
from decimal import Decimal

import pytest
import time_machine

from fulian.core.exceptions import Refused
from fulian.core.measures import MEASURES, Question, answer
from fulian.core.periods import Period
from fulian.core.quantities import Qualifier, Quantity
from fulian.registers.models import Team, TeamHeadcount
from fulian.registers.services import change, change_part, count_members, end, remove_part
from tests.factories.accounts import UserFactory
from tests.factories.organizations import village
from tests.factories.registers import TeamFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def team():
    return TeamFactory(organization=village(), founded_on=D(2022, 6, 1), members=20)


def members(team, day):
    question = Question("n", MEASURES["registers.team_members"])
    found = answer([question], paths=[team.organization.path], period=Period(D(day.year, 1, 1), day))["n"]
    return found.get(())


def exactly(number):
    return Quantity(Decimal(number))


def count(team, year, number, qualifier=""):
    return count_members(team=team, year=year, members=number, qualifier=qualifier, by=UserFactory())


def test_the_only_count_stands_for_all_the_time_that_there_is_a_team(team):
    assert [members(team, day) for day in (D(2022, 5, 31), D(2022, 6, 1), D(2025, 11, 15))] == [
        None,
        exactly(20),
        exactly(20),
    ]


def test_a_day_has_the_count_of_its_year_or_else_of_the_last_one_before(team):
    count(team, 2023, 12)
    count(team, 2022, 8)
    days = (D(2022, 12, 31), D(2023, 1, 1), D(2024, 12, 31), D(2025, 1, 1))
    assert [members(team, day) for day in days] == [exactly(8), exactly(12), exactly(12), exactly(20)]


def test_the_team_shows_the_latest_count_with_its_qualifier(team):
    count(team, 2025, 200, Qualifier.OVER)
    team.refresh_from_db()
    assert (team.members_text, TeamHeadcount.objects.count()) == ("200余人", 1)
    assert members(team, D(2025, 11, 15)) == Quantity(Decimal(200), Qualifier.OVER)


def test_a_count_is_put_right_and_taken_away(team):
    wrong = count(team, 2023, 120)
    wrong.members = 12
    change_part(part=wrong, by=UserFactory())
    assert members(team, D(2023, 12, 31)) == exactly(12)
    remove_part(part=wrong, by=UserFactory())
    assert members(team, D(2023, 12, 31)) == exactly(20)


@pytest.mark.parametrize("year", [2021, 2026])
def test_nobody_counts_before_the_team_was_there_or_in_a_year_to_come(team, year):
    with pytest.raises(Refused) as refused:
        count(team, year, 5)
    assert refused.value.field == "year"


def test_a_team_that_ended_has_no_members_any_more(team):
    count(team, 2024, 12)
    end(entry=team, by=UserFactory(), day=D(2025, 6, 30), reason="并入志愿服务队")
    assert [members(team, day) for day in (D(2025, 6, 30), D(2025, 7, 1))] == [exactly(20), None]


def test_an_old_team_entered_late_may_have_ended_before_the_year_of_its_count():
    old = TeamFactory(organization=village(), founded_on=D(2020, 1, 1), members=9)
    end(entry=old, by=UserFactory(), day=D(2021, 5, 31), reason="并入志愿服务队")
    assert [members(old, day) for day in (D(2021, 5, 31), D(2021, 6, 1))] == [exactly(9), None]


def test_a_founding_day_after_a_count_is_refused(team):
    count(team, 2023, 12)
    changed = Team.objects.get(pk=team.pk)
    changed.founded_on = D(2024, 1, 1)
    with pytest.raises(Refused) as refused:
        change(entry=changed, by=UserFactory())
    assert refused.value.field == "founded_on"
