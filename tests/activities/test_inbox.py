import datetime

import pytest
import time_machine

from activities.inbox import done_section, quick_section, recent_section
from fulian.drafts.models import Draft
from fulian.indicators.services import load_defaults
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 11, 15)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


def test_the_kinds_she_used_last_are_one_tap_away(cast):
    for kind in ("visit", "film"):
        ActivityFactory(organization=cast.village, by=cast.village_chair, kind=kind)
    kinds = quick_section(cast.village_chair, TODAY)["kinds"]
    assert kinds[:2] == [("观影活动", "/activities/quick/?kind=film"), ("走访慰问", "/activities/quick/?kind=visit")]
    assert len(kinds) == 6


def test_what_was_done_this_month_and_this_year_comes_through_the_door_to_a_number(cast):
    load_defaults()
    ActivityFactory(organization=cast.village, sessions=4, attendances=126, starts_on=datetime.date(2025, 11, 3))
    ActivityFactory(organization=cast.village, sessions=37, attendances=500, starts_on=datetime.date(2025, 3, 3))
    ActivityFactory(organization=cast.other_village, sessions=100, starts_on=datetime.date(2025, 11, 3))
    shown = [(figure["value"], figure["unit"]) for figure in done_section(cast.village_chair, TODAY)["figures"]]
    assert shown == [("4", "场次"), ("126", "人次"), ("41", "场次"), ("626", "人次")]


def test_the_district_sees_what_was_newly_recorded_below(cast):
    activity = ActivityFactory(organization=cast.village)
    section = recent_section(cast.district_officer, TODAY)
    assert (section["count"], section["latest"]) == (1, [activity])
    assert recent_section(cast.outsider, TODAY) is None


def test_a_forgotten_draft_waits_among_the_things_to_do(cast, as_user):
    Draft.objects.create(user=cast.village_chair, form_key="activities.activity", data={"title": ["普法"]})
    html = as_user(cast.village_chair).get("/").content.decode()
    assert "草稿：活动" in html
    assert "/activities/new/?draft=1" in html


@pytest.mark.parametrize("role", ["village_chair", "village_aide", "town_chair", "district_officer", "leader"])
def test_home_opens_for(cast, as_user, role):
    load_defaults()
    ActivityFactory(organization=cast.village)
    assert as_user(cast[role]).get("/").status_code == 200
