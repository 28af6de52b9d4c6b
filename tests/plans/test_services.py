import datetime

import pytest
import time_machine

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.indicators.models import Indicator
from plans import services
from plans.choices import Comparator, PlanKind, Status
from plans.models import Chapter, LogEntry, Plan, Target
from tests.factories.plans import PlanFactory, commitment_of, in_force, target_of, task_of

D = datetime.date


def events():
    return list(AuditEvent.objects.filter(event__startswith="plans.").order_by("pk").values_list("event", flat=True))


def again(plan):
    return Plan.objects.get(pk=plan.pk)


# ---- through its states ----------------------------------------------------------------------------------------------------


def test_a_plan_goes_from_draft_to_the_archive_and_each_step_is_logged(cast, plan, target):
    services.submit_plan(plan=plan, by=cast.district_officer)
    services.approve_plan(plan=plan, by=cast.leader)
    services.publish_plan(plan=plan, by=cast.district_officer)
    with time_machine.travel("2026-01-05 10:00+08:00", tick=False):
        services.close_plan(plan=plan, by=cast.district_officer)
    plan.refresh_from_db()
    assert (plan.status, plan.submitted_by, plan.approved_by, plan.published_by, plan.in_force_from) == (
        Status.CLOSED, cast.district_officer, cast.leader, cast.district_officer, D(2025, 7, 2),
    )  # fmt: skip
    assert events() == [
        "plans.started", "plans.chapter_added", "plans.task_added", "plans.target_added",
        "plans.submitted", "plans.approved", "plans.published", "plans.closed",
    ]  # fmt: skip


def test_a_plan_without_a_target_is_not_submitted(cast, plan, task):
    with pytest.raises(Refused, match="还没有目标"):
        services.submit_plan(plan=plan, by=cast.district_officer)
    assert again(plan).status == Status.DRAFT


def test_who_approves_second_is_told(cast, plan, target):
    services.submit_plan(plan=plan, by=cast.district_officer)
    seen_by_another = again(plan)
    services.approve_plan(plan=plan, by=cast.leader)
    with pytest.raises(Conflict):
        services.approve_plan(plan=seen_by_another, by=cast.leader)
    assert events().count("plans.approved") == 1


def test_who_returns_what_was_cancelled_meanwhile_is_told(cast, plan, target):
    services.submit_plan(plan=plan, by=cast.district_officer)
    seen_by_another = again(plan)
    services.cancel_plan(plan=plan, by=cast.district_officer, reason="合并到另一份")
    with pytest.raises(Conflict):
        services.return_plan(plan=seen_by_another, by=cast.leader, reason="目标偏低")
    assert again(plan).status == Status.CANCELLED


@pytest.mark.parametrize("approved", [False, True])
def test_a_returned_plan_is_a_draft_again_with_the_reason_on_it(cast, plan, target, approved):
    services.submit_plan(plan=plan, by=cast.district_officer)
    if approved:
        services.approve_plan(plan=plan, by=cast.leader)
    services.return_plan(plan=plan, by=cast.leader, reason="目标偏低")
    plan.refresh_from_db()
    assert (plan.status, plan.return_reason, plan.submitted_at, plan.approved_by) == (
        Status.DRAFT,
        "目标偏低",
        None,
        None,
    )
    services.submit_plan(plan=plan, by=cast.district_officer)
    assert again(plan).return_reason == ""


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        (Status.DRAFT, {"submit", "cancel"}),
        (Status.SUBMITTED, {"return", "approve", "cancel"}),
        (Status.APPROVED, {"return", "publish", "cancel"}),
        (Status.PUBLISHED, {"close"}),
        (Status.CLOSED, set()),
        (Status.SUPERSEDED, set()),
        (Status.CANCELLED, set()),
    ],
)
def test_each_state_allows_its_own_steps_and_no_others(cast, plan, target, status, possible):
    acts = {
        "submit": lambda plan: services.submit_plan(plan=plan, by=cast.district_officer),
        "approve": lambda plan: services.approve_plan(plan=plan, by=cast.leader),
        "return": lambda plan: services.return_plan(plan=plan, by=cast.leader, reason="改"),
        "publish": lambda plan: services.publish_plan(plan=plan, by=cast.district_officer),
        "close": lambda plan: services.close_plan(plan=plan, by=cast.district_officer),
        "cancel": lambda plan: services.cancel_plan(plan=plan, by=cast.district_officer, reason="不用了"),
    }
    reached = (
        {"cancelled_at": datetime.datetime.now(datetime.UTC), "cancelled_by": cast.leader}
        if status == Status.CANCELLED
        else {}
    )
    done = set()
    with time_machine.travel("2026-01-05 10:00+08:00", tick=False):
        for name, act in acts.items():
            Plan.objects.filter(pk=plan.pk).update(status=status, cancelled_at=None, cancelled_by=None)
            Plan.objects.filter(pk=plan.pk).update(**reached)
            try:
                act(again(plan))
                done.add(name)
            except Conflict:
                assert again(plan).status == status
    assert done == possible


