"""A campaign is a theme in one year: many activities of all levels, each counted once."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.festivals import window_of
from activities.models import Activity, ActivityKind, Campaign, Theme, ThemeDate
from activities.services.campaigns import change_campaign, set_campaign_open
from activities.services.vocabulary import set_theme_days
from fulian.core.exceptions import Refused
from fulian.core.periods import Period
from fulian.indicators.figures import figure
from fulian.indicators.models import Indicator
from tests.factories.activities import ActivityFactory, CampaignFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


@pytest.fixture
def women(cast):
    theme = Theme.objects.get(code="womens_day")
    return CampaignFactory(organization=cast.district, theme=theme, title="三八系列活动", by=cast.district_officer)


def joins(organization, campaign, **fields):
    return ActivityFactory(organization=organization, campaign=campaign, **fields)


def test_activities_of_all_levels_join_and_a_figure_over_it_counts_each_once(cast, women):
    joins(cast.village, women, sessions=2), joins(cast.town, women), joins(cast.district, women)
    ActivityFactory(organization=cast.village)
    indicator = Indicator.objects.create(
        code="x.women", name="三八系列活动", unit="场次", area="culture_festival", measure_code="activities.sessions",
        dimensions={"campaign": [str(women.pk)]},
    )  # fmt: skip
    values = [figure(indicator, one, Period.year(2025)).value.value for one in (cast.village, cast.town, cast.district)]
    assert values == [2, 3, 4]


def test_joining_gives_the_activity_the_campaigns_theme_beside_its_own(cast, women):
    other = Theme.objects.get(code="big_talk")
    activity = joins(cast.village, women, themes=[other])
    assert {theme.code for theme in activity.themes.all()} == {"womens_day", "big_talk"}
    changed = Theme.objects.get(code="rights_week")
    women.theme = changed
    change_campaign(campaign=women, organizations=[], by=cast.district_officer)
    assert {theme.code for theme in activity.themes.all()} == {"womens_day", "big_talk", "rights_week"}


def test_only_who_takes_part_joins_while_it_is_open_and_in_its_year(cast, women):
    with pytest.raises(Refused, match="是2025年的"):
        joins(cast.village, women, starts_on=D(2024, 3, 8))
    with pytest.raises(Refused, match="没有参加"):
        joins(cast.outside_village, women)
    change_campaign(campaign=women, organizations=[cast.other_town], by=cast.district_officer)
    with pytest.raises(Refused, match="没有参加"):
        joins(cast.village, women)
    activity = joins(cast.far_village, women)
    set_campaign_open(campaign=women, is_open=False, by=cast.district_officer)
    with pytest.raises(Refused, match="已经结束"):
        joins(cast.far_village, women, apart=[activity.pk])
    assert activity.campaign == women


def test_its_owner_sees_all_of_it_and_a_village_what_is_its_own(cast, as_user, women):
    mine = joins(cast.village, women, attendances=30)
    joins(cast.far_village, women, attendances=50)
    whole = as_user(cast.district_officer).get(women.get_absolute_url()).context
    own = as_user(cast.village_chair).get(women.get_absolute_url()).context
    assert [f["value"] for f in whole["figures"]] == ["2", "80"]
    assert [f["value"] for f in own["figures"]] == ["1", "30"]
    assert (list(own["held"]), own["missing"]) == ([mine], None)
    assert (whole["missing"]["expected"], whole["missing"]["done"]) == (2, 2)


def test_its_page_and_the_list_ask_the_same_for_one_activity_and_for_thirty(cast, as_user, women):
    officer = as_user(cast.district_officer)
    joins(cast.village, women)

    def asked():
        with CaptureQueriesContext(connection) as page:
            officer.get(women.get_absolute_url())
        with CaptureQueriesContext(connection) as listed:
            officer.get("/activities/campaigns/")
        return len(page), len(listed)

    before = asked()
    for _ in range(15):
        joins(cast.far_village, women)
        CampaignFactory(organization=cast.town)
    assert asked() == before


def test_a_theme_and_a_year_are_enough_to_begin_one(cast, as_user):
    theme = Theme.objects.get(code="double_ninth")
    response = as_user(cast.town_chair).post(
        "/activities/campaigns/new/", {"organization": cast.town.pk, "theme": theme.pk, "year": "2026"}
    )
    campaign = Campaign.objects.get()
    assert response["Location"] == campaign.get_absolute_url()
    assert (campaign.title, campaign.starts_on, campaign.ends_on) == (
        "2026年重阳节活动",
        D(2026, 10, 11),
        D(2026, 10, 25),
    )
    unknown = Theme.objects.get(code="family_ed_month")
    refused = as_user(cast.town_chair).post(
        "/activities/campaigns/new/", {"organization": cast.town.pk, "theme": unknown.pk, "year": "2026"}
    )
    assert set(refused.context["form"].errors) == {"starts_on", "ends_on"}


def test_lunar_days_come_from_the_calendar_and_the_district_has_the_last_word(cast):
    boats = Theme.objects.get(code="dragon_boat")
    assert window_of(boats, 2026) == Period(D(2026, 6, 12), D(2026, 6, 21))
    assert window_of(boats, 2050) is None
    for last in (20, 22):
        days = ThemeDate(theme=boats, year=2026, starts_on=D(2026, 6, 15), ends_on=D(2026, 6, last))
        set_theme_days(days=days, by=cast.district_officer)
    assert window_of(boats, 2026) == Period(D(2026, 6, 15), D(2026, 6, 22))


def test_recording_from_its_page_brings_it_along(cast, as_user, women):
    chair = as_user(cast.village_chair)
    form = chair.get(f"/activities/new/?campaign={women.pk}").context["form"]
    assert (str(form["campaign"].value()), form.more_open) == (str(women.pk), True)
    kind = ActivityKind.objects.get(code="law_talk")
    sent = {
        "kind": kind.pk,
        "starts_on": "2025-03-08",
        "sessions": "1",
        "role": "host",
        "mode": "offline",
        "campaign": women.pk,
    }
    chair.post("/activities/new/", sent)
    assert Activity.objects.get().campaign == women
