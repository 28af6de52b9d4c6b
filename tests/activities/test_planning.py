"""Before an activity is held: planned, put off, in a rhythm, held at last. What is planned is counted nowhere."""

import datetime

import pytest
import time_machine
from django.db import transaction

from activities.choices import Rhythm, Status
from activities.models import Activity, ActivityKind, Series
from activities.services import (
    cancel_following,
    change_following,
    days_of,
    hold_activity,
    plan_series,
    postpone_activity,
)
from fulian.core.exceptions import Refused
from fulian.core.periods import Month, Period
from fulian.indicators.figures import figure
from fulian.indicators.locks import close_all
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from tests.factories.activities import ActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date
PLAN = "/activities/plan/"
FIRST, UNTIL, NEXT = D(2025, 12, 31), D(2026, 3, 31), D(2025, 12, 10)


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


def planned(organization, day=NEXT, **fields):
    return ActivityFactory(organization=organization, kind="law_talk", starts_on=day, status=Status.PLANNED, **fields)


def typed(**changes):
    kind = ActivityKind.objects.get(code="law_talk")
    plain = {"kind": kind.pk, "title": "普法进集市", "starts_on": "2025-12-10", "role": "host", "mode": "offline"}
    return {**plain, **changes}


def in_rhythm(organization, by, rhythm=Rhythm.MONTHLY, first=FIRST, until=UNTIL):
    kind = ActivityKind.objects.get(code="law_talk")
    pattern = Activity(organization=organization, kind=kind, title="法律咨询日", starts_on=first, status=Status.PLANNED)
    return plan_series(pattern=pattern, rhythm=rhythm, until=until, days=days_of(rhythm, first, until), by=by)


def days(series):
    return [one.starts_on for one in series.activities.order_by("series_number")]


# ---- the rhythm --------------------------------------------------------------------------------------------------------


def test_every_month_on_the_31st_is_the_last_day_of_shorter_months_and_comes_back_to_the_31st():
    found = days_of(Rhythm.MONTHLY, D(2024, 1, 31), D(2024, 5, 31))
    assert found == [D(2024, 1, 31), D(2024, 2, 29), D(2024, 3, 31), D(2024, 4, 30), D(2024, 5, 31)]


def test_a_year_has_twelve_months_four_quarters_and_its_weeks_and_more_than_sixty_are_refused():
    first, last = D(2026, 1, 7), D(2026, 12, 31)
    assert [len(days_of(rhythm, first, last)) for rhythm in Rhythm] == [52, 12, 4]
    with pytest.raises(Refused, match="最多安排60场"):
        days_of(Rhythm.WEEKLY, first, D(2027, 12, 31))


# ---- planned, held, put off ----------------------------------------------------------------------------------------------


def test_what_is_planned_is_counted_nowhere_until_it_is_held(cast):
    load_defaults()
    sessions = Indicator.objects.get(code="activity.sessions")
    activity = planned(cast.village, day=D(2025, 11, 10))
    year = Period.year(2025)
    assert figure(sessions, cast.district, year).value is None
    activity.attendances = 40
    hold_activity(activity=activity, by=cast.village_chair)
    assert figure(sessions, cast.district, year).value.value == 1


def test_a_future_day_is_for_plans_only(cast, as_user):
    chair = as_user(cast.village_chair)
    assert chair.post("/activities/new/", typed(sessions="1")).status_code == 422
    response = chair.post(PLAN, typed())
    activity = Activity.objects.get()
    assert (response["Location"], activity.status) == (activity.get_absolute_url(), Status.PLANNED)
    past = chair.post(PLAN, typed(starts_on="2025-11-01"))
    assert past.context["form"].errors["starts_on"] == ["这一天已经过了。已经开展的，请用“记一场活动”。"]


def test_held_opens_like_the_quick_entry_with_its_day_and_place_proposed_and_keeps_its_name(cast, as_user):
    activity = planned(cast.village, day=D(2025, 11, 10), title="法律咨询日", place="集市")
    chair = as_user(cast.village_chair)
    form = chair.get(f"/activities/{activity.pk}/held/").context["form"]
    assert (form["starts_on"].value(), form["place"].value(), form["kind"].value()) == (
        D(2025, 11, 10), "集市", activity.kind_id,
    )  # fmt: skip
    sent = {"kind": activity.kind_id, "day": "2025-11-12", "place": "集市", "sessions": "1", "attendances": "60余"}
    response = chair.post(f"/activities/{activity.pk}/held/", sent)
    activity.refresh_from_db()
    assert (response.status_code, activity.status, activity.title, activity.starts_on) == (
        302, Status.ACTIVE, "法律咨询日", D(2025, 11, 12),
    )  # fmt: skip
    assert activity.attendances_text == "60余人次"


