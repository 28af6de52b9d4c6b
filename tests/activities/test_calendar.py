"""The calendar shows each day's activities, within what she may see, at the cost of a few queries."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.calendar import weeks_of
from activities.choices import Status
from activities.models import Activity, Campaign
from activities.services import cancel_activity
from fulian.core.periods import Month
from tests.factories.activities import ActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date
CALENDAR = "/activities/calendar/"


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


def squares(month, rows=None):
    rows = Activity.objects.standing() if rows is None else rows
    return [day for week in weeks_of(month, rows, D(2025, 11, 15)) for day in week.days]


def test_a_month_is_shown_in_whole_weeks_from_monday():
    days = squares(Month(2025, 11))
    assert (days[0].date, days[-1].date, len(days)) == (D(2025, 10, 27), D(2025, 11, 30), 35)
    assert [day.date for day in days if day.is_today] == [D(2025, 11, 15)]
    assert [day.inside for day in days[:6]] == [False] * 5 + [True]
    assert [(day.date.day, day.festivals[0].name) for day in days if day.festivals] == [
        (29, "重阳节"),
        (25, "国际消除对妇女暴力日"),
    ]


def test_a_square_counts_all_and_names_the_widest_first(cast):
    for number in range(4):
        ActivityFactory(
            organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8), title=f"村里第{number}场"
        )
    ActivityFactory(organization=cast.town, by=cast.town_chair, starts_on=D(2025, 11, 8), title="镇里的一场")
    (day,) = [day for day in squares(Month(2025, 11)) if day.number]
    assert (day.number, [row.title for row in day.activities], day.more) == (
        5, ["镇里的一场", "村里第0场", "村里第1场"], 2,
    )  # fmt: skip


def test_what_was_cancelled_is_not_in_the_calendar(cast):
    gone = ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8))
    cancel_activity(activity=gone, by=cast.village_chair, reason="记重了")
    assert [day.number for day in squares(Month(2025, 11)) if day.number] == []


def test_she_sees_only_what_is_hers(cast, as_user):
    ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8), title="村里的一场")
    ActivityFactory(
        organization=cast.other_village, by=cast.other_village_chair, starts_on=D(2025, 11, 8), title="邻村的一场"
    )
    page = as_user(cast.village_chair).get(CALENDAR, {"day": "2025-11-08"})
    assert (page.context["number"], [row.title for row in page.context["chosen_rows"]]) == (1, ["村里的一场"])
    assert "邻村的一场" not in page.content.decode()


def test_the_week_and_the_month_say_the_same(cast, as_user):
    ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8), title="周六的一场")
    client = as_user(cast.town_chair)
    week = client.get(CALENDAR, {"day": "2025-11-08", "view": "week"})
    month = client.get(CALENDAR, {"day": "2025-11-08"})
    assert (week.context["label"], week.context["number"], month.context["number"]) == ("2025年11月3日至11月9日", 1, 1)
    assert [row.title for day, _, _ in week.context["week"] for row in day.activities] == ["周六的一场"]


@pytest.mark.parametrize("wrong", ["2025-02-30", "gestern", "0001-01-01", "9999-12-31"])
def test_a_day_that_does_not_exist_shows_today(cast, as_user, wrong):
    page = as_user(cast.village_chair).get(CALENDAR, {"day": wrong})
    assert (page.status_code, page.context["label"]) == (200, "2025年11月")


def test_the_filter_goes_with_her_from_month_to_month_and_into_the_list(cast, as_user):
    for number in range(13):
        ActivityFactory(
            organization=cast.village,
            by=cast.village_chair,
            starts_on=D(2025, 11, 8),
            kind="law_talk",
            title=f"普法{number}",
        )
    ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8), kind="visit")
    client = as_user(cast.village_chair)
    page = client.get(CALENDAR, {"day": "2025-11-08", "kind": "law_talk", "view": "week"})
    assert page.context["number"] == 13
    assert client.get(page.context["previous_url"]).context["filterset"].form.cleaned_data["kind"].code == "law_talk"
    (address,) = [url for day, _, url in page.context["week"] if day.more]
    assert len(client.get(address).context["page"].rows) == 13


@pytest.mark.parametrize("view", ["", "week"])
def test_thirty_activities_cost_as_many_queries_as_one(cast, as_user, view):
    client = as_user(cast.town_chair)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(CALENDAR, {"day": "2025-11-08", "view": view}).status_code == 200
        return len(queries)

    ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8))
    cost()
    one = cost()
    for number in range(29):
        ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 1 + number % 15))
    assert cost() == one


def test_what_is_planned_and_the_campaigns_of_the_month_are_shown(cast, as_user):
    planned = ActivityFactory(
        organization=cast.village, by=cast.village_chair, kind="visit", starts_on=D(2025, 12, 21), status=Status.PLANNED
    )
    Campaign.objects.create(
        organization=cast.district, path_at=cast.district.path, title="冬季送温暖", year=2025, starts_on=D(2025, 11, 20),
        ends_on=D(2025, 12, 31), created_by=cast.district_officer, updated_by=cast.district_officer,
    )  # fmt: skip
    client = as_user(cast.village_chair)
    page = client.get(CALENDAR, {"day": "2025-12-21"})
    assert [row.pk for row in page.context["chosen_rows"]] == [planned.pk]
    assert "计划中" in page.content.decode()
    assert [(row.title, days) for row, days in page.context["campaigns"]] == [("冬季送温暖", "11月20日至12月31日")]
    assert client.get(CALENDAR, {"day": "2025-10-10"}).context["campaigns"] == []


def test_the_list_leads_to_the_calendar(cast, as_user):
    assert reverse("activities:activity-calendar") in as_user(cast.village_chair).get("/activities/").content.decode()
