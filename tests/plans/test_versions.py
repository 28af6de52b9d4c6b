import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulian.core.exceptions import Conflict, Refused
from plans import services
from plans.choices import Comparator, Light, Outcome, ShareStatus, Status
from plans.diff import Change, compare
from plans.diff_words import Piece, marked
from plans.models import Chapter, Occurrence, Plan, QuarterShare, Share, Target, Task, YearShare
from plans.progress import progress_of
from tests.factories.activities import ActivityFactory
from tests.factories.plans import PlanFactory, commitment_of, in_force, target_of, task_of

D = datetime.date


def revise(cast, plan, reason="上级下达了新任务"):
    return services.revise_plan(plan=plan, by=cast.district_officer, reason=reason)


def publish(cast, version, on=None):
    services.submit_plan(plan=version, by=cast.district_officer)
    services.approve_plan(plan=version, by=cast.leader)
    return services.publish_plan(plan=version, by=cast.district_officer, on=on)


def twin_of(target, version):
    return Target.objects.placed().get(key=target.key, task__chapter__plan=version)


def change(cast, target, **values):
    for name, value in values.items():
        setattr(target, name, value)
    return services.change_target(target=target, by=cast.district_officer)


def share(target, organization, **fields):
    return Share.objects.create(target=target, organization=organization, low=40, **fields)


# ---- the next version ------------------------------------------------------------------------------------------------------


def test_the_next_version_says_the_same_under_the_same_keys(cast, plan, task, target):
    inner = services.add_chapter(chapter=Chapter(plan=plan, parent=task.chapter, title="阵地", depth=1), by=cast.leader)
    task.partners.add(cast.town)
    YearShare.objects.create(target=target, year=2025, low=50)
    QuarterShare.objects.create(target=target, quarter=2, percent=60)
    Occurrence.objects.create(target=target, order=1, starts_on=D(2025, 1, 1), due_on=D(2025, 3, 31))
    share(target, cast.town, status=ShareStatus.CONFIRMED)
    in_force(plan, by=cast.leader)
    version = revise(cast, plan)
    assert (version.version, version.key, version.replaces, version.status, version.revise_reason) == (
        2, plan.key, plan, Status.DRAFT, "上级下达了新任务",
    )  # fmt: skip
    copied = twin_of(target, version)
    assert copied.pk != target.pk
    assert [list(getattr(copied, name).values_list(*fields)) for name, fields in (
        ("year_shares", ("year", "low")), ("quarter_shares", ("quarter", "percent")), ("occurrences", ("order", "due_on")),
        ("shares", ("organization", "low", "status")),
    )] == [[(2025, 50)], [(2, 60)], [(1, D(2025, 3, 31))], [(cast.town.pk, 40, "confirmed")]]  # fmt: skip
    assert list(copied.task.partners.all()) == [cast.town]
    copied_inner = version.chapters.get(key=inner.key)
    assert (copied_inner.parent.plan, copied_inner.parent.key, copied_inner.depth) == (version, task.chapter.key, 1)
    assert compare(*(Plan.objects.to_compare().get(pk=one.pk) for one in (plan, version))).same


def test_a_plan_has_one_next_version_at_a_time_and_only_when_it_is_published(cast, plan, target):
    with pytest.raises(Conflict, match="只有已发布的计划才能调整"):
        revise(cast, plan)
    in_force(plan, by=cast.leader)
    with pytest.raises(Refused, match="请写明调整的原因"):
        revise(cast, plan, reason=" ")
    version = revise(cast, plan)
    with pytest.raises(Refused, match="新版已经在写"):
        revise(cast, plan)
    services.cancel_plan(plan=version, by=cast.district_officer, reason="不改了")
    assert revise(cast, plan).version == 3


