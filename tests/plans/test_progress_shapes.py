"""Each shape of target against what was done: repeated, of each unit, of a base, by hand, about, over years, shared out."""

import datetime
import uuid
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulian.core.quantities import Qualifier
from fulian.indicators.models import Indicator
from fulian.indicators.services import redefine_indicator
from plans import services
from plans.choices import Comparator, Contribution, Curve, Light, Outcome, Repeat, Timing
from plans.models import LogEntry, QuarterShare, Share, Target, YearShare
from plans.progress import progress_of, progress_of_shares
from tests.factories.activities import ActivityFactory
from tests.factories.plans import commitment_of, in_force, target_of, task_of

D = datetime.date
C = Comparator
MIDDLE, AFTER = D(2025, 7, 2), D(2026, 1, 5)
MARCH = D(2025, 3, 8)


def done(organization, number, day=MARCH):
    return ActivityFactory(organization=organization, sessions=number, starts_on=day)


def kept(target, quantity, day=MARCH, by=None, **fields):
    """A line of the log."""
    return LogEntry.objects.create(
        target=target, target_key=target.key, day=day, quantity=quantity, note="见记录。", noted_by=by,
        **{"organization": target.organization, **fields},
    )  # fmt: skip


def progress(target, today=MIDDLE):
    return progress_of([Target.objects.placed().get(pk=target.pk)], today)[0]


# ---- repeated -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def quarterly(task):
    return target_of(task, low=2, subject="每季度活动", repeat=Repeat.QUARTERLY)


def test_a_duty_that_comes_back_counts_the_times_that_were_kept(cast, quarterly):
    done(cast.village, 2)
    done(cast.village, 1, D(2025, 5, 1))
    found = progress(quarterly)
    assert (found.actual_text, found.fraction, found.expected_text, found.percent, found.pace) == (
        "做到1次", "1/4", "2次", 25, 50,
    )  # fmt: skip
    assert (found.light, found.remark) == (Light.BEHIND, "4月1日—6月30日没有做到。")


@pytest.mark.parametrize(
    ("months", "light"),
    [((2, 5), Light.ON_PACE), ((2, 5, 7), Light.ON_PACE), ((5,), Light.BEHIND), ((5, 7), Light.BEHIND), ((), Light.BEHIND)],
)  # fmt: skip
def test_what_was_missed_is_not_made_up_for_by_what_comes_early(cast, quarterly, months, light):
    for month in months:
        done(cast.village, 2, D(2025, month, 1))
    assert progress(quarterly).light == light


def test_a_duty_that_was_kept_each_time_is_met(cast, quarterly):
    with time_machine.travel("2025-12-01 10:00+08:00", tick=False):
        for month in (2, 5, 8, 11):
            done(cast.village, 2, D(2025, month, 1))
    assert [progress(quarterly, day).light for day in (D(2025, 11, 2), AFTER)] == [Light.MET, Light.MET]


def test_a_duty_that_comes_back_can_be_kept_by_hand(cast, task):
    target = target_of(task, None, low=1, unit="次", repeat=Repeat.QUARTERLY)
    assert [progress(target, day).light for day in (MARCH, MIDDLE)] == [Light.UNKNOWN, Light.BEHIND]
    kept(target, 1, by=cast.district_officer)
    kept(target, 1, D(2025, 6, 30), by=cast.district_officer)
    assert (progress(target).light, progress(target).fraction) == (Light.ON_PACE, "2/4")


# ---- of each unit -------------------------------------------------------------------------------------------------------


def test_what_is_asked_of_each_village_counts_the_villages_that_reached_it(cast, task):
    target = target_of(task, low=4, per_level="village")
    done(cast.village, 9)
    done(cast.other_village, 2)
    found = progress(target)
    villages = int(found.tally.total)
    assert villages >= 2
    assert (found.actual_text, found.fraction, found.unit) == ("1个村社区做到", f"1/{villages}", "个村社区")
    assert found.share == Decimal("1.5") / villages  # the nine of one village are four
    assert found.mark is None


def test_units_half_way_in_the_middle_of_the_year_are_on_pace(cast, task):
    target = target_of(task, low=4, per_level="town")
    for town in progress(target) and cast.district.children.filter(level="town"):
        done(town, 2)
    found = progress(target)
    assert (found.light, found.tally.n) == (Light.ON_PACE, 0)


