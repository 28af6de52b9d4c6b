"""figure(): one definition of every number, whether its months are open, closed or both."""

import datetime
from decimal import Decimal

import pytest

from fulian.core.periods import Month, Period
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.breakdowns import by_child, by_month
from fulian.indicators.figures import figure, figures
from fulian.indicators.models import Indicator, MonthlyTotal
from fulian.indicators.services import load_defaults, release
from fulian.indicators.totals import rebuild
from fulian.indicators.tracing import added_notes, records_behind
from fulian.organizations.services import move_organization
from fulian.registers.models import TeamKind
from reports.services.closing import close_month
from reports.services.filing import Entry, file_report
from reports.services.reviewing import approve
from tests.factories import rights
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import village as new_village
from tests.factories.registers import TeamFactory

YEAR = Period.year(2025)
MARCH, APRIL = Month(2025, 3), Month(2025, 4)


@pytest.fixture(autouse=True)
def _defaults(db):
    load_defaults()


def indicator(code: str) -> Indicator:
    return Indicator.objects.get(code=code)


def team(organization, founded_on: datetime.date):
    return TeamFactory(organization=organization, kind=TeamKind.objects.get(code="talk_team"), founded_on=founded_on)


def talk(organization, month: int = 3, **fields):
    return ActivityFactory(
        organization=organization, kind="theory_talk", starts_on=datetime.date(2025, month, 8), **fields
    )


def add(value: int, qualifier: str = "", note: str = "补记") -> Entry:
    return Entry(Quantity.of(value, qualifier), note)


def state(cast, month: Month, village=None, entries=None, *, approved: bool = True):
    """The village's month filed, and approved by its township."""
    village = village or cast.village
    report = file_report(organization=village, month=month, by=cast.village_chair, entries=entries or {})
    return approve(report=report, by=cast.town_chair) if approved else report


def close(cast, month: Month) -> None:
    close_month(district=cast.district, month=month, by=cast.district_officer)


def test_open_months_are_counted_live_with_what_reports_added(cast):
    talk(cast.village, sessions=3)
    talk(cast.village, month=4, sessions=2)
    talk(cast.far_village, sessions=10)
    state(cast, MARCH, entries={"ideology.talks": add(5)}, approved=False)
    found = figure(indicator("ideology.talks"), cast.town, YEAR)
    assert (found.recorded, found.added, found.value) == (Quantity.of(5), Quantity.of(5), Quantity.of(10))
    assert found.provisional


def test_a_closed_month_says_the_same_as_it_did_when_it_was_open(cast):
    talk(cast.village, sessions=3, sessions_qualifier="over")
    talk(cast.town, sessions=1)
    state(cast, MARCH, entries={"ideology.talks": add(5)})
    asked = (indicator("ideology.talks"), cast.district, MARCH.period)
    before = figure(*asked)
    close(cast, MARCH)
    after = figure(*asked)
    assert (after.value, after.value.text("场次")) == (before.value, "9余场次")
    assert (before.provisional, after.provisional) == (True, False)


def test_what_is_recorded_by_one_who_never_reported_still_counts_after_closing(cast):
    talk(cast.other_village, sessions=4)
    close(cast, MARCH)
    assert figure(indicator("ideology.talks"), cast.district, YEAR).value == Quantity.of(4)


def test_an_addition_to_a_part_counts_in_the_whole_too(cast):
    """活动场次 is never less than the talks in it."""
    talk(cast.village, sessions=3)
    state(cast, MARCH, entries={"ideology.talks": add(5, "at_least")})
    live = figure(indicator("activity.sessions"), cast.district, YEAR).value
    close(cast, MARCH)
    assert (
        figure(indicator("activity.sessions"), cast.district, YEAR).value
        == live
        == Quantity(Decimal(8), Qualifier.AT_LEAST)
    )


def test_nothing_recorded_is_not_nought(cast):
    assert figure(indicator("ideology.talks"), cast.village, YEAR).value is None
    state(cast, MARCH, entries={"publicity.posts": add(0), "research.reports": add(1)})
    assert figure(indicator("publicity.posts"), cast.village, YEAR).value == Quantity.of(0)


def test_a_stock_is_what_there_is_on_the_last_day(cast):
    team(cast.village, datetime.date(2024, 5, 1))
    team(cast.village, datetime.date(2025, 8, 1))
    teams = indicator("ideology.talk_teams")
    assert figure(teams, cast.district, Period.year(2024)).value == Quantity.of(1)
    assert figure(teams, cast.district, MARCH.period).value == Quantity.of(1)
    assert figure(teams, cast.district, YEAR).value == Quantity.of(2)


def test_a_ratio_carries_its_two_parts(cast):
    for outcome in ("settled", "settled", "referred"):
        rights.mediation(cast, outcome=outcome)
    rate = figure(indicator("rights.settlement_rate"), cast.town, YEAR)
    assert (rate.text, rate.fraction) == ("66.7%", "2/3")


def test_a_cut_off_day_leaves_out_what_came_after_it(cast):
    ActivityFactory(organization=cast.village, kind="theory_talk", starts_on=datetime.date(2025, 11, 30), sessions=1)
    ActivityFactory(organization=cast.village, kind="theory_talk", starts_on=datetime.date(2025, 12, 1), sessions=7)
    until = Period.year(2025, datetime.date(2025, 11, 30))
    assert figure(indicator("ideology.talks"), cast.village, until).value == Quantity.of(1)


