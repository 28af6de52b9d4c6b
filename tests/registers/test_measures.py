import datetime
from decimal import Decimal

import pytest

from fulian.core.measures import LISTINGS, MEASURES, Question, answer
from fulian.core.periods import Period
from fulian.core.quantities import Qualifier, Quantity
from fulian.organizations.choices import Kind, Level
from fulian.registers.models import Election, TalentKind, TeamKind, VenueKind
from fulian.registers.services import end, hold_election, void
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory, town, village
from tests.factories.registers import OfficerFactory, ProductFactory, TalentFactory, TeamFactory, VenueFactory

pytestmark = pytest.mark.django_db
D = datetime.date
YEAR = Period.year(2025)


def ask(code, organization, *, period=YEAR, own=False, **dimensions):
    question = Question("it", MEASURES[code], {name: [value] for name, value in dimensions.items()})
    return answer([question], paths=[organization.path], period=period, own=own)["it"].get(())


def exactly(number):
    return Quantity(Decimal(number))


@pytest.fixture
def tree():
    above = town()
    return above, village(above, "石桥村"), village(above, "梅园社区")


def test_a_stock_is_what_there_is_on_the_last_day_and_a_flow_what_began_in_between(tree):
    above, first, second = tree
    micro = VenueKind.objects.get(code="micro_home")
    VenueFactory(organization=first, kind=micro, opened_on=D(2023, 5, 1))
    gone = VenueFactory(organization=second, kind=micro, opened_on=D(2024, 5, 1))
    VenueFactory(organization=second, kind=micro, opened_on=D(2025, 5, 1))
    VenueFactory(organization=second, opened_on=D(2025, 6, 1))
    VenueFactory(organization=second, kind=micro, opened_on=None)
    end(entry=gone, by=UserFactory(), day=D(2025, 7, 31), reason="场地收回")
    assert ask("registers.venues", above, kind="micro_home") == exactly(2)
    assert ask("registers.venues", above, kind="micro_home", period=Period.year(2024)) == exactly(2)
    assert ask("registers.venues_opened", above, kind="micro_home") == exactly(1)
    assert ask("registers.venues_opened", above) == exactly(2)


def test_the_last_day_still_counts_and_the_next_does_not(tree):
    above, first, _ = tree
    venue = VenueFactory(organization=first, opened_on=D(2025, 1, 1))
    end(entry=venue, by=UserFactory(), day=D(2025, 6, 30), reason="场地收回")
    assert ask("registers.venues", above, period=Period(D(2025, 1, 1), D(2025, 6, 30))) == exactly(1)
    assert ask("registers.venues", above, period=Period(D(2025, 1, 1), D(2025, 7, 1))) is None


def test_a_void_entry_is_in_no_figure(tree):
    above, first, _ = tree
    void(entry=VenueFactory(organization=first, opened_on=D(2025, 1, 1)), by=UserFactory(), reason="登记重复")
    assert ask("registers.venues_opened", above) is None


def test_a_venue_that_others_own_is_told_apart(tree):
    above, first, _ = tree
    red = VenueKind.objects.get(code="red_base")
    for _number in range(3):
        VenueFactory(organization=first, kind=red, is_external=True)
    VenueFactory(organization=first)
    assert ask("registers.venues", above, ownership="external", kind="red_base") == exactly(3)
    assert ask("registers.venues", above, ownership="own") == exactly(1)


def test_teams_are_counted_and_their_members_added_and_stay_approximate(tree):
    above, first, second = tree
    mediators = TeamKind.objects.get(code="mediation_team")
    TeamFactory(organization=above, kind=mediators, members=40, members_qualifier="over")
    TeamFactory(organization=first, members=3)
    TeamFactory(organization=second, members=3)
    TeamFactory(organization=second)  # nobody counted
    assert ask("registers.teams", above) == exactly(4)
    assert ask("registers.team_members", above, kind="mediation_team") == Quantity(Decimal(40), Qualifier.OVER)
    assert ask("registers.team_members", above, kind="talk_team") == exactly(6)
    assert ask("registers.team_members", above) == Quantity(Decimal(46), Qualifier.OVER)


def test_an_election_is_counted_with_whom_it_chose(tree):
    above, first, _ = tree
    OfficerFactory(organization=first, position="exec", since=D(2025, 2, 1))  # joined without an election
    elected = [("president", "王婳"), ("vice_president", "周喆"), ("vice_president", "马䶮")]
    elected += [("exec", f"执委{number}") for number in range(21)]
    hold_election(election=Election(organization=above, held_on=D(2025, 4, 1)), by=UserFactory(), elected=elected)
    assert ask("registers.elections", above) == exactly(1)
    assert ask("registers.officers_elected", above, position="president") == exactly(1)
    assert ask("registers.officers_elected", above, position="vice_president") == exactly(2)
    assert ask("registers.officers_elected", above, position="exec") == exactly(21)
    assert ask("registers.officers", above, position="exec") == exactly(22)


def test_organizations_are_counted_with_the_one_above_them(tree):
    above, first, _ = tree
    for opened in (D(2025, 3, 1), D(2025, 8, 1), D(2022, 8, 1)):
        OrganizationFactory(parent=above, level=Level.UNIT, kind=Kind.TWO_NEW, opened_on=opened)
    OrganizationFactory(parent=first, level=Level.UNIT, kind=Kind.FOUR_NEW, opened_on=D(2025, 3, 1))
    assert ask("registers.organizations_founded", above, kind="two_new") == exactly(2)
    assert ask("registers.organizations", above, kind="two_new") == exactly(3)
    assert ask("registers.organizations_founded", above, own=True, kind="two_new") == exactly(2)
    assert ask("registers.organizations_founded", above, own=True, kind="four_new") is None
    assert ask("registers.organizations_founded", first, kind="four_new") == exactly(1)


def test_people_in_pools_and_products(tree):
    above, first, _ = tree
    for _number in range(5):
        TalentFactory(organization=first, since=D(2025, 6, 1))
    TalentFactory(organization=first, kind=TalentKind.objects.get(code="entrepreneur"), since=D(2024, 6, 1))
    ProductFactory(organization=first, name="山菌", since=D(2025, 6, 1))
    assert ask("registers.talents_entered", above, kind="endorser") == exactly(5)
    assert ask("registers.talents", above) == exactly(6)
    assert ask("registers.products_presented", above) == exactly(1)


def test_names_of_what_was_new(tree):
    above, first, second = tree
    VenueFactory(organization=first, name="槐荫微家", opened_on=D(2025, 5, 1), place="村口")
    VenueFactory(organization=second, name="梅香微家", opened_on=D(2025, 6, 1))
    VenueFactory(organization=second, name="旧微家", opened_on=D(2020, 6, 1))
    ProductFactory(organization=first, name="山菌", since=D(2025, 6, 1))
    names = {
        code: LISTINGS[code].names([above.path], YEAR)
        for code in LISTINGS
        if code.startswith("registers.venues_opened")
    }
    assert names == {
        "registers.venues_opened_names": ["梅香微家", "槐荫微家"],
        "registers.venues_opened_organizations": ["梅园社区", "石桥村"],
        "registers.venues_opened_places": ["村口"],
        "registers.venues_opened_builders": [],
        "registers.venues_opened_kinds": ["妇女之家"],
    }
    assert LISTINGS["registers.venue_names"].names([above.path], YEAR) == ["旧微家", "梅香微家", "槐荫微家"]
    assert LISTINGS["registers.product_names"].names([above.path], YEAR) == ["山菌"]