# ---- by hand ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_hand(task):
    return target_of(task, None, low=10, unit="个", subject="建立示范点")


def test_what_no_indicator_counts_is_the_sum_of_its_records(cast, by_hand):
    kept(by_hand, 4, by=cast.district_officer)
    kept(by_hand, 2, D(2025, 6, 1), by=cast.district_officer, qualifier=Qualifier.OVER)
    kept(by_hand, 100, D(2025, 7, 3), by=cast.district_officer)
    found = progress(by_hand)
    assert (found.actual_text, found.fraction, found.light) == ("6余个", "6余/10", Light.ON_PACE)


def test_a_record_that_was_voided_does_not_count(cast, by_hand):
    kept(by_hand, 4, by=cast.district_officer)
    kept(by_hand, 2, by=cast.district_officer, voided_at=datetime.datetime.now(datetime.UTC), voided_by=cast.leader)
    assert progress(by_hand).actual == 4


def test_records_stand_for_all_versions_of_a_plan(cast, by_hand):
    kept(by_hand, 4, by=cast.district_officer)
    newer = Target.objects.get(pk=by_hand.pk)
    newer.pk = None
    newer.save()
    assert progress(newer).actual == 4


def test_a_time_that_is_over_without_a_record_is_no_blank(by_hand):
    found = progress(by_hand, AFTER)
    assert (found.light, found.remark) == (Light.BEHIND, "12月31日已到，没有一笔完成记录。")


def test_a_rate_of_a_base_grows_with_what_was_kept(cast, task):
    target = target_of(task, None, low=100, unit="%", base=28, base_name="全区28个村")
    kept(target, 14, by=cast.district_officer)
    found = progress(target)
    assert (found.actual_text, found.fraction, found.percent, found.light, found.missing_text, found.per_month) == (
        "50%", "14/28", 50, Light.ON_PACE, "还差50个百分点", 3,
    )  # fmt: skip
    assert found.per_month_text == "每月还需10.8个百分点（3/28）"


def test_a_rate_in_thousandths_is_told_in_thousandths(cast, task):
    target = target_of(task, None, low=20, unit="‰", base=1000, base_name="全区新生儿")
    kept(target, 8, by=cast.district_officer)
    found = progress(target)
    assert (found.actual_text, found.missing_text, found.per_month_text) == (
        "8‰", "还差12个千分点", "每月还需2个千分点（2/1000）",
    )  # fmt: skip


def test_what_a_higher_level_promised_is_not_asked_for(task):
    found = progress(target_of(task, None, low=5, unit="个", contribution=Contribution.HIGHER), AFTER)
    assert (found.light, found.remark) == (Light.UNKNOWN, "上级的目标，本级配合，不在这里算进度。")


def test_of_what_a_higher_level_promised_only_what_was_done_here_is_told(cast, task):
    counted = target_of(task, low=10000, contribution=Contribution.HIGHER)
    by_hand = target_of(task, None, low=100, unit="万元", contribution=Contribution.HIGHER)
    share = target_of(task, None, low=100, unit="%", base=28, base_name="全区28个村", contribution=Contribution.HIGHER)
    done(cast.village, 23)
    kept(by_hand, 6, by=cast.district_officer)
    kept(share, 14, by=cast.district_officer)
    found = [progress(one, AFTER) for one in (counted, by_hand, share)]
    assert [(one.light, one.actual_text, one.missing_text) for one in found] == [
        (Light.UNKNOWN, "23场次", ""), (Light.UNKNOWN, "6万元", ""), (Light.UNKNOWN, "50%", ""),
    ]  # fmt: skip
    assert [one.fraction for one in found] == ["", "", "14/28"]


# ---- numbers of other kinds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("qualifier", "number", "light"),
    [("about", 95, Light.MET), ("about", 94, Light.ON_PACE), ("over", 99, Light.ON_PACE), ("over", 100, Light.MET)],
)
def test_about_a_hundred_is_reached_near_it_and_more_than_a_hundred_at_it(cast, task, qualifier, number, light):
    target = target_of(task, comparator=C.ABOUT, qualifier=qualifier)
    done(cast.village, number)
    assert progress(target).light == light


def test_a_goal_of_two_years_counts_both_and_expects_its_share(cast, task):
    target = target_of(task, low=200, timing=Timing.YEARS, due_on=D(2026, 12, 31))
    YearShare.objects.bulk_create(YearShare(target=target, year=2025 + i, low=50 + 100 * i) for i in range(2))
    done(cast.village, 40)
    found = progress(target, D(2025, 12, 31))
    assert (found.fraction, found.expected, found.expected_text, found.light) == (
        "40/200", Decimal("0.25"), "50场次", Light.SLOW,
    )  # fmt: skip


