"""Programmes and sessions: what may be entered, what is refused at which field, and what the figures say of it."""

import datetime

import pytest

from activities.screening import services
from activities.screening.choices import SessionStatus
from activities.screening.models import Session
from activities.screening.services import shared
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.core.periods import Month, Period
from fulian.indicators.choices import MonthState
from fulian.indicators.figures import figures
from fulian.indicators.locks import lock_month, set_state
from fulian.indicators.models import Indicator
from fulian.indicators.services import load_defaults
from tests.factories.activities import ActivityFactory
from tests.factories.screening import DAY, ENDS, STARTS, TODAY, programme_of, session_of

pytestmark = pytest.mark.django_db
D = datetime.date
RESULTS = {
    "cervical_abnormal": 8, "cervical_referred": 8, "cervical_followed_up": 6, "cervical_confirmed": 3, "cervical_early": 2,
    "cervical_treated": 3, "breast_abnormal": 5, "breast_followed_up": 5, "breast_confirmed": 1, "breast_early": 1,
}  # fmt: skip


def refused_at(call) -> str | None:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.field


def lock(organization, day, *, by):
    lock_month(organization, Month.of(day))
    set_state(organization=organization, month=Month.of(day), state=MonthState.CLOSED, by=by)


# ---- programmes


def test_a_share_is_worked_out_into_a_number_and_must_agree_with_one_that_was_typed(cast):
    officer = cast.district_officer
    assert programme_of(cast.district, by=officer, base=1999, target=None, target_share=50).target == 1000
    again = {"starts_on": D(2026, 4, 1), "ends_on": D(2027, 3, 31), "target_share": 50, "target": 700}
    assert refused_at(lambda: programme_of(cast.district, by=officer, **again)) == "target"


def test_two_programmes_never_hold_the_same_day(cast, programme):
    late = {"starts_on": D(2026, 3, 31), "ends_on": D(2027, 3, 30)}
    assert refused_at(lambda: programme_of(cast.district, by=cast.district_officer, **late)) == "starts_on"
    assert refused_at(lambda: programme_of(cast.town, by=cast.town_chair, **late)) == "organization"
    assert programme_of(cast.other_district, by=cast.outsider).period == programme.period


def test_the_parts_hold_each_woman_once_and_the_districts_own_row_holds_the_rest(cast, programme):
    parts = [
        services.Part(cast.town, 900, 500),
        services.Part(cast.village, 400, 220),
        services.Part(cast.far_village, 300, None),
    ]
    services.allot(programme=programme, parts=parts, by=cast.district_officer)
    own = dict(programme.allotments.values_list("organization__name", "own_base"))
    assert own == {"清和区": 2000 - 900 - 300, "柳溪镇": 500, "石桥村": 400, "荷塘社区": 300}
    services.allot(programme=programme, parts=[services.Part(cast.town, None, None)], by=cast.district_officer)
    own = dict(programme.allotments.values_list("organization__name", "own_base"))
    assert own == {"清和区": 2000 - 400 - 300, "石桥村": 400, "荷塘社区": 300}


@pytest.mark.parametrize(("total", "weights"), [(100, [1, 1, 1]), (7, [10, 20, 30, 40]), (3, [0, 5, 5]), (10, [0, 0])])
def test_a_number_shared_out_by_women_adds_up_again(total, weights):
    parts = shared(total, weights)
    assert sum(parts) == (total if sum(weights) else 0)
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)


def test_a_closed_programme_takes_nothing_until_it_is_opened_again(cast, programme):
    session = session_of(programme, cast.village, by=cast.village_chair)
    services.close_programme(programme=programme, by=cast.district_officer)
    for call in (
        lambda: session_of(programme, cast.village, by=cast.village_chair, day=TODAY),
        lambda: services.enter_results(session=session, results=RESULTS, results_on=TODAY, by=cast.village_chair),
        lambda: services.cancel_session(session=session, by=cast.village_chair, reason="误登"),
        lambda: services.change_programme(programme=programme, by=cast.district_officer),
    ):
        with pytest.raises(Refused, match="已经结束"):
            call()
    with pytest.raises(Conflict):
        services.close_programme(programme=programme, by=cast.district_officer)
    services.reopen_programme(programme=programme, reason="补登结果", by=cast.district_officer)
    services.enter_results(session=session, results=RESULTS, results_on=TODAY, by=cast.village_chair)
    assert Session.objects.get().cervical_abnormal == 8