def test_publishing_the_next_version_ends_the_one_before_it_on_the_day_before(cast, plan, target):
    in_force(plan, by=cast.leader)
    version = publish(cast, revise(cast, plan))
    plan.refresh_from_db()
    assert (plan.status, plan.in_force_from, plan.in_force_until) == (
        Status.SUPERSEDED, D(2025, 1, 1), D(2025, 7, 1),
    )  # fmt: skip
    assert (version.status, version.in_force_from, version.in_force_until) == (Status.PUBLISHED, D(2025, 7, 2), None)


def test_the_same_number_of_queries_copies_a_small_plan_and_a_large_one(cast, plan, task, target):
    in_force(plan, by=cast.leader)
    with CaptureQueriesContext(connection) as few:
        version = revise(cast, plan)
    for _ in range(20):
        target_of(twin_of(target, version).task)
    publish(cast, version)
    with CaptureQueriesContext(connection) as many:
        revise(cast, version)
    assert len(many) == len(few)


# ---- which version counted when --------------------------------------------------------------------------------------------


def test_figures_as_at_march_are_judged_by_the_goal_of_march(cast, plan, target):
    ActivityFactory(organization=cast.village, sessions=25, starts_on=D(2025, 2, 10))
    in_force(plan, by=cast.leader)  # 100 a year
    version = revise(cast, plan)
    change(cast, twin_of(target, version), low=Decimal(300))
    with time_machine.travel("2025-06-10 10:00+08:00", tick=False):
        publish(cast, version)

    def on(day):
        then = Plan.objects.in_force_on(day).get(organization=cast.district)
        progress = progress_of(Target.objects.of_plan(then).detailed(), day)[0]
        return then.version, progress.target.low, progress.light

    assert on(D(2025, 3, 31)) == (1, 100, Light.ON_PACE)
    assert on(D(2025, 6, 9)) == (1, 100, Light.BEHIND)
    assert on(D(2025, 6, 10)) == (2, 300, Light.BEHIND)


def test_two_versions_of_one_day_are_not_both_in_force_on_it(cast, plan, target):
    services.submit_plan(plan=plan, by=cast.district_officer)
    services.approve_plan(plan=plan, by=cast.leader)
    services.publish_plan(plan=plan, by=cast.district_officer)
    version = publish(cast, revise(cast, plan))
    assert list(Plan.objects.in_force_on(D(2025, 7, 2))) == [version]
    plan.refresh_from_db()
    assert plan.in_force_text == "2025年7月2日发布，当天由新版代替"


@pytest.mark.parametrize(("on", "says"), [(D(2025, 7, 3), "不能晚于今天"), (D(2024, 12, 31), "不能早于2025年1月1日")])
def test_a_plan_is_not_in_force_from_a_day_that_cannot_be(cast, plan, target, on, says):
    with pytest.raises(Refused, match=says) as refused:
        publish(cast, plan, on=on)
    assert refused.value.field == "on"


def test_the_next_version_does_not_begin_before_the_one_that_it_replaces(cast, plan, target):
    services.submit_plan(plan=plan, by=cast.district_officer)
    services.approve_plan(plan=plan, by=cast.leader)
    services.publish_plan(plan=plan, by=cast.district_officer, on=D(2025, 3, 1))
    with pytest.raises(Refused, match="不能早于上一版"):
        publish(cast, revise(cast, plan), on=D(2025, 2, 1))
    plan.refresh_from_db()
    assert plan.status == Status.PUBLISHED


# ---- what was noted meanwhile ----------------------------------------------------------------------------------------------


def test_what_is_noted_while_the_next_version_is_written_goes_with_it(cast, plan, task):
    commitment = commitment_of(task)
    in_force(plan, by=cast.leader)
    version = revise(cast, plan)
    services.note_outcome(
        target=Target.objects.placed().get(pk=commitment.pk), done_on=D(2025, 7, 1), evidence="见纪要。", by=cast.leader
    )
    publish(cast, version)
    carried = twin_of(commitment, version)
    assert (carried.outcome, carried.done_on, carried.evidence, carried.noted_by) == (
        Outcome.DONE, D(2025, 7, 1), "见纪要。", cast.leader,
    )  # fmt: skip


