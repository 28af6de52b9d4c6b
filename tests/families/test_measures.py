import datetime

import pytest
import time_machine

from families import measures
from families.services import advance_honour, cancel_honour, promote_honour
from fulian.core.measures import LISTINGS, MEASURES, Question, answer
from fulian.core.periods import Period
from tests.factories.families import courtyard, feature, grade, honour, kind, nominated

pytestmark = pytest.mark.django_db
YEAR = Period.year(2025)
MARCH, JUNE, SEPTEMBER = (datetime.date(2025, month, 1) for month in (3, 6, 9))


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2025-12-20 09:00:00+08:00", tick=False):
        yield


def value(code, organization, period=YEAR, **dimensions):
    asked = Question("x", MEASURES[code], {name: [chosen] for name, chosen in dimensions.items()})
    found = answer([asked], paths=[organization.path], period=period)["x"]
    return int(found[()].value) if found else 0


@pytest.fixture
def courtyards(cast):
    """Three became 示范户 in March, one of them 精品户 in June, another lost it in September; one is new in September."""
    rows = [
        honour(cast, kind=courtyard(), grade=grade(), named_on=MARCH, features=[feature("green"), feature("filial")]),
        honour(cast, kind=courtyard(), grade=grade(), named_on=MARCH, features=[feature("green")]),
        honour(cast, kind=courtyard(), grade=grade(), named_on=MARCH, organization=cast.other_village,
               by=cast.other_village_chair),
    ]  # fmt: skip
    promote_honour(honour=rows[0], grade=grade("premium_household"), on=JUNE, by=cast.town_officer)
    advance_honour(honour=rows[1], to="revoked", on=SEPTEMBER, by=cast.town_officer, reason="整改后仍不合格")
    rows.append(honour(cast, kind=courtyard(), grade=grade("premium_household"), named_on=SEPTEMBER))
    return rows


def test_nominated_and_named_are_two_figures(cast):
    nominated(cast, nominated_on=MARCH)
    advance_honour(honour=nominated(cast, nominated_on=MARCH), to="named", on=JUNE, by=cast.town_officer)
    nominated(cast, nominated_on=datetime.date(2024, 12, 31))
    assert value("families.recommended", cast.town, level="city") == 2
    assert value("families.named", cast.town, level="city") == 1


def test_grades_are_counted_each_for_itself(cast, courtyards):
    assert value("families.named", cast.town, kind="refined_farm") == 4
    assert value("families.graded", cast.town, kind="refined_farm", grade="demo_household") == 3
    assert value("families.graded", cast.town, kind="refined_farm", grade="premium_household") == 2


def test_what_stands_at_a_day_follows_the_grade_of_that_day(cast, courtyards):
    def at(month, day, **dimensions):
        period = Period(datetime.date(2025, 1, 1), datetime.date(2025, month, day))
        return value("families.grade_standing", cast.town, period, **dimensions)

    assert (at(5, 31, grade="demo_household"), at(5, 31, grade="premium_household")) == (3, 0)
    assert (at(6, 1, grade="demo_household"), at(6, 1, grade="premium_household")) == (2, 1)
    assert (at(9, 1, grade="demo_household"), at(9, 1, grade="premium_household")) == (1, 2)


def test_the_stock_over_the_year_adds_up(cast, courtyards):
    for month in range(1, 13):
        until = Period.year(2025, datetime.date(2025, month, 28))
        begun, named, revoked = (
            0,
            value("families.named", cast.town, until),
            value("families.revoked", cast.town, until),
        )
        assert value("families.standing", cast.town, until) == begun + named - revoked


def test_a_courtyard_with_two_of_the_features_counts_once(cast, courtyards):
    asked = Question("x", MEASURES["families.named"], {"feature": ["green", "filial"]})
    assert answer([asked], paths=[cast.town.path], period=YEAR)["x"][()].value == 2
    assert value("families.graded", cast.town, feature="filial", grade="premium_household") == 1


def test_each_organization_owns_its_own(cast, courtyards):
    assert value("families.named", cast.village) == 3
    assert value("families.named", cast.other_village) == 1
    assert value("families.named", cast.other_town) == 0
    grouped = answer(
        [Question("x", MEASURES["families.graded"], {})], paths=[cast.town.path], period=YEAR, by_organization=True
    )["x"]
    assert {key[0]: int(q.value) for key, q in grouped.items()} == {cast.village.pk: 4, cast.other_village.pk: 1}


def test_a_cancelled_honour_counts_nowhere(cast):
    row = honour(cast, kind=courtyard(), grade=grade(), named_on=MARCH)
    cancel_honour(honour=row, reason="误登", by=cast.village_chair)
    codes = [code for code, m in MEASURES.items() if code.startswith("families.")]
    assert {code: value(code, cast.district) for code in codes} == dict.fromkeys(codes, 0)


def test_dimensions_narrow_by_area_and_subject(cast, courtyards):
    honour(cast, kind=kind("moral_model"), named_on=MARCH)
    assert value("families.named", cast.district, area="courtyard") == 4
    assert value("families.named", cast.district, subject_type="person") == 1


def test_listings_never_hold_a_private_name(cast, courtyards):
    honour(cast, kind=kind("women_civilized_post"), name="石桥村电商服务站", named_on=MARCH)
    honour(cast, kind=kind("moral_model"), name="赵明霞", named_on=MARCH)
    read = {code: LISTINGS[code].names([cast.town.path], YEAR) for code in LISTINGS if code.startswith("families.")}
    assert read["families.collectives"] == ["石桥村电商服务站"]
    assert read["families.honour_kinds"] == ["精致农家", "巾帼文明岗", "道德模范"]
    assert read["families.features"][0] == "绿色生态"
    assert not any("赵明霞" in name for names in read.values() for name in names)


def test_every_choice_of_a_dimension_can_be_asked(cast):
    for dimension in (*measures.HONOUR_DIMENSIONS, *measures.GRADING_DIMENSIONS):
        for code, _ in dimension.choices():
            assert dimension.q([code])