# ---- sessions


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"women": 0, "cervical": 0, "breast": 0}, "women"),
        ({"cervical": 61}, "cervical"),
        ({"breast": 61}, "breast"),
        ({"cervical": 20, "breast": 20}, "women"),
        ({"day": TODAY + datetime.timedelta(1)}, "day"),
        ({"day": STARTS - datetime.timedelta(1)}, "day"),
    ],
)
def test_a_session_that_cannot_be_is_refused_at_its_field(cast, programme, fields, field):
    assert refused_at(lambda: session_of(programme, cast.village, by=cast.village_chair, **fields)) == field
    assert not Session.objects.exists()


def test_a_session_belongs_below_its_programme_and_a_second_on_one_day_is_asked_about(cast, programme):
    assert refused_at(lambda: session_of(programme, cast.outside_village, by=cast.outsider)) == "organization"
    session_of(programme, cast.village, by=cast.village_chair)
    assert refused_at(lambda: session_of(programme, cast.village, by=cast.village_chair)) == "anyway"
    session_of(programme, cast.village, by=cast.village_chair, anyway=True)
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("results", "field"),
    [
        ({"cervical_abnormal": 61}, "cervical_abnormal"),
        ({"cervical_confirmed": 1}, "cervical_confirmed"),
        ({"cervical_abnormal": 5, "cervical_confirmed": 6}, "cervical_confirmed"),
        ({"breast_abnormal": 5, "breast_followed_up": 6}, "breast_followed_up"),
        ({"breast_abnormal": 5, "breast_confirmed": 2, "breast_early": 3}, "breast_early"),
        ({"breast_abnormal": 5, "breast_confirmed": 2, "breast_treated": 3}, "breast_treated"),
    ],
)
def test_a_part_is_never_more_than_its_whole(cast, programme, results, field):
    session = session_of(programme, cast.village, by=cast.village_chair)

    def enter():
        services.enter_results(session=session, results=results, results_on=TODAY, by=cast.village_chair)

    assert refused_at(enter) == field
    assert not Session.objects.get().has_results


def test_a_locked_month_keeps_its_counts_and_still_takes_the_results_that_come_later(cast, programme):
    session = session_of(programme, cast.village, by=cast.village_chair)
    lock(cast.village, DAY, by=cast.town_chair)
    assert refused_at(lambda: session_of(programme, cast.village, by=cast.village_chair, anyway=True)) == "day"
    session.women = session.cervical = session.breast = 61
    assert refused_at(lambda: services.change_session(session=session, by=cast.village_chair)) == "day"
    moved = Session.objects.get()
    moved.day = TODAY
    assert refused_at(lambda: services.change_session(session=moved, by=cast.village_chair)) == "day"
    with pytest.raises(Refused, match="已锁定"):
        services.cancel_session(session=Session.objects.get(), by=cast.village_chair, reason="误登")
    services.enter_results(session=Session.objects.get(), results=RESULTS, results_on=TODAY, by=cast.village_chair)
    kept = Session.objects.get()
    assert (kept.women, kept.day, kept.status, kept.cervical_early) == (60, DAY, SessionStatus.ACTIVE, 2)


def test_a_change_is_audited_by_field_and_a_stale_editor_is_told(cast, programme):
    session = session_of(programme, cast.village, by=cast.village_chair)
    seen = Session.objects.get()
    session.mobilised = 90
    services.change_session(session=session, by=cast.village_chair, version=seen.updated_at)
    event = AuditEvent.objects.get(event="screening.update")
    assert (event.detail, event.subject_id) == ({"fields": ["mobilised"]}, session.pk)
    stale = seen.updated_at - datetime.timedelta(seconds=1)
    with pytest.raises(Conflict):
        services.change_session(session=seen, by=cast.village_chair, version=stale)


