"""Names with what each makes of the whole, and how regularly something was done."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import ActivityKind, FieldValue, KindField
from fulian.core.measures import LISTINGS
from fulian.core.periods import Period
from reports.services.naming import read_lists
from reports.services.outline import load_outline
from tests.factories.activities import ActivityFactory
from tests.factories.organizations import town, village

pytestmark = pytest.mark.django_db
YEAR = Period.year(2025)


def day(month: int) -> datetime.date:
    return datetime.date(2025, month, 10)


@pytest.fixture
def place():
    return town()


def told(place, code, *, amounts=True, **dimensions):
    return LISTINGS[code].told([place.path], YEAR, {"it": (dimensions, amounts)})["it"]


def test_kinds_are_told_with_their_sessions_and_a_district_s_own_among_them(place):
    own = ActivityKind.objects.create(code="lantern_walk", label="提灯巡夜", category="volunteer", session_unit="次")
    ActivityFactory(organization=village(place), kind=own, sessions=7)
    ActivityFactory(organization=place, kind="river_care", sessions=20, sessions_qualifier="over")
    ActivityFactory(organization=place, kind="river_care", sessions=3, role="send_participants")
    ActivityFactory(organization=place, kind="law_talk", sessions=9)
    assert told(place, "activities.kinds", category=["volunteer"]) == ["巾帼护河20余次", "提灯巡夜7次"]
    assert told(place, "activities.kinds", **{"category": ["volunteer"], "kind!": ["river_care"]}) == ["提灯巡夜7次"]


def test_several_lists_of_one_listing_cost_one_query_and_say_what_each_says_alone(place):
    for kind in ("law_talk", "law_consult", "health_talk"):
        ActivityFactory(organization=place, kind=kind, sessions=2)
    asked = {
        "law": ({"category": ["law_publicity"]}, True), "health": ({"kind": ["health_talk", "health_clinic"]}, True),
        "others": ({"kind!": ["law_talk"]}, False), "all": ({}, False),
    }  # fmt: skip
    listing = LISTINGS["activities.kinds"]
    with CaptureQueriesContext(connection) as queries:
        together = listing.told([place.path], YEAR, asked)
    alone = {key: listing.told([place.path], YEAR, {key: one})[key] for key, one in asked.items()}
    assert together == alone
    assert len(queries) == 1
    assert together["health"] == ["健康讲座2场次"]


def test_only_words_of_fields_that_may_be_printed_are_told(place):
    activity = ActivityFactory(organization=place, kind="skill_training")
    for code, text in (("course", "月嫂、网店"), ("teacher", "王玥")):
        FieldValue.objects.create(activity=activity, field=KindField.objects.get(code=code), text=text)
    assert told(place, "activities.field_words", amounts=False, field=["course", "teacher"]) == ["月嫂", "网店"]


@pytest.mark.parametrize(
    ("months", "said"), [(range(1, 13), ["每月"]), ((1, 5, 9, 12), ["每季度"]), ((1, 2, 3, 4, 5, 6), [])]
)
def test_a_rhythm_is_said_only_where_the_records_bear_it_out(place, months, said):
    load_outline()
    for month in months:
        ActivityFactory(organization=place, kind="theory_study", starts_on=day(month))
    assert read_lists(place, YEAR)["rhythm:activities.sessions|kind=theory_study"] == said


def test_the_lists_of_an_outline_cost_the_same_whatever_was_recorded(place):
    load_outline()

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            read_lists(place, YEAR)
        return len(found)

    queries()
    few = queries()
    for kind in ActivityKind.objects.all()[:30]:
        ActivityFactory(organization=place, kind=kind)
    assert queries() == few