def test_a_closed_month_takes_no_held_activity_but_does_not_hold_a_plan(cast):
    activity = planned(cast.village, day=D(2025, 10, 10))
    with transaction.atomic():
        close_all(organizations=[cast.village], month=Month(2025, 10), by=cast.district_officer)
    postpone_activity(activity=activity, to_day=D(2025, 12, 1), reason="下雨", by=cast.village_chair)
    activity.starts_on = D(2025, 10, 10)
    with pytest.raises(Refused, match="已锁定"):
        hold_activity(activity=activity, by=cast.village_chair)


def test_putting_off_keeps_the_first_day_with_the_reason(cast, as_user):
    activity = planned(cast.village, ends_on=D(2025, 12, 11))
    chair = as_user(cast.village_chair)
    refused = chair.post(f"/activities/{activity.pk}/postpone/", {"to_day": "2025-11-01", "reason": "下雨"})
    assert refused.status_code == 422
    chair.post(f"/activities/{activity.pk}/postpone/", {"to_day": "2025-12-20", "reason": "下雨"})
    activity.refresh_from_db()
    assert (activity.starts_on, activity.ends_on, activity.status) == (D(2025, 12, 20), D(2025, 12, 21), "planned")
    assert "2025年12月10日，改到12月20日：下雨" in chair.get(activity.get_absolute_url()).content.decode()


def test_planned_ones_wait_in_a_list_of_their_own_and_on_the_home_page_when_their_day_comes(cast, as_user):
    due = planned(cast.village, day=D(2025, 11, 14), title="到期的计划")
    held = ActivityFactory(organization=cast.village)
    chair = as_user(cast.village_chair)
    assert list(chair.get("/activities/").context["page"].rows) == [held]
    assert list(chair.get("/activities/?status=planned").context["page"].rows) == [due]
    assert "“到期的计划”办了吗？" in chair.get("/").content.decode()


# ---- a series -------------------------------------------------------------------------------------------------------------


def test_she_sees_all_days_before_any_is_made_and_leaves_out_what_she_likes(cast, as_user):
    chair = as_user(cast.village_chair)
    sent = typed(rhythm="monthly", until="2026-03-31", starts_on="2025-12-31")
    shown = chair.post(PLAN, sent)
    assert [value for value, _ in shown.context["days"]] == ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"]
    assert "2026年1月31日（星期六，休息日）" in shown.content.decode()
    assert Activity.objects.count() == 0
    chair.post(PLAN, {**sent, "days_shown": "1", "days": ["2025-12-31", "2026-02-28", "2026-03-31"]})
    assert days(Series.objects.get()) == [D(2025, 12, 31), D(2026, 2, 28), D(2026, 3, 31)]
    none_left = chair.post(PLAN, {**sent, "days_shown": "1"})
    assert (none_left.status_code, Series.objects.count()) == (422, 1)


def test_a_rhythm_without_an_end_is_refused_at_its_field(cast, as_user):
    response = as_user(cast.village_chair).post(PLAN, typed(rhythm="weekly"))
    assert list(response.context["form"].errors) == ["until"]


def test_changing_all_that_follow_moves_them_in_the_same_rhythm_and_leaves_what_was_held(cast):
    series = in_rhythm(cast.village, cast.village_chair)
    first, second, *_ = series.activities.order_by("series_number")
    first.starts_on = D(2025, 11, 10)
    hold_activity(activity=first, by=cast.village_chair)
    second.starts_on, second.title = D(2026, 1, 30), "法律咨询夜"
    assert change_following(activity=second, by=cast.village_chair) == 2
    assert days(series) == [D(2025, 11, 10), D(2026, 1, 30), D(2026, 2, 28), D(2026, 3, 30)]
    assert list(series.activities.order_by("series_number").values_list("title", flat=True)) == [
        "法律咨询日", *["法律咨询夜"] * 3,
    ]  # fmt: skip


def test_one_or_all_that_follow_can_be_cancelled(cast, as_user):
    series = in_rhythm(cast.village, cast.village_chair)
    first, second, third, last = series.activities.order_by("series_number")
    chair = as_user(cast.village_chair)
    chair.post(f"/activities/{first.pk}/cancel/", {"reason": "场地没有", "how_many": "one"})
    chair.post(f"/activities/{third.pk}/cancel/", {"reason": "不办了", "how_many": "following"})
    statuses = [one.status for one in series.activities.order_by("series_number")]
    assert statuses == ["cancelled", "planned", "cancelled", "cancelled"]
    assert cancel_following(activity=second, by=cast.village_chair, reason="不办了") == 0
    assert (
        "how_many"
        not in chair.get(f"/activities/{ActivityFactory(organization=cast.village).pk}/cancel/").context["form"].fields
    )
    assert last.is_planned