def test_a_version_that_was_replaced_takes_no_notes(cast, plan, task):
    commitment = commitment_of(task)
    in_force(plan, by=cast.leader)
    publish(cast, revise(cast, plan))
    with pytest.raises(Refused, match="到新版里登记"):
        services.note_outcome(
            target=Target.objects.placed().get(pk=commitment.pk),
            done_on=D(2025, 7, 1),
            evidence="见纪要。",
            by=cast.leader,
        )


@pytest.mark.parametrize(("changes", "status"), [({}, ShareStatus.CONFIRMED), ({"low": 60}, ShareStatus.WAITING)])
def test_an_answer_holds_for_the_number_that_was_answered(cast, plan, target, changes, status):
    given = share(target, cast.town)
    in_force(plan, by=cast.leader)
    version = revise(cast, plan)
    Share.objects.filter(target=twin_of(target, version)).update(**changes)
    now = datetime.datetime(2025, 7, 2, tzinfo=datetime.UTC)
    Share.objects.filter(pk=given.pk).update(
        status=ShareStatus.CONFIRMED, answered_at=now, answered_by=cast.town_chair,
        done_on=D(2025, 7, 1), evidence="已办。", noted_at=now, noted_by=cast.town_chair,
    )  # fmt: skip
    publish(cast, version)
    carried = Share.objects.get(target=twin_of(target, version))
    assert (carried.status, carried.answered_at) == (status, now if status == ShareStatus.CONFIRMED else None)
    assert (carried.evidence, carried.done_on) == ("已办。", D(2025, 7, 1))


# ---- what two versions say differently -------------------------------------------------------------------------------------


def diff_of(plan, version):
    return compare(*(Plan.objects.to_compare().get(pk=one.pk) for one in (plan, version)))


def parts(diff):
    return [(part.kind, part.name, part.changes) for section in diff.sections for part in section.parts]


def test_a_diff_names_what_came_went_changed_and_moved(cast, plan, task):
    first, second = target_of(task, subject="宣讲"), target_of(task, subject="培训", low=20)
    other = task_of(plan, "办好巾帼讲堂。")
    in_force(plan, by=cast.leader)
    version = revise(cast, plan)
    change(cast, twin_of(first, version), low=Decimal(150), due_on=D(2025, 11, 30))
    services.remove_part(part=twin_of(second, version), by=cast.district_officer)
    target_of(twin_of(first, version).task, subject="走访")
    services.swap_part(part=Chapter.objects.get(plan=version, key=other.chapter.key), up=True, by=cast.district_officer)
    diff = diff_of(plan, version)
    assert parts(diff) == [
        ("章", "一、思想引领", (Change.MOVED,)),
        ("目标", "宣讲", (Change.CHANGED,)),
        ("目标", "走访", (Change.ADDED,)),
        ("目标", "培训", (Change.REMOVED,)),
    ]
    changed = diff.sections[1].parts[0]
    assert [(field.label, field.old, field.new) for field in changed.fields] == [
        ("要求", "不少于100场次", "不少于150场次"), ("完成时限", "2025-12-31", "2025-11-30"),
    ]  # fmt: skip
    assert diff.counts == [("新增", 1), ("删去", 1), ("改动", 1), ("移动", 1)]


def test_a_task_that_went_to_another_chapter_says_from_where_to_where(cast, plan, task, target):
    other = task_of(plan, "办好巾帼讲堂。")
    in_force(plan, by=cast.leader)
    version = revise(cast, plan)
    Task.objects.filter(key=task.key, chapter__plan=version).update(
        chapter=Chapter.objects.get(plan=version, key=other.chapter.key), order=2
    )
    assert [part.moved for section in diff_of(plan, version).sections for part in section.parts] == [
        "从“一、思想引领”移到“二、思想引领”"
    ]