def test_a_goal_by_quarters_expects_what_its_quarters_say(cast, task):
    target = target_of(task, curve=Curve.QUARTERS)
    QuarterShare.objects.filter(target=target).delete()
    percents = (5, 10, 60, 100)
    QuarterShare.objects.bulk_create(
        QuarterShare(target=target, quarter=i, percent=percent) for i, percent in enumerate(percents, 1)
    )
    done(cast.village, 10)
    assert (progress(target, D(2025, 6, 30)).pace, progress(target).light) == (10, Light.ON_PACE)


def test_a_seasonal_goal_goes_as_the_year_before(cast, task):
    target = target_of(task, curve=Curve.SEASONAL)
    found = progress(target)
    assert (found.pace, found.note) == (50, "上年没有数，按均匀推进算。")
    with time_machine.travel("2024-12-01 10:00+08:00", tick=False):
        done(cast.village, 3, D(2024, 3, 8))
        done(cast.village, 9, D(2024, 11, 8))
    found = progress(target)
    assert (found.pace, found.note) == (25, "")


def test_within_a_window_nobody_is_hurried(task):
    target = target_of(
        task, low=3, curve=Curve.WINDOW, timing=Timing.WINDOW, starts_on=D(2025, 3, 1), due_on=D(2025, 3, 15)
    )
    assert [progress(target, D(2025, 3, day)).light for day in (10, 16)] == [Light.NOT_DUE, Light.BEHIND]


def test_what_it_needs_and_how_it_goes_stand_beside_the_light(cast, task):
    target = target_of(task, low=120)
    for month, number in ((3, 10), (4, 10), (5, 10), (6, 20)):
        done(cast.village, number, D(2025, month, 3))
    found = progress(target)  # on 2 July June is looked at
    assert (found.per_month_text, found.trend_text) == ("每月还需12场次", "加快")


def test_an_indicator_that_was_switched_off_says_so(cast, target):
    Indicator.objects.filter(pk=target.indicator_id).update(active=False)
    found = progress(target)
    assert (found.light, found.actual_text, found.remark) == (Light.UNKNOWN, "—", "所用的指标已停用，请改选指标。")


def test_a_rate_whose_part_was_redefined_says_so(cast, plan, task):
    target = target_of(task, "rights.settlement_rate", low=90)
    in_force(plan, by=cast.leader)
    part = Indicator.objects.get(pk=target.indicator.numerator_id)
    part.definition = "只算当年办结的。"
    redefine_indicator(indicator=part, by=cast.leader)
    found = progress(target)
    assert (found.light, "第2版" in found.remark) == (Light.UNKNOWN, True)


# ---- versions -----------------------------------------------------------------------------------------------------------


def test_a_version_that_was_replaced_stands_still_on_its_last_day(cast, plan, target):
    done(cast.village, 10)
    done(cast.village, 5, D(2025, 6, 20))
    in_force(plan, by=cast.leader)
    type(plan).objects.filter(pk=plan.pk).update(status="superseded", in_force_until=D(2025, 5, 31))
    found = progress(target)
    assert (found.fraction, found.period.end) == ("10/100", D(2025, 5, 31))


def test_a_commitment_that_was_kept_later_was_not_kept_then(cast, plan, task):
    target = commitment_of(task, due_on=D(2025, 6, 30))
    in_force(plan, by=cast.leader)
    fresh = Target.objects.placed().get(pk=target.pk)
    services.note_outcome(target=fresh, done_on=D(2025, 6, 20), evidence="见纪要。", by=cast.district_officer)
    assert [(p.light, p.actual_text) for p in (progress(target, D(2025, 6, 19)), progress(target, D(2025, 6, 20)))] == [
        (Light.NOT_DUE, "未完成"), (Light.MET, "6月20日完成"),
    ]  # fmt: skip


def test_a_commitment_that_was_not_kept_says_so(cast, plan, task):
    target = commitment_of(task, due_on=D(2025, 9, 30))
    in_force(plan, by=cast.leader)
    fresh = Target.objects.placed().get(pk=target.pk)
    services.note_outcome(target=fresh, outcome=Outcome.FAILED, evidence="经费没有落实。", by=cast.district_officer)
    assert (progress(target).light, progress(target).actual_text) == (Light.BEHIND, "没有完成")


