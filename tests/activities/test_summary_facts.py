"""The kinds of facts that a township's year-end summary states, each entered as records and counted exactly as stated."""

import datetime
import tomllib

import pytest

from fulian.core.measures import MEASURES, Question, answer
from fulian.core.periods import Period
from fulian.indicators.services import DEFAULTS
from fulian.organizations.choices import Kind, Level
from fulian.registers.models import Election, TeamKind, VenueKind
from fulian.registers.services import hold_election
from tests.factories.accounts import UserFactory
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import OrganizationFactory, town, village
from tests.factories.registers import TalentFactory, TeamFactory, VenueFactory
from tests.factories.screening import programme_of, session_of

pytestmark = [pytest.mark.django_db, pytest.mark.main_flow]
D = datetime.date


def stated(code, organization, unit, **dimensions):
    """The figure in the words of a summary."""
    question = Question("it", MEASURES[code], {name: list(values) for name, values in dimensions.items()})
    found = answer([question], paths=[organization.path], period=Period.year(2025))["it"]
    return found[()].text(unit) if () in found else ""


@pytest.fixture
def above():
    return town()


@pytest.fixture
def villages(above):
    return [village(above, f"第{number}村") for number in range(1, 4)]


def test_sessions_of_many_villages_are_over_two_hundred(above, villages):
    for place, sessions, qualifier in zip(villages, (120, 60, 20), ("", "over", ""), strict=True):
        ActivityFactory(organization=place, kind="volunteer_env", sessions=sessions, sessions_qualifier=qualifier)
    assert stated("activities.sessions", above, "场次", kind=["volunteer_env"]) == "200余场次"


def test_patrols_and_the_people_who_went_are_two_figures(above, villages):
    forest = TeamKind.objects.get(code="forest_team")
    for place in villages:
        ActivityFactory(organization=place, kind="fire_patrol", sessions=2200, sessions_qualifier="at_least")
        TeamFactory(organization=place, kind=forest, members=46)
    assert stated("activities.sessions", above, "次", kind=["fire_patrol"]) == "6600次以上"
    assert stated("registers.team_members", above, "人", kind=["forest_team"]) == "138人"
    assert stated("registers.teams", above, "支", kind=["forest_team"]) == "3支"


def test_one_figure_for_several_kinds(above, villages):
    for place, kind, sessions in zip(
        villages, ("story_sharing", "practice_forum", "meal_talk"), (20, 25, 15), strict=True
    ):
        ActivityFactory(
            organization=place, kind=kind, sessions=sessions, sessions_qualifier="over" if sessions == 15 else ""
        )
    assert stated("activities.sessions", above, "场", kind=["story_sharing", "practice_forum", "meal_talk"]) == "60余场"


def test_exact_trainings_with_an_approximate_audience(above, villages):
    for place, kind, sessions, audience in zip(
        villages, ("ecommerce_training", "live_commerce", "skill_training"), (8, 6, 4), (600, 400, 300), strict=True
    ):
        ActivityFactory(organization=place, kind=kind, sessions=sessions, attendances=audience, people_qualifier="over")
    assert stated("activities.sessions", above, "场次", category=["employment"]) == "18场次"
    assert stated("activities.attendances", above, "人次", category=["employment"]) == "1300余人次"


def test_courses_tours_and_talks_by_exact_number(above):
    ActivityFactory(organization=above, kind="cadre_training", sessions=2)
    ActivityFactory(organization=above, kind="observation", sessions=1)
    ActivityFactory(organization=above, kind="observation", sessions=1)
    ActivityFactory(organization=above, kind="hero_talk", sessions=2)
    ActivityFactory(organization=above, kind="study_trip_children", sessions=12)
    assert stated("activities.sessions", above, "期", kind=["cadre_training"]) == "2期"
    assert stated("activities.sessions", above, "次", kind=["observation"]) == "2次"
    assert stated("activities.sessions", above, "场", kind=["hero_talk"]) == "2场"
    assert stated("activities.sessions", above, "次", kind=["study_trip_children"]) == "12次"


def test_screened_women_are_people_and_not_attendances_and_come_from_the_sessions_alone(above):
    """The activity that tells of a session is an activity: it adds no woman."""
    by = UserFactory()
    programme = programme_of(above.parent, by=by)
    for women, day in ((400, D(2025, 5, 6)), (385, D(2025, 9, 2))):
        told = ActivityFactory(
            organization=above, kind="two_cancers", people=women, attendances=women + 20, starts_on=day
        )
        session_of(programme, above, women, by=by, day=day, activity=told)
    assert stated("screening.women", above, "名") == "785名"
    screened = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["indicator"]
    assert [item["measure"] for item in screened if item["code"] == "health.screened"] == ["screening.women"]


def test_an_election_with_whom_it_chose(above):
    elected = [("president", "王婳"), ("vice_president", "周喆"), ("vice_president", "马䶮")]
    elected += [("exec", f"执委{number}") for number in range(21)]
    hold_election(election=Election(organization=above, held_on=D(2025, 4, 1)), by=UserFactory(), elected=elected)
    counted = [
        stated("registers.officers_elected", above, "名", position=[position])
        for position in ("president", "vice_president", "exec")
    ]
    assert counted == ["1名", "2名", "21名"]


def test_a_team_stated_by_its_people(above):
    team = TeamKind.objects.get(code="mediation_team")
    TeamFactory(organization=above, kind=team, members=40, members_qualifier="over")
    assert stated("registers.team_members", above, "人", kind=["mediation_team"]) == "40余人"


def test_new_venues_and_those_that_others_own(above, villages):
    kinds = {kind.code: kind for kind in VenueKind.objects.all()}
    for place in villages:
        VenueFactory(organization=place, kind=kinds["micro_home"], opened_on=D(2025, 6, 1))
        VenueFactory(organization=place, kind=kinds["red_base"], is_external=True, opened_on=D(2015, 1, 1))
    VenueFactory(organization=above, kind=kinds["coop_workshop"], opened_on=D(2025, 6, 1))
    assert stated("registers.venues_opened", above, "处", kind=["micro_home"]) == "3处"
    assert stated("registers.venues_opened", above, "处", kind=["coop_workshop"]) == "1处"
    assert stated("registers.venues", above, "处", kind=["red_base"]) == "3处"
    assert stated("registers.venues", above, "处", kind=["red_base"], ownership=["own"]) == ""


def test_organizations_founded_and_endorsers_trained(above, villages):
    for number in range(2):
        OrganizationFactory(
            parent=above, name=f"企业{number}", level=Level.UNIT, kind=Kind.TWO_NEW, opened_on=D(2025, 5, 1)
        )
    for _ in range(5):
        TalentFactory(organization=villages[0], since=D(2025, 6, 1))
    assert stated("registers.organizations_founded", above, "处", kind=["two_new"]) == "2处"
    assert stated("registers.talents_entered", above, "人", kind=["endorser"]) == "5人"