def test_the_fewest_moves_explain_a_new_order(cast, plan, task):
    targets = [target_of(task, subject=name) for name in "甲乙丙丁"]
    in_force(plan, by=cast.leader)
    version = revise(cast, plan)
    for _ in range(3):
        services.swap_part(part=twin_of(targets[0], version), up=False, by=cast.district_officer)
    assert parts(diff_of(plan, version)) == [("目标", "甲", (Change.MOVED,))]


def test_inside_a_changed_text_the_words_are_marked():
    assert marked("开展宣讲120场次，走访妇女群众。", "开展宣讲150场次，走访困难妇女群众。") == (
        Piece("same", "开展宣讲"), Piece("old", "120"), Piece("new", "150"), Piece("same", "场次，走访"),
        Piece("new", "困难"), Piece("same", "妇女群众。"),
    )  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [("", "新写的话"), ("原来的话", ""), ("甲乙丙丁", "一二三四")])
def test_a_text_written_anew_is_shown_apart(old, new):
    assert marked(old, new) == ()


def test_the_woven_text_holds_both_texts_whole():
    old, new = "每季度开展1次院落宣讲，年内不少于4次。", "每月开展2次院落宣讲和培训，全年不少于24次。"
    pieces = marked(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "old") == new


# ---- pages -----------------------------------------------------------------------------------------------------------------


def test_an_officer_begins_a_version_and_sees_all_of_them_and_their_differences(cast, plan, target, as_user):
    in_force(plan, by=cast.leader)
    officer = as_user(cast.district_officer)
    response = officer.post(f"/plans/{plan.pk}/revise/", {"reason": "目标提高"})
    version = Plan.objects.get(version=2)
    assert response["Location"] == version.get_absolute_url()
    change(cast, twin_of(target, version), low=Decimal(150))
    assert "新的一版正在写" in officer.get(plan.get_absolute_url()).content.decode()
    html = officer.get(f"/plans/{version.pk}/versions/").content.decode()
    assert ("调整原因：目标提高" in html, "2025年1月1日起执行" in html) == (True, True)
    compared = officer.get(f"/plans/{version.pk}/compare/").content.decode()
    assert "<del>100</del><ins>150</ins>" in compared


@pytest.mark.parametrize(("query", "status"), [("?old=2&new=1", 200), ("?old=9&new=x", 200), ("?old=1&new=1", 200)])
def test_any_two_versions_are_compared_and_a_wrong_number_compares_the_usual_two(
    cast, plan, target, as_user, query, status
):
    in_force(plan, by=cast.leader)
    version = revise(cast, plan)
    response = as_user(cast.leader).get(f"/plans/{version.pk}/compare/{query}")
    assert (response.status_code, response.context["diff"].old, response.context["diff"].new) == (status, plan, version)


def test_a_plan_of_one_version_has_nothing_to_compare(cast, plan, as_user):
    assert as_user(cast.leader).get(f"/plans/{plan.pk}/compare/").status_code == 404


def test_comparing_costs_the_same_for_few_targets_and_for_many(cast, plan, task, target, as_user):
    in_force(plan, by=cast.leader)
    version = revise(cast, plan)
    client = as_user(cast.leader)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/plans/{version.pk}/compare/").status_code == 200
        return len(captured)

    share(twin_of(target, version), cast.town)
    cost()
    few = cost()
    for number in range(20):
        share(
            target_of(twin_of(target, version).task, comparator=Comparator.AT_LEAST, subject=f"目标{number}"), cast.town
        )
    assert cost() == few


def test_another_organization_with_the_same_plan_is_not_mixed_in(cast, plan, target):
    other = PlanFactory(organization=cast.other_district)
    assert list(Plan.objects.versions_of(plan)) == [plan]
    assert other.key != plan.key