# ---- shared out ---------------------------------------------------------------------------------------------------------


def test_each_part_is_held_against_the_work_of_its_own_organization(cast, task):
    target = target_of(task, low=100)
    Share.objects.create(target=target, organization=cast.town, low=40)
    Share.objects.create(target=target, organization=cast.other_town, low=60)
    done(cast.village, 30)
    done(cast.other_town, 6)
    shares = Share.objects.answered_for_her().order_by("pk")
    found = progress_of_shares(shares, MIDDLE)
    assert [(one.organization, one.fraction, one.light, one.goal_text) for one in found] == [
        (cast.town, "30/40", Light.ON_PACE, "不少于40场次"),
        (cast.other_town, "6/60", Light.BEHIND, "不少于60场次"),
    ]
    assert progress(target).fraction == "36/100"


def test_of_a_part_that_is_kept_by_hand_only_her_own_records_count(cast, task):
    target = target_of(task, None, low=10, unit="个")
    share = Share.objects.create(target=target, organization=cast.town, low=4)
    kept(target, 3, by=cast.town_chair, organization=cast.village)
    kept(target, 2, by=cast.town_chair, organization=cast.other_town)
    (found,) = progress_of_shares(Share.objects.answered_for_her().filter(pk=share.pk), MIDDLE)
    assert (found.fraction, progress(target).fraction) == ("3/4", "5/10")


def test_a_commitment_of_several_is_kept_when_each_has_kept_it(cast, task):
    target = commitment_of(task, due_on=D(2025, 6, 30))
    one = Share.objects.create(target=target, organization=cast.town, done_on=D(2025, 5, 1))
    Share.objects.create(target=target, organization=cast.other_town)
    found = progress(target)
    assert (found.light, found.fraction, found.actual_text, found.remark) == (
        Light.BEHIND, "1/2", "1个单位做到", "还差1个单位",
    )  # fmt: skip
    parts = progress_of_shares(Share.objects.answered_for_her().order_by("pk"), MIDDLE)
    assert [(part.light, part.actual_text) for part in parts] == [
        (Light.MET, "5月1日完成"), (Light.BEHIND, "未完成"),
    ]  # fmt: skip
    assert one.organization == parts[0].organization


# ---- cost ---------------------------------------------------------------------------------------------------------------

SHAPES = [
    {}, {"low": 4, "per_level": "village"}, {"low": 1, "repeat": Repeat.QUARTERLY}, {"curve": Curve.SEASONAL},
    {"curve": Curve.QUARTERS}, {"timing": Timing.YEARS, "due_on": D(2026, 12, 31)},
    {"indicator": None, "unit": "个"}, {"indicator": None, "unit": "%", "base": 28, "base_name": "村"},
    {"indicator": None, "low": None, "comparator": C.DONE}, {"indicator": "rights.settlement_rate", "low": 90},
    {"comparator": C.ABOUT, "qualifier": "over"}, {"comparator": C.BETWEEN, "low": 2, "high": 3},
    {"indicator": "venue.womens_homes", "low": 9},
]  # fmt: skip


def mixed(task, times=1):
    """One target of each shape, or so many; those beyond the first of each are written straight to the tables."""
    made = [target_of(task, **shape) for shape in SHAPES]
    Share.objects.create(target=made[0], organization=task.chapter.plan.organization.children.first(), low=40)
    for target in made:
        copies = []
        for _ in range(times - 1):
            copy = Target.objects.get(pk=target.pk)
            copy.pk, copy.key = None, uuid.uuid4()
            copies.append(copy)
        Target.objects.bulk_create(copies)
    return made


def test_two_hundred_targets_of_every_shape_cost_as_many_queries_as_one_of_each(cast, plan):
    done(cast.village, 5)

    def queries(task):
        targets = list(Target.objects.filter(task=task).detailed())
        with CaptureQueriesContext(connection) as captured:
            found = progress_of(targets, MIDDLE)
        return len(found), len(captured)

    few, many = task_of(plan), task_of(plan, "另一项任务。")
    mixed(few)
    mixed(many, times=16)
    (number, cost), (more, cost_of_more) = queries(few), queries(many)
    assert (number, more) == (len(SHAPES), len(SHAPES) * 16)
    assert cost == cost_of_more