def test_a_year_that_runs_is_not_archived(cast, plan, target):
    in_force(plan, by=cast.leader)
    with pytest.raises(Refused, match="2025年还没有过完"):
        services.close_plan(plan=plan, by=cast.district_officer)


def test_an_organization_writes_one_plan_of_a_kind_a_year_unless_it_was_cancelled(cast, plan):
    with pytest.raises(Refused, match="清和区2025年的工作要点已经在写") as refused:
        PlanFactory(organization=cast.district)
    assert refused.value.field == "year"
    assert PlanFactory(organization=cast.district, kind=PlanKind.COMMITTEE).status == Status.DRAFT
    services.cancel_plan(plan=plan, by=cast.district_officer, reason="重写")
    assert PlanFactory(organization=cast.district).status == Status.DRAFT


def test_beside_a_plan_in_force_no_other_of_its_kind_is_begun(cast, plan, target):
    in_force(plan, by=cast.leader)
    with pytest.raises(Refused, match="已经发布，要改请打开它点“调整计划”") as refused:
        PlanFactory(organization=cast.district)
    assert refused.value.field == "year"


def test_nobody_plans_beyond_next_year(cast):
    assert PlanFactory(organization=cast.district, year=2026).year == 2026
    with pytest.raises(Refused, match="请核对年度"):
        PlanFactory(organization=cast.district, year=2027)


# ---- writing ---------------------------------------------------------------------------------------------------------------


def test_only_a_draft_is_written_to(cast, plan, task, target):
    in_force(plan, by=cast.leader)
    by = cast.district_officer
    attempts = (
        lambda: services.change_plan(plan=plan, by=by),
        lambda: services.add_chapter(chapter=Chapter(plan=plan, title="新章"), by=by),
        lambda: task_of(plan),
        lambda: target_of(task),
        lambda: services.change_part(part=task, by=by),
        lambda: services.change_target(target=target, by=by),
        lambda: services.remove_part(part=task, by=by),
        lambda: services.swap_part(part=target, up=True, by=by),
    )
    before = events()
    for attempt in attempts:
        with pytest.raises(Conflict, match="不能直接改"):
            attempt()
    assert events() == before


def test_who_saves_over_somebody_else_is_told(cast, plan):
    seen = again(plan).updated_at
    with time_machine.travel("2025-07-02 11:00+08:00", tick=False):
        services.change_plan(plan=again(plan), by=cast.district_officer, version=seen)
    plan.title = "另一个标题"
    with pytest.raises(Conflict, match="别人刚刚改过"):
        services.change_plan(plan=plan, by=cast.district_officer, version=seen)


def subjects(task):
    return list(task.targets.values_list("subject", "order"))


def test_targets_change_places_and_close_up_when_one_goes(cast, task):
    first, second, third = (target_of(task, subject=name) for name in ("甲", "乙", "丙"))
    services.swap_part(part=third, up=True, by=cast.district_officer)
    assert subjects(task) == [("甲", 1), ("丙", 2), ("乙", 3)]
    services.swap_part(part=first, up=True, by=cast.district_officer)
    assert subjects(task) == [("甲", 1), ("丙", 2), ("乙", 3)]
    services.remove_part(part=first, by=cast.district_officer)
    assert subjects(task) == [("丙", 1), ("乙", 2)]
    services.swap_part(part=third, up=False, by=cast.district_officer)
    assert subjects(task) == [("乙", 1), ("丙", 2)]
    assert second.pk == task.targets.first().pk


def test_with_a_chapter_goes_everything_under_it(cast, plan, task, target):
    other = task_of(plan)
    services.remove_part(part=task.chapter, by=cast.district_officer)
    assert Target.objects.count() == 0
    other.chapter.refresh_from_db()
    assert other.chapter.number == "一、"


def test_what_somebody_said_something_of_is_not_removed(cast, task, target):
    """No draft has such a target; should one ever, it is said and not a fault of the portal."""
    LogEntry.objects.create(
        target=target, target_key=target.key, day=target.starts_on, quantity=1, organization=cast.district, note="见纪要。",
        noted_by=cast.district_officer,
    )  # fmt: skip
    before = events()
    for part in (target, task, task.chapter):
        with pytest.raises(Refused, match="不能删除"):
            services.remove_part(part=part, by=cast.district_officer)
    assert (Target.objects.count(), events()) == (1, before)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"starts_on": D(2024, 12, 31)}, "starts_on", "日期要在2025年以内"),
        ({"due_on": D(2026, 1, 1)}, "due_on", "日期要在2025年以内"),
        ({"starts_on": D(2025, 6, 1), "due_on": D(2025, 5, 31)}, "due_on", "完成时限不能早于开始日期"),
        ({"low": None}, "low", "请填写目标值"),
        ({"low": 0}, "low", "目标值要大于 0"),
        ({"comparator": Comparator.BETWEEN, "low": 2}, "high", "请填写上限"),
        ({"comparator": Comparator.BETWEEN, "low": 3, "high": 2}, "high", "上限不能小于下限"),
        ({"unit": "户"}, "unit", "单位是“场次”"),
        ({"indicator": None}, "unit", "请填写单位"),
        ({"indicator": "rights.cases"}, "indicator", "保密指标"),
    ],
)
def test_a_target_that_cannot_be_is_refused_at_its_field(task, changes, field, says):
    with pytest.raises(Refused, match=says) as refused:
        target_of(task, **({"comparator": Comparator.AT_LEAST} | changes))
    assert refused.value.field == field
    assert Target.objects.count() == 0


