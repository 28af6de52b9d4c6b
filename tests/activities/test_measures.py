import datetime
from decimal import Decimal

import pytest

from activities.models import Theme
from activities.services import cancel_activity
from fulian.core.measures import LISTINGS, MEASURES, Question, answer
from fulian.core.periods import Month, Period
from fulian.core.quantities import Qualifier, Quantity
from tests.factories.accounts import UserFactory
from tests.factories.activities import ActivityFactory, CampaignFactory
from tests.factories.organizations import town, village
from tests.factories.registers import VenueFactory

pytestmark = pytest.mark.django_db
D = datetime.date
YEAR = Period.year(2025)


def ask(code, organization, *, period=YEAR, **dimensions):
    """The total as a Quantity; None when nothing was recorded."""
    question = Question("it", MEASURES[code], {name: [value] for name, value in dimensions.items()})
    return answer([question], paths=[organization.path], period=period)["it"].get(())


def exactly(number):
    return Quantity(Decimal(number))


@pytest.fixture
def tree():
    above = town()
    return above, village(above, "石桥村"), village(above, "梅园社区")


def test_sessions_are_added_over_an_organization_and_all_below_it(tree):
    above, first, second = tree
    ActivityFactory(organization=first, sessions=3)
    ActivityFactory(organization=second, sessions=4)
    ActivityFactory(organization=above, sessions=5)
    ActivityFactory(sessions=100)  # somewhere else
    assert ask("activities.sessions", above) == exactly(12)
    assert ask("activities.sessions", first) == exactly(3)
    assert ask("activities.records", above) == exactly(3)


def test_a_day_belongs_to_the_month_in_which_the_activity_began(tree):
    above, first, _ = tree
    ActivityFactory(organization=first, starts_on=D(2025, 3, 31), ends_on=D(2025, 4, 2), sessions=2)
    assert ask("activities.sessions", above, period=Month(2025, 3).period) == exactly(2)
    assert ask("activities.sessions", above, period=Month(2025, 4).period) is None


def test_an_approximate_number_stays_approximate_when_it_is_added(tree):
    above, first, second = tree
    ActivityFactory(organization=first, sessions=200, sessions_qualifier="over", attendances=90)
    ActivityFactory(organization=second, sessions=5, attendances=10)
    assert ask("activities.sessions", above) == Quantity(Decimal(205), Qualifier.OVER)
    assert ask("activities.attendances", above) == exactly(100)


def test_exact_sessions_with_approximate_attendances(tree):
    """18场次 and 1300余人次 of the same record."""
    above, first, _ = tree
    ActivityFactory(
        organization=first, kind="ecommerce_training", sessions=18, attendances=1300, people_qualifier="over"
    )
    assert ask("activities.sessions", above, category="employment") == exactly(18)
    assert ask("activities.attendances", above, category="employment") == Quantity(Decimal(1300), Qualifier.OVER)


def test_attendances_that_nobody_counted_are_absent_and_not_nought(tree):
    above, first, _ = tree
    ActivityFactory(organization=first, sessions=6600, sessions_qualifier="at_least", kind="fire_patrol")
    assert ask("activities.attendances", above) is None
    ActivityFactory(organization=first, attendances=0)
    assert ask("activities.attendances", above) == exactly(0)


def test_a_cancelled_activity_counts_nowhere(tree):
    above, first, _ = tree
    cancel_activity(activity=ActivityFactory(organization=first), by=UserFactory(), reason="重复登记")
    assert ask("activities.records", above) is None


def test_what_others_held_is_counted_apart(tree):
    above, first, _ = tree
    ActivityFactory(organization=first, sessions=2, attendances=20)
    ActivityFactory(organization=first, sessions=3, attendances=30, role="send_participants")
    ActivityFactory(organization=first, sessions=4, attendances=40, role="co_host")
    assert ask("activities.sessions", above) == exactly(6)
    assert ask("activities.joined_sessions", above) == exactly(3)
    assert ask("activities.joined_attendances", above) == exactly(30)


def test_one_activity_with_two_themes_is_counted_once(tree):
    above, first, _ = tree
    themes = list(Theme.objects.filter(code__in=["womens_day", "rights_week"]))
    ActivityFactory(organization=first, sessions=4, themes=themes)
    both = Question("both", MEASURES["activities.sessions"], {"theme": ["womens_day", "rights_week"]})
    assert answer([both], paths=[above.path], period=YEAR)["both"] == {(): exactly(4)}


@pytest.mark.parametrize(
    ("dimension", "value", "number"),
    [
        ("kind", "law_talk", 2),
        ("category", "law_publicity", 5),
        ("brand", "巾帼心向党", 3),
        ("role", "undertake", 2),
        ("mode", "online", 3),
        ("venue_kind", "dream_home", 3),
        ("featured", "yes", 2),
        ("level", "village", 5),
    ],
)
def test_sessions_narrow_by(tree, dimension, value, number):
    above, first, second = tree
    ActivityFactory(organization=first, kind="law_talk", sessions=2, role="undertake", is_featured=True)
    hall = VenueFactory(organization=second, name="梦想之家")
    hall.kind = type(hall.kind).objects.get(code="dream_home")
    hall.save()
    ActivityFactory(organization=second, kind="law_consult", sessions=3, brand="巾帼心向党", mode="online", venue=hall)
    ActivityFactory(organization=above, kind="theory_talk", sessions=9)
    assert ask("activities.sessions", above, **{dimension: value}) == exactly(number)


def test_the_other_quantities(tree):
    above, first, _ = tree
    ActivityFactory(organization=first, people=785, attendances=785, volunteers=6, materials=300, kind="two_cancers")
    ActivityFactory(organization=first, employed=7, materials=100, materials_qualifier="over", kind="skill_training")
    assert ask("activities.people", above, kind="two_cancers") == exactly(785)
    assert ask("activities.volunteers", above) == exactly(6)
    assert ask("activities.materials", above) == Quantity(Decimal(400), Qualifier.OVER)
    assert ask("activities.employed", above) == exactly(7)


def test_names_for_a_summary_come_most_frequent_first(tree):
    above, first, second = tree
    hall = VenueFactory(organization=first, name="农创梦想之家")
    for organization in (first, second):
        ActivityFactory(organization=organization, title="普法进集市", kind="law_consult", brand="巾帼心向党")
    ActivityFactory(organization=first, title="舞前一刻", kind="dance_talk", venue=hall)
    assert LISTINGS["activities.titles"].names([above.path], YEAR) == ["普法进集市", "舞前一刻"]
    assert LISTINGS["activities.brands"].names([above.path], YEAR) == ["巾帼心向党"]
    assert LISTINGS["activities.kinds"].names([above.path], YEAR) == ["维权咨询", "舞前宣讲"]
    assert LISTINGS["activities.places"].names([above.path], YEAR) == ["农创梦想之家"]


def test_every_dimension_offers_choices():
    source = MEASURES["activities.sessions"].source
    ActivityFactory(brand="巾帼心向党")
    CampaignFactory()
    assert [dimension.code for dimension in source.dimensions if not list(dimension.choices())] == []


def test_forty_questions_of_activities_cost_one_query(tree, django_assert_num_queries):
    above, first, _ = tree
    ActivityFactory(organization=first, sessions=3, attendances=9)
    codes = ("law_talk", "theory_talk", "fire_patrol", "visit")
    questions = [
        Question(f"{measure}:{code}", MEASURES[measure], {"kind": [code]})
        for measure in ("activities.sessions", "activities.attendances")
        for code in codes
    ]
    with django_assert_num_queries(1):
        answer(questions, paths=[above.path], period=YEAR)
