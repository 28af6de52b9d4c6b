"""183 of 365 days have gone, so that 50.1 % of a year's goal should be done."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulian.core.periods import Period
from fulian.indicators.models import Indicator
from plans import services
from plans.choices import Comparator, Light
from plans.models import Target
from plans.progress import counts, last_year, progress_of
from tests.factories.activities import ActivityFactory
from tests.factories.plans import commitment_of, in_force, target_of
from tests.factories.rights import mediation

D = datetime.date
C = Comparator
MIDDLE, AFTER = D(2025, 7, 2), D(2026, 1, 5)
MARCH = D(2025, 3, 8)


def done(organization, number, day=MARCH):
    return ActivityFactory(organization=organization, sessions=number, starts_on=day)


def progress(target, today=MIDDLE):
    return progress_of([Target.objects.placed().get(pk=target.pk)], today)[0]


@pytest.mark.parametrize(
    ("today", "fields", "number", "light"),
    [
        # at least 100 by the end of the year: 50.1 are due by now, slow below 90 % of that, behind below 60 %
        (MIDDLE, {}, 100, Light.MET),
        (MIDDLE, {}, 120, Light.MET),
        (MIDDLE, {}, 46, Light.ON_PACE),
        (MIDDLE, {}, 45, Light.SLOW),
        (MIDDLE, {}, 31, Light.SLOW),
        (MIDDLE, {}, 30, Light.BEHIND),
        (MIDDLE, {}, 0, Light.BEHIND),
        (AFTER, {}, 99, Light.BEHIND),
        (AFTER, {}, 100, Light.MET),
        # from July on, so that two of 184 days have gone; before that, nothing is due
        (MIDDLE, {"starts_on": D(2025, 7, 1)}, 0, Light.BEHIND),
        (D(2025, 6, 30), {"starts_on": D(2025, 7, 1)}, 0, Light.NOT_DUE),
        # due on the last of June: what was not done by then was not done
        (D(2025, 6, 30), {"due_on": D(2025, 6, 30)}, 95, Light.ON_PACE),
        (MIDDLE, {"due_on": D(2025, 6, 30)}, 95, Light.BEHIND),
        # a limit holds until it is passed, and is kept when the year is over
        (MIDDLE, {"comparator": C.AT_MOST}, 100, Light.ON_PACE),
        (MIDDLE, {"comparator": C.AT_MOST}, 101, Light.BEHIND),
        (AFTER, {"comparator": C.AT_MOST}, 100, Light.MET),
        # more than was promised is no lag
        (MIDDLE, {"comparator": C.BETWEEN, "high": 110}, 100, Light.MET),
        (MIDDLE, {"comparator": C.BETWEEN, "high": 110}, 120, Light.MET),
        (MIDDLE, {"comparator": C.BETWEEN, "high": 110}, 45, Light.SLOW),
        (MIDDLE, {"comparator": C.EXACTLY}, 100, Light.MET),
        (MIDDLE, {"comparator": C.EXACTLY}, 101, Light.MET),
    ],
)
def test_the_light_follows_from_what_is_done_and_what_should_be(cast, task, today, fields, number, light):
    target = target_of(task, **fields)
    if number:
        done(cast.village, number)
    assert progress(target, today).light == light


def test_every_figure_beside_a_light_is_exact(cast, task):
    target = target_of(task, low=1200)
    done(cast.village, 400)
    done(cast.district, 80)
    done(cast.outside_village, 999)
    found = progress(target)
    assert (found.actual_text, found.fraction, found.percent, found.pace, found.missing_text) == (
        "480场次", "480/1200", 40, 50, "还差720场次",
    )  # fmt: skip
    assert found.period == Period(D(2025, 1, 1), MIDDLE)


def test_a_share_is_never_rounded_up_to_done(cast, task):
    target = target_of(task, low=1000)
    done(cast.village, 999)
    assert progress(target).percent == 99


def test_what_was_done_after_its_day_does_not_count(cast, task):
    target = target_of(task, due_on=D(2025, 6, 30))
    done(cast.village, 60)
    done(cast.village, 40, D(2025, 7, 1))
    assert progress(target).fraction == "60/100"


def test_a_target_of_a_village_counts_the_village(cast, task):
    target = target_of(task, organization=cast.village)
    done(cast.village, 7)
    done(cast.other_village, 70)
    assert progress(target).actual == 7


def test_more_than_a_plan_said_is_remarked(cast, task):
    target = target_of(task, low=2, high=3, comparator=C.BETWEEN)
    done(cast.village, 4)
    assert progress(target).remark == "比计划多，请核对。"


def test_a_limit_that_was_passed_says_by_how_much(cast, task):
    target = target_of(task, low=2, comparator=C.AT_MOST)
    done(cast.village, 5)
    found = progress(target)
    assert (found.light, found.remark, found.percent) == (Light.BEHIND, "超出3场次", None)


@pytest.mark.parametrize(
    ("settled", "today", "light", "remark"),
    [
        (9, MIDDLE, Light.ON_PACE, ""),  # held, not met: it can still fall
        (9, AFTER, Light.MET, ""),
        (8, MIDDLE, Light.SLOW, "还差10个百分点"),
        (5, MIDDLE, Light.BEHIND, "还差40个百分点"),
        (8, AFTER, Light.BEHIND, "还差10个百分点"),
    ],
)
def test_a_rate_is_held_against_its_goal_and_not_against_the_calendar(cast, task, settled, today, light, remark):
    target = target_of(task, "rights.settlement_rate", low=90)
    for number in range(10):
        mediation(cast, outcome="settled" if number < settled else "unsettled", happened_on=D(2025, 3, 8))
    found = progress(target, today)
    assert (found.light, found.fraction, found.percent, found.remark) == (light, f"{settled}/10", None, remark)


def test_a_rate_of_nothing_has_no_light(task):
    found = progress(target_of(task, "rights.settlement_rate", low=90))
    assert (found.light, found.remark) == (Light.UNKNOWN, "还没有发生，算不出比率。")


@pytest.mark.parametrize(
    ("today", "noted", "light"),
    [
        (D(2025, 6, 30), False, Light.NOT_DUE),
        (MIDDLE, False, Light.BEHIND),
        (MIDDLE, True, Light.MET),
    ],
)
def test_a_commitment_is_kept_or_not(cast, plan, task, today, noted, light):
    target = commitment_of(task, due_on=D(2025, 6, 30))
    in_force(plan, by=cast.leader)
    if noted:
        fresh = Target.objects.placed().get(pk=target.pk)
        services.note_outcome(target=fresh, done_on=D(2025, 6, 20), evidence="见纪要。", by=cast.district_officer)
    assert progress(target, today).light == light


def test_a_target_of_which_nothing_was_kept_says_what_to_do(task):
    found = progress(target_of(task, None, low=5, unit="个"))
    assert (found.light, found.actual_text, found.remark) == (Light.UNKNOWN, "—", "还没有完成记录，做到一次记一笔。")


def test_an_indicator_that_was_redefined_after_approval_is_not_trusted_silently(cast, plan, target):
    in_force(plan, by=cast.leader)
    assert progress(target).light == Light.BEHIND
    Indicator.objects.filter(pk=target.indicator_id).update(version=2)
    found = progress(target)
    assert (found.light, found.actual, "第2版" in found.remark) == (Light.UNKNOWN, None, True)


def test_lights_are_counted_every_one_named(cast, task):
    target_of(task, low=1)
    target_of(task)
    done(cast.village, 1)
    found = counts(progress_of(Target.objects.detailed(), MIDDLE))
    assert found == dict.fromkeys(Light, 0) | {Light.MET: 1, Light.BEHIND: 1}


def test_a_goal_can_be_held_against_the_year_before(cast, task):
    target = target_of(task, starts_on=D(2025, 3, 1), due_on=D(2025, 3, 31))
    with time_machine.travel("2024-12-01 10:00+08:00", tick=False):
        done(cast.village, 6, D(2024, 3, 8))
        done(cast.village, 50, D(2024, 4, 8))
    assert last_year([Target.objects.placed().get(pk=target.pk)])[target.pk].text == "6场次"


def test_reading_costs_the_same_for_one_target_and_for_twenty(cast, task):
    def queries(number):
        with CaptureQueriesContext(connection) as captured:
            assert len(progress_of(Target.objects.detailed(), MIDDLE)) == number
        return len(captured)

    target_of(task)
    one = queries(1)
    for _ in range(19):
        target_of(task)
    assert queries(20) == one