def test_an_activity_may_tell_of_a_session_of_its_own_part_of_the_tree(cast, programme):
    theirs = ActivityFactory(organization=cast.other_village, kind="two_cancers", starts_on=DAY)
    ours = ActivityFactory(organization=cast.town, kind="two_cancers", starts_on=DAY, people=60)
    assert refused_at(lambda: session_of(programme, cast.village, by=cast.village_chair, activity=theirs)) == "activity"
    session = session_of(programme, cast.village, by=cast.village_chair, activity=ours)
    assert session.activity == ours


# ---- figures


@pytest.fixture
def indicators(db):
    load_defaults()
    return {i.code: i for i in Indicator.objects.select_related("numerator", "denominator")}


def said(indicators, organization, *codes, period=Period(STARTS, ENDS)):  # noqa: B008  a constant
    found = figures([indicators[code] for code in codes], organization, period)
    return {code: (found[code].text, found[code].fraction if found[code].is_ratio else "") for code in codes}


def test_the_figures_of_screening_come_from_sessions_alone(cast, programme, indicators):
    activity = ActivityFactory(organization=cast.village, kind="two_cancers", starts_on=DAY, people=60, attendances=60)
    session_of(programme, cast.village, 60, by=cast.village_chair, cervical=60, breast=40, activity=activity)
    session_of(programme, cast.far_village, 40, by=cast.other_town_chair, cervical=30, breast=40)
    gone = session_of(programme, cast.village, 500, by=cast.village_chair, day=TODAY)
    services.cancel_session(session=gone, by=cast.village_chair, reason="误登")
    counted = said(indicators, cast.district, "health.screened", "health.cervical_screened", "health.breast_screened")
    assert [text for text, _ in counted.values()] == ["100人", "90人", "80人"]
    assert said(indicators, cast.village, "health.screened")["health.screened"][0] == "60人"


def test_rates_state_their_parts_and_every_woman_to_be_screened_counts_once(cast, programme, indicators):
    services.allot(
        programme=programme,
        parts=[services.Part(cast.town, 800, 400), services.Part(cast.village, 300, 150)],
        by=cast.district_officer,
    )
    session_of(programme, cast.village, 60, by=cast.village_chair, cervical=60, breast=30)
    codes = ("health.screening_rate", "health.cervical_rate", "health.breast_rate")
    assert [fraction for _, fraction in said(indicators, cast.district, *codes).values()] == [
        "60/2000", "60/2000", "30/2000"
    ]  # fmt: skip
    rates = [said(indicators, place, codes[0])[codes[0]] for place in (cast.town, cast.village)]
    assert rates == [("7.5%", "60/800"), ("20%", "60/300")]
    before = Period(D(2024, 4, 1), D(2025, 3, 31))
    assert said(indicators, cast.district, "health.screening_base", period=before)["health.screening_base"][0] == ""


def test_results_are_told_of_the_district_alone(cast, programme, indicators):
    session_of(programme, cast.village, 60, by=cast.village_chair, **RESULTS)
    session_of(programme, cast.far_village, 50, by=cast.other_town_chair, cervical_abnormal=2, cervical_followed_up=2)
    codes = ("health.cervical_follow_up_rate", "health.cervical_early_rate", "health.breast_follow_up_rate")
    assert said(indicators, cast.district, *codes) == {
        codes[0]: ("80%", "8/10"), codes[1]: ("66.7%", "2/3"), codes[2]: ("100%", "5/5"),
    }  # fmt: skip
    for place in (cast.town, cast.village, cast.far_village):
        assert {fraction for _, fraction in said(indicators, place, *codes).values()} == {""}


def test_results_that_come_after_a_month_was_closed_are_counted(cast, programme, indicators):
    session = session_of(programme, cast.village, 60, by=cast.village_chair)
    for place in (cast.village, cast.town, cast.district):
        lock(place, DAY, by=cast.district_officer)
    services.enter_results(session=session, results=RESULTS, results_on=TODAY, by=cast.village_chair)
    assert said(indicators, cast.district, "health.cervical_abnormal")["health.cervical_abnormal"][0] == "8人"
