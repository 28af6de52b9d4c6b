"""分解: parts of a target for those below, what they say to it, and what the plan's officer answers."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from plans import services
from plans.choices import Comparator, Contribution, ShareMethod, ShareStatus, Status
from plans.models import Plan, Share
from plans.services.sharing import divided
from plans.share_inbox import objections, shares_section, shares_to_answer, shares_to_do
from plans.splitting import by_weight, equally
from tests.factories.plan_shares import again, given, share_out
from tests.factories.plans import PlanFactory, commitment_of, in_force, target_of, task_of
from tests.services.together import at_once

D = datetime.date
TODAY = D(2025, 7, 2)


# ---- dividing --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "weights", "whole", "expected"),
    [
        (100, [1, 1, 1], True, [34, 33, 33]),
        (10, [1, 1, 1, 1], True, [3, 3, 2, 2]),
        (2, [1, 1, 1], True, [1, 1, 0]),
        (100, [500, 300, 201], True, [50, 30, 20]),
        (7, [1, 1, 5], True, [1, 1, 5]),
        (10, [1, 1, 1], False, ["3.34", "3.33", "3.33"]),
        (5, [0, 1], True, [0, 5]),
    ],
)
def test_parts_add_up_and_what_is_left_over_goes_to_the_largest_fractions(total, weights, whole, expected):
    found = by_weight(Decimal(total), [Decimal(weight) for weight in weights], whole=whole)
    assert found == [Decimal(one) for one in expected]
    assert sum(found) == total


def test_equal_parts_differ_by_one_at_most():
    found = equally(Decimal(100), 12, whole=True)
    assert found == [9] * 4 + [8] * 8


def test_a_base_that_is_missing_is_asked_for(task):
    target = target_of(task)
    assert divided(target, ShareMethod.BASE, [Decimal(300), Decimal(100)]) == [75, 25]
    with pytest.raises(Refused, match="请先填每个单位的基数") as refused:
        divided(target, ShareMethod.BASE, [Decimal(300), None])
    assert refused.value.field == "base_1"


@pytest.mark.parametrize(
    ("lows", "says"), [((60, 30), "合计90场次，比目标少10场次"), ((80, 30), "合计110场次，比目标多10场次")]
)
def test_parts_that_do_not_add_up_are_told_and_kept_when_she_means_it(cast, task, lows, says):
    target = target_of(task)
    pairs = list(zip((cast.town, cast.other_town), lows, strict=True))
    with pytest.raises(Refused, match=says) as refused:
        share_out(target, cast.district_officer, *pairs)
    assert (refused.value.field, target.shares.count()) == ("anyway", 0)
    share_out(target, cast.district_officer, *pairs, anyway=True)
    assert given(target) == dict(zip(("柳溪镇", "东渡街道"), lows, strict=True))


def test_anything_between_is_right_for_a_goal_between(cast, task):
    target = target_of(task, None, low=2, high=3, comparator=Comparator.BETWEEN, unit="个")
    share_out(target, cast.district_officer, (cast.town, 2), (cast.other_town, 1))
    with pytest.raises(Refused, match="合计4个，比目标多1个"):
        share_out(target, cast.district_officer, (cast.town, 2), (cast.other_town, 2))


@pytest.mark.parametrize(
    ("who", "low", "says"),
    [
        ("outside_town", 100, "不是清和区的下级"),
        ("district", 100, "不是清和区的下级"),
        ("town", None, "请填柳溪镇的任务数"),
        ("town", "1.5", "请填整数"),
        ("town", -1, "不能小于 0"),
    ],
)
def test_what_cannot_be_divided_is_refused(cast, task, who, low, says):
    target = target_of(task)
    with pytest.raises(Refused, match=says):
        share_out(target, cast.district_officer, (cast[who], low), anyway=True)
    assert target.shares.count() == 0


def test_a_goal_of_the_level_above_is_not_divided(cast, task):
    target = target_of(task, contribution=Contribution.HIGHER)
    with pytest.raises(Refused, match="不往下分解"):
        share_out(target, cast.district_officer, (cast.town, 100))


def test_what_everybody_is_asked_for_carries_no_number_of_its_own(cast, task):
    promise = commitment_of(task)
    share_out(promise, cast.district_officer, (cast.town, 5), (cast.other_town, None))
    each = target_of(task, None, low=3, unit="户", per_level="village")
    share_out(each, cast.district_officer, (cast.town, 9))
    rate = target_of(task, None, low=100, unit="%", base=3, base_name="村社区")
    share_out(rate, cast.district_officer, (cast.town, 100), (cast.other_town, 100))
    assert given(promise) == {"柳溪镇": None, "东渡街道": None}
    assert [share.goal_text for share in each.shares.all()] == ["每个村社区不少于3户"]
    assert given(rate) == {"柳溪镇": 100, "东渡街道": 100}


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.APPROVED, Status.CLOSED, Status.SUPERSEDED])
def test_parts_are_given_in_a_draft_and_while_the_plan_is_carried_out(cast, plan, task, status):
    target = target_of(task)
    Plan.objects.filter(pk=plan.pk).update(status=status)
    with pytest.raises(Conflict):
        share_out(target, cast.district_officer, (cast.town, 100))


# ---- answering -------------------------------------------------------------------------------------------------------------


def test_she_confirms_and_whose_part_changes_is_asked_again(cast, shared):
    services.confirm_share(share=shared, seen=Decimal(60), by=cast.town_chair)
    other = Share.objects.answered_for_her().get(organization=cast.other_town)
    services.confirm_share(share=other, seen=Decimal(40), by=cast.other_town_chair)
    share_out(shared.target, cast.district_officer, (cast.town, 70), (cast.other_town, 40), anyway=True)
    assert [(s.low, s.status, s.answered_by) for s in (again(shared), again(other))] == [
        (70, ShareStatus.WAITING, None), (40, ShareStatus.CONFIRMED, cast.other_town_chair),
    ]  # fmt: skip
    event = AuditEvent.objects.filter(event="plans.shared_out").latest("pk")
    assert (event.detail["changed"], event.detail["removed"]) == ([cast.town.pk], [])


def test_an_objection_is_answered_and_waits_for_her_again(cast, shared):
    services.object_to_share(share=shared, seen=Decimal(60), reason="只有两个村。", by=cast.town_chair)
    assert (again(shared).status, again(shared).objection) == (ShareStatus.OBJECTED, "只有两个村。")
    services.keep_share(share=again(shared), reason="按妇女人数算的。", by=cast.district_officer)
    kept = again(shared)
    assert (kept.status, kept.objection, kept.reply, kept.answered_at) == (
        ShareStatus.WAITING, "只有两个村。", "按妇女人数算的。", None,
    )  # fmt: skip
    services.confirm_share(share=kept, seen=Decimal(60), by=cast.town_chair)
    assert again(shared).status == ShareStatus.CONFIRMED


def test_nobody_answers_to_a_number_that_she_has_not_seen(cast, shared):
    share_out(shared.target, cast.district_officer, (cast.town, 61), (cast.other_town, 39))
    for act in (
        lambda: services.confirm_share(share=shared, seen=Decimal(60), by=cast.town_chair),
        lambda: services.object_to_share(share=shared, seen=Decimal(60), reason="太多", by=cast.town_chair),
    ):
        with pytest.raises(Conflict, match="任务数刚刚调整过"):
            act()
    assert again(shared).status == ShareStatus.WAITING


def test_words_are_asked_for(cast, shared):
    with pytest.raises(Refused, match="请写明理由") as refused:
        services.object_to_share(share=shared, seen=Decimal(60), reason=" ", by=cast.town_chair)
    assert refused.value.field == "reason"


def test_after_the_plan_is_closed_nobody_answers(cast, plan, shared):
    with time_machine.travel("2026-01-10 10:00+08:00", tick=False):
        services.close_plan(plan=plan, by=cast.district_officer)
    with pytest.raises(Refused, match="不能再答复"):
        services.confirm_share(share=shared, seen=Decimal(60), by=cast.town_chair)


def test_of_a_commitment_each_reports_what_she_did(cast, plan, task):
    target = commitment_of(task)
    share_out(target, cast.district_officer, (cast.town, None), (cast.other_town, None))
    in_force(plan, by=cast.leader)
    share = Share.objects.answered_for_her().get(organization=cast.town)
    wrong = ({"done_on": D(2025, 7, 3)}, {"done_on": D(2024, 1, 1)}, {"evidence": " "})
    for changes, field in zip(wrong, ("done_on", "done_on", "evidence"), strict=True):
        with pytest.raises(Refused) as refused:
            services.note_share(
                share=share, by=cast.town_chair, **{"done_on": TODAY, "evidence": "见纪要。", **changes}
            )
        assert refused.value.field == field
    services.note_share(share=share, done_on=TODAY, evidence="见纪要。", by=cast.town_chair)
    with pytest.raises(Conflict, match="已经登记过"):
        services.note_share(share=again(share), done_on=TODAY, evidence="另一句。", by=cast.town_officer)
    with pytest.raises(Refused, match="柳溪镇已经登记完成"):
        share_out(target, cast.district_officer, (cast.other_town, None))
    assert given(target) == {"柳溪镇": None, "东渡街道": None}


# ---- passed on -------------------------------------------------------------------------------------------------------------


def test_a_township_takes_its_part_into_its_own_plan_and_gives_it_to_its_villages(cast, shared):
    target = services.pass_on(share=shared, by=cast.town_chair)
    plan = target.plan
    assert (plan.organization, plan.year, plan.status, target.goal_text, target.higher_key, target.indicator) == (
        cast.town, 2025, Status.DRAFT, "不少于60场次", shared.target.key, shared.target.indicator,
    )  # fmt: skip
    assert (target.task.chapter.title, target.task.text) == ("承接上级任务", shared.target.task.text)
    with pytest.raises(Refused, match="已经在“2025年工作要点”里了"):
        services.pass_on(share=shared, by=cast.town_officer)
    share_out(target, cast.town_chair, (cast.village, 30), (cast.other_village, 30))
    in_force(plan, by=cast.town_chair)
    assert [share.goal_text for share in Share.objects.given().filter(organization=cast.village)] == ["不少于30场次"]


def test_into_a_plan_in_force_nothing_is_put_before_it_is_revised(cast, shared):
    own = PlanFactory(organization=cast.town, by=cast.town_chair)
    target_of(task_of(own))
    in_force(own, by=cast.town_chair)
    with pytest.raises(Refused, match="请先打开它点“调整计划”"):
        services.pass_on(share=shared, by=cast.town_chair)
    version = services.revise_plan(plan=Plan.objects.get(pk=own.pk), by=cast.town_chair, reason="承接区里任务")
    assert services.pass_on(share=shared, by=cast.town_chair).plan == version


# ---- what stands on the home pages -----------------------------------------------------------------------------------------


def test_each_side_sees_what_waits_for_her(cast, plan, task):
    target = target_of(task)
    share_out(target, cast.district_officer, (cast.town, 60), (cast.other_town, 40))
    assert (shares_section(cast.town_chair, TODAY), shares_to_answer(cast.town_chair, TODAY)) == (
        None,
        [],
    )  # a draft yet
    in_force(plan, by=cast.leader)
    section = shares_section(cast.town_chair, TODAY)
    assert ([share.goal_text for share in section["shares"]], section["total"]) == (["不少于60场次"], 1)
    assert [todo.title for todo in shares_to_answer(cast.town_chair, TODAY)] == ["上级分来1项任务，等您确认"]
    assert [shares_section(user, TODAY) for user in (cast.village_chair, cast.district_officer, cast.outsider)] == [
        None
    ] * 3
    share = Share.objects.answered_for_her().get(organization=cast.town)
    services.object_to_share(share=share, seen=Decimal(60), reason="太多", by=cast.town_chair)
    assert shares_to_answer(cast.town_chair, TODAY) == []
    (todo,) = objections(cast.district_officer, TODAY)
    assert (todo.title, todo.url) == (
        "1个单位对任务数有异议：开展活动",
        reverse("plans:target-shares", args=[target.pk]),
    )
    assert objections(cast.leader, TODAY) == []


def test_a_commitment_that_is_late_waits_for_a_word(cast, plan, task):
    target = commitment_of(task, due_on=D(2025, 6, 20))
    share_out(target, cast.district_officer, (cast.town, None))
    in_force(plan, by=cast.leader)
    assert [todo.title for todo in shares_to_do(cast.town_chair, TODAY)] == ["1项上级任务到期，还没有登记完成"]
    assert shares_to_do(cast.town_chair, D(2025, 6, 20)) == []
    share = Share.objects.answered_for_her().get()
    services.note_share(share=share, done_on=TODAY, evidence="见纪要。", by=cast.town_chair)
    assert shares_to_do(cast.town_chair, TODAY) == []


# ---- two at once -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_answers_at_once_one_counts_and_a_change_is_never_confirmed_unseen(postgres, cast, shared):
    found = at_once(
        lambda: services.confirm_share(share=again(shared), seen=Decimal(60), by=cast.town_chair),
        lambda: services.object_to_share(share=again(shared), seen=Decimal(60), reason="太多", by=cast.town_officer),
    )
    first = sorted(type(one).__name__ for one in found)
    assert first in (
        ["Conflict", "Share"],
        ["Share", "Share"],
    )  # who objected first may be put right by who confirms
    if first == ["Share", "Share"]:
        assert again(shared).status == ShareStatus.CONFIRMED
    Share.objects.filter(pk=shared.pk).update(status=ShareStatus.WAITING, answered_at=None, answered_by=None)
    at_once(
        lambda: services.confirm_share(share=again(shared), seen=Decimal(60), by=cast.town_chair),
        lambda: share_out(shared.target, cast.district_officer, (cast.town, 70), (cast.other_town, 30)),
    )
    assert (again(shared).low, again(shared).status) == (70, ShareStatus.WAITING)