def test_figures_follow_the_tree_of_the_day(cast):
    """A village that moved takes its old records with it; the township that it left keeps them in its figures."""
    talk(cast.village, sessions=3)
    move_organization(
        organization=cast.village, parent=cast.other_town, effective_on=datetime.date(2025, 6, 1), by=cast.administrator
    )
    cast.village.refresh_from_db()
    talks = indicator("ideology.talks")
    assert figure(talks, cast.village, YEAR).value == Quantity.of(3)
    assert figure(talks, cast.town, YEAR).value == Quantity.of(3)
    assert figure(talks, cast.other_town, YEAR).value is None


def test_an_indicator_younger_than_a_closed_month_is_counted_live_and_marked(cast):
    talk(cast.village, sessions=3)
    close(cast, MARCH)
    young = Indicator.objects.create(
        code="own.talks", name="本区宣讲", unit="场次", area="ideology", definition="同主题宣讲", measure_code="activities.sessions",
        dimensions={"kind": ["theory_talk"]},
    )  # fmt: skip
    found = figure(young, cast.district, YEAR)
    assert (found.value, found.unchecked) == (Quantity.of(3), True)


def test_the_parts_by_month_and_by_child_add_up(cast):
    talk(cast.village, sessions=3)
    talk(cast.far_village, sessions=4)
    talk(cast.district, month=4, sessions=1)
    state(cast, MARCH, entries={"ideology.talks": add(5)})
    close(cast, MARCH)
    talks = indicator("ideology.talks")
    assert by_month(talks, cast.district, YEAR) == {MARCH: Quantity.of(12), APRIL: Quantity.of(1)}
    children = [(child.name if child else "本级", quantity) for child, quantity in by_child(talks, cast.district, YEAR)]
    assert children == [("本级", Quantity.of(1)), ("柳溪镇", Quantity.of(8)), ("东渡街道", Quantity.of(4))]


def test_rebuilding_gives_the_same_totals(cast):
    talk(cast.village, sessions=3)
    state(cast, MARCH, entries={"ideology.talks": add(5, "over")})
    state(cast, MARCH, village=cast.other_village, entries={"publicity.posts": add(2)})
    rows = MonthlyTotal.objects.order_by("organization", "indicator").values_list(
        "organization", "indicator", "recorded", "added", "qualifier"
    )
    kept = list(rows)
    rebuild(MARCH)
    assert kept != []
    assert list(rows) == kept


@pytest.mark.parametrize("villages", [1, 12])
def test_many_figures_of_many_villages_cost_the_same_queries(cast, villages, django_assert_max_num_queries):
    for number in range(villages):
        talk(new_village(cast.town, f"新{number}村"), sessions=1)
    known = list(Indicator.objects.select_related("numerator", "denominator"))
    sources = {(i.measure.source.code, i.measure.nature) for i in known if i.measure and not i.confidential}
    with django_assert_max_num_queries(len(sources) + 10):  # one for each kind of rows, and what all of them share
        found = figures(known, cast.district, YEAR)
    assert found["ideology.talks"].value == Quantity.of(villages)


def test_coverage_says_how_many_of_how_many_have_reported(cast, time_machine):
    time_machine.move_to(datetime.datetime(2025, 2, 10, tzinfo=datetime.UTC))
    talk_day = datetime.date(2025, 1, 8)
    ActivityFactory(organization=cast.village, kind="theory_talk", starts_on=talk_day)
    state(cast, Month(2025, 1), approved=False)
    found = figure(indicator("ideology.talks"), cast.district, Month(2025, 1).period)
    assert (found.coverage.filed, found.coverage.due) == (1, 6)


def test_the_records_and_notes_behind_a_number_are_found(cast):
    kept = talk(cast.village, sessions=3)
    talk(cast.far_village, sessions=9)
    state(cast, MARCH, entries={"ideology.talks": add(5, note="院落里的零散宣讲")})
    whole = indicator("activity.sessions")
    assert list(records_behind(whole, cast.town, YEAR, user=cast.town_chair)) == [kept]
    notes = added_notes(whole, cast.town, YEAR)
    assert [(n.organization, n.indicator.code, n.note) for n in notes] == [
        (cast.village, "ideology.talks", "院落里的零散宣讲")
    ]


def test_a_confidential_figure_is_withheld_until_it_is_released_and_small_ones_stay_so(cast):
    cases = indicator("rights.cases")
    for _ in range(4):
        rights.case(cast)
    assert figure(cases, cast.district, YEAR).withheld
    release(indicator=cases, district=cast.district, period=Period.quarter(2025, 1), by=cast.rights_officer)
    assert figure(cases, cast.district, Period.quarter(2025, 1)).withheld
    rights.case(cast, received_on=datetime.date(2025, 5, 9))
    release(indicator=cases, district=cast.district, period=YEAR, by=cast.rights_officer)
    assert figure(cases, cast.district, YEAR).value == Quantity.of(5)
    assert figure(cases, cast.town, YEAR).withheld
