"""Writing a plan: only a draft is written to."""

from typing import Any

from django.db import IntegrityError, transaction

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from plans.choices import Comparator
from plans.models import Chapter, Plan, Target, Task

NOT_A_DRAFT = "计划已经送审或批准，不能直接改。要改请先退回起草。"
Part = Chapter | Task | Target


def draft(plan: Plan) -> Plan:
    """Hold the plan's row, and refuse unless it is a draft."""
    found = Plan.objects.select_for_update(of=("self",)).select_related("organization").get(pk=plan.pk)
    if not found.editable:
        raise Conflict(NOT_A_DRAFT)
    return found


def plan_of(part: Part) -> Plan:
    if isinstance(part, Chapter):
        return part.plan
    return part.chapter.plan if isinstance(part, Task) else part.task.chapter.plan


@transaction.atomic
def start_plan(*, plan: Plan, by: Any) -> Plan:
    """Keep a new plan as a draft; one a year for each organization."""
    plan.path_at = plan.organization.path
    plan.created_by = plan.updated_by = by
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"{plan.organization}已有{plan.year}年的计划，请直接打开它。", field="year") from None
    record("plans.started", by=by, subject=plan)
    return plan


@transaction.atomic
def change_plan(*, plan: Plan, by: Any) -> Plan:
    draft(plan)
    plan.updated_by = by
    plan.save(update_fields=["title", "guiding_thought", "updated_by", "updated_at"])
    record("plans.changed", by=by, subject=plan)
    return plan


@transaction.atomic
def add_chapter(*, plan: Plan, title: str, area: str = "", by: Any) -> Chapter:
    draft(plan)
    chapter = Chapter.objects.create(plan=plan, title=title, area=area, order=plan.chapters.count() + 1)
    record("plans.chapter_added", by=by, subject=plan, chapter=chapter.pk)
    return chapter


@transaction.atomic
def add_task(*, task: Task, by: Any) -> Task:
    plan = draft(task.chapter.plan)
    task.order = task.chapter.tasks.count() + 1
    task.save(force_insert=True)
    record("plans.task_added", by=by, subject=plan, task=task.pk)
    return task


@transaction.atomic
def add_target(*, target: Target, by: Any) -> Target:
    plan = draft(plan_of(target))
    check_target(target, plan)
    target.order = target.task.targets.count() + 1
    target.save(force_insert=True)
    record("plans.target_added", by=by, subject=plan, target=target.pk)
    return target


@transaction.atomic
def change_target(*, target: Target, by: Any) -> Target:
    plan = draft(plan_of(target))
    check_target(target, plan)
    target.save()
    record("plans.target_changed", by=by, subject=plan, target=target.pk)
    return target


@transaction.atomic
def change_part(*, part: Chapter | Task, by: Any) -> Chapter | Task:
    plan = draft(plan_of(part))
    part.save()
    record("plans.part_changed", by=by, subject=plan, kind=part._meta.model_name, part=part.pk)
    return part


@transaction.atomic
def remove_part(*, part: Part, by: Any) -> Plan:
    """Take a chapter, task or target out of a draft, with all that stands under it."""
    plan = draft(plan_of(part))
    record("plans.part_removed", by=by, subject=plan, kind=part._meta.model_name, part=part.pk)
    siblings = _siblings(part)
    part.delete()
    _renumber(siblings)
    return plan


@transaction.atomic
def swap_part(*, part: Part, up: bool, by: Any) -> Plan:
    """Move one place up or down among its siblings; at the end nothing happens."""
    plan = draft(plan_of(part))
    siblings = list(_siblings(part))
    here = next(i for i, sibling in enumerate(siblings) if sibling.pk == part.pk)
    there = here + (-1 if up else 1)
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
        _renumber(siblings)
        record("plans.part_moved", by=by, subject=plan, kind=part._meta.model_name, part=part.pk)
    return plan


def _siblings(part: Part):
    if isinstance(part, Chapter):
        return part.plan.chapters.all()
    return part.chapter.tasks.all() if isinstance(part, Task) else part.task.targets.all()


def _renumber(parts) -> None:
    for number, part in enumerate(parts, start=1):
        if part.order != number:
            type(part).objects.filter(pk=part.pk).update(order=number)


def check_target(target: Target, plan: Plan) -> None:
    """What no target may say."""
    year = plan.year
    if target.starts_on.year != year or target.due_on.year != year:
        raise Refused(f"日期要在{year}年以内。", field="due_on" if target.due_on.year != year else "starts_on")
    if target.due_on < target.starts_on:
        raise Refused("完成时限不能早于开始日期。", field="due_on")
    if not target.organization.path.startswith(plan.organization.path):
        raise Refused("责任组织要是本级或下级。", field="organization")
    if target.is_commitment:
        target.low = target.high = target.indicator = None
        target.unit = ""
        return
    if target.low is None:
        raise Refused("请填写目标值；没有数的承诺请选“完成即可”。", field="low")
    if target.comparator == Comparator.BETWEEN:
        if target.high is None:
            raise Refused("请填写上限。", field="high")
        if target.high < target.low:
            raise Refused("上限不能小于下限。", field="high")
    else:
        target.high = None
    if target.indicator and not target.unit:
        target.unit = target.indicator.unit
    if target.indicator and target.unit != target.indicator.unit:
        raise Refused(f"这个指标的单位是“{target.indicator.unit}”，和目标的单位不一致。", field="unit")
