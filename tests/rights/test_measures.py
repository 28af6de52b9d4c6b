import datetime

import pytest

from fulian.core.measures import MEASURES, Question, answer
from fulian.core.periods import Period
from rights.measures import HOUSEHOLDS, MEDIATIONS
from rights.services import add_contact, advance_case, cancel_assistance, close_household
from tests.factories.rights import DAY, case, category, check, household, level, mediation

pytestmark = pytest.mark.django_db
YEAR = Period.year(2025)
JUNE = datetime.date(2025, 6, 1)


def value(code, organization, period=YEAR, **dimensions):
    asked = Question("x", MEASURES[code], {name: [chosen] for name, chosen in dimensions.items()})
    found = answer([asked], paths=[organization.path], period=period)["x"]
    return int(found[()].value) if found else 0


def test_mediations_are_counted_by_kind_and_outcome(cast):
    mediation(cast)
    mediation(cast, kind="neighbour", outcome="unsettled", happened_on=JUNE)
    mediation(cast, organization=cast.other_village, by=cast.other_village_chair)
    mediation(cast, happened_on=datetime.date(2024, 12, 31))
    cancel_assistance(subject=mediation(cast), reason="误登", by=cast.village_chair)
    assert value("rights.mediations", cast.town) == 3
    assert value("rights.mediations", cast.village, outcome="settled") == 1
    assert value("rights.mediations", cast.district, kind="neighbour") == 1
    assert value("rights.mediations", cast.other_town) == 0


def test_households_found_watched_and_struck_off_are_three_figures(cast):
    check(cast, households=2)
    row = household(cast, level=level("red"))
    close_household(household=row, on=JUNE, reason="已化解", by=cast.village_chair)
    assert value("rights.risk_households", cast.town) == 3
    assert value("rights.risk_households", cast.town, level="red") == 1
    assert value("rights.risk_households_closed", cast.town) == 1
    until_may, until_june = (Period(YEAR.start, JUNE - datetime.timedelta(days=d)) for d in (1, 0))
    assert value("rights.risk_households_watched", cast.town, until_may) == 3
    assert value("rights.risk_households_watched", cast.town, until_june) == 2
    assert (value("rights.risk_checks", cast.town), value("rights.households_checked", cast.town)) == (1, 40)


def test_a_case_is_one_however_often_she_comes(cast):
    row = case(cast)
    row.categories.add(category("personal"))
    add_contact(case=row, on=JUNE, channel="call", by=cast.town_rights_officer)
    assert (value("rights.cases", cast.town), value("rights.case_contacts", cast.town)) == (1, 2)
    both = Question("x", MEASURES["rights.cases"], {"category": ["marriage_family", "personal"]})
    assert answer([both], paths=[cast.town.path], period=YEAR)["x"][()].value == 1
    advance_case(case=row, to="replied", on=DAY, text="已解释", by=cast.town_rights_officer)
    assert value("rights.cases_closed", cast.town, way="on_the_spot") == 1


def test_every_figure_about_cases_is_confidential_and_no_other():
    found = {code for code, measure in MEASURES.items() if code.startswith("rights.") and measure.confidential}
    assert found == {"rights.cases", "rights.case_contacts", "rights.cases_accepted", "rights.cases_closed"}


def test_the_rows_behind_a_figure_show_no_person(cast):
    labels = [MEDIATIONS.row_label(mediation(cast)), HOUSEHOLDS.row_label(household(cast))]
    assert labels == ["婆媳纠纷", "黄级关注家庭"]


def test_every_choice_of_a_dimension_can_be_asked():
    for code, measure in MEASURES.items():
        if code.startswith("rights."):
            for dimension in measure.source.dimensions:
                for choice, _ in dimension.choices():
                    assert dimension.q([choice])