def test_a_target_belongs_to_the_organization_or_one_below_it(cast, task):
    assert target_of(task, organization=cast.village).organization == cast.village
    with pytest.raises(Refused, match="本级或下级") as refused:
        target_of(task, organization=cast.outside_town)
    assert refused.value.field == "organization"


def test_an_indicator_that_was_stopped_is_not_chosen(task):
    Indicator.objects.filter(code="activity.sessions").update(active=False)
    with pytest.raises(Refused, match="已停用"):
        target_of(task)


def test_nothing_may_happen_is_a_goal_too(task):
    assert target_of(task, low=0, comparator=Comparator.AT_MOST).goal_text == "不超过0场次"


def test_a_commitment_keeps_no_number_and_no_indicator(task):
    target = target_of(task, low=5, comparator=Comparator.DONE, unit="场次")
    assert (target.low, target.indicator, target.unit) == (None, None, "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"low": 1200}, "不少于1200场次"),
        ({"low": "2.50", "comparator": Comparator.AT_MOST, "indicator": None, "unit": "万元"}, "不超过2.5万元"),
        ({"low": 3, "comparator": Comparator.EXACTLY}, "3场次"),
        ({"low": 2, "high": 3, "comparator": Comparator.BETWEEN}, "2—3场次"),
        ({"comparator": Comparator.DONE, "due_on": D(2025, 6, 20)}, "6月20日前完成"),
    ],
)
def test_a_goal_reads_as_a_plan_prints_it(task, fields, expected):
    assert target_of(task, **fields).goal_text == expected


def test_publishing_keeps_the_version_of_each_indicator(cast, plan, target):
    services.submit_plan(plan=plan, by=cast.district_officer)
    services.approve_plan(plan=plan, by=cast.leader)
    Indicator.objects.filter(pk=target.indicator_id).update(version=3)
    target.refresh_from_db()
    assert target.indicator_version == 0
    services.publish_plan(plan=plan, by=cast.district_officer)
    target.refresh_from_db()
    assert target.indicator_version == 3


# ---- commitments -----------------------------------------------------------------------------------------------------------


def note(cast, target, **changes):
    given = {"done_on": D(2025, 6, 10), "evidence": "见会议纪要第1期。", "by": cast.district_officer, **changes}
    return services.note_outcome(target=Target.objects.placed().get(pk=target.pk), **given)


def test_what_became_of_a_commitment_is_noted_once_and_put_right_by_who_saw_it(cast, plan, task):
    target = commitment_of(task)
    in_force(plan, by=cast.leader)
    noted = note(cast, target)
    assert (noted.done_on, noted.evidence, noted.noted_by) == (
        D(2025, 6, 10),
        "见会议纪要第1期。",
        cast.district_officer,
    )
    with pytest.raises(Conflict, match="已经登记过"):
        note(cast, target)
    with time_machine.travel("2025-07-03 10:00+08:00", tick=False):
        corrected = note(cast, target, done_on=D(2025, 6, 11), seen=noted.noted_at)
    assert corrected.done_on == D(2025, 6, 11)
    with pytest.raises(Conflict):
        note(cast, target, seen=noted.noted_at)
    assert events()[-2:] == ["plans.outcome_noted", "plans.outcome_corrected"]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"done_on": D(2025, 7, 3)}, "done_on", "不能晚于今天"),
        ({"done_on": D(2024, 12, 31)}, "done_on", "不能早于目标的开始日期"),
        ({"evidence": "  "}, "evidence", "请写明完成情况"),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_at_its_field(cast, plan, task, changes, field, says):
    target = commitment_of(task)
    in_force(plan, by=cast.leader)
    with pytest.raises(Refused, match=says) as refused:
        note(cast, target, **changes)
    assert refused.value.field == field


def test_an_outcome_is_noted_of_a_plan_in_force_only(cast, task):
    with pytest.raises(Refused, match="发布以后、归档以前才能登记"):
        note(cast, commitment_of(task))


def test_a_counted_target_takes_no_note(cast, plan, target):
    in_force(plan, by=cast.leader)
    with pytest.raises(Refused, match="不用登记"):
        note(cast, target)
