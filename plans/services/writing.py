"""Writing a plan: only a draft is written to."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from plans.choices import USUAL_CHAPTERS, PlanKind
from plans.models import Chapter, Plan, Target, Task
from plans.services.shaping import Shape, judge, keep_shape

NOT_A_DRAFT = "计划已经送审、批准或发布，不能直接改。没有发布的请领导退回修改，已经发布的请点“调整计划”写新版。"
CHANGED_MEANWHILE = "别人刚刚改过这份计划。您填的内容还在下面，请先打开计划看最新内容再改。"
DEEPEST = 3  # 一、（一）1.（1）
Part = Chapter | Task | Target
Links = Iterable[Any] | None


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
def start_plan(*, plan: Plan, by: Any, with_chapters: bool = False) -> Plan:
    """Keep a new plan as a draft; one a year of each kind for each organization.

    `with_chapters`: the headings that a document of its kind usually has are there already.
    """
    if plan.year > timezone.localdate().year + 1:
        raise Refused("只能写今年、明年和以前各年的计划，请核对年度。", field="year")
    _refuse_beside_published(plan)
    plan.path_at = plan.organization.path
    plan.created_by = plan.updated_by = by
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            f"{plan.organization}{plan.year}年的{plan.get_kind_display()}已经在写，请直接打开它。", field="year"
        ) from None
    _refuse_beside_published(plan)  # the insert waited for whoever was publishing one
    if with_chapters:
        usual = enumerate(USUAL_CHAPTERS.get(PlanKind(plan.kind), ()), start=1)
        Chapter.objects.bulk_create(
            Chapter(plan=plan, title=title, role=role, order=order) for order, (title, role) in usual
        )
    record("plans.started", by=by, subject=plan)
    return plan


def _refuse_beside_published(plan: Plan) -> None:
    same = Plan.objects.filter(organization=plan.organization, year=plan.year, kind=plan.kind)
    if plan.replaces_id is None and same.in_force().exists():
        raise Refused(
            f"{plan.organization}{plan.year}年的{plan.get_kind_display()}已经发布，要改请打开它点“调整计划”。",
            field="year",
        )


@transaction.atomic
def change_plan(*, plan: Plan, by: Any, version: datetime.datetime | None = None) -> Plan:
    """`version`: the `updated_at` that the editor saw; another one means that somebody else changed it meanwhile."""
    stored = draft(plan)
    if version is not None and stored.updated_at != version:
        raise Conflict(CHANGED_MEANWHILE)
    plan.updated_by = by
    try:
        with transaction.atomic():
            plan.save(update_fields=["kind", "title", "guiding_thought", "updated_by", "updated_at"])
    except IntegrityError:
        raise Refused(f"{plan.year}年的{plan.get_kind_display()}已经有一份在写。", field="kind") from None
    record("plans.changed", by=by, subject=plan)
    return plan


@transaction.atomic
def add_chapter(*, chapter: Chapter, by: Any) -> Chapter:
    """At the end of the plan, or of its `parent`."""
    plan = draft(chapter.plan)
    place_chapter(chapter, plan)
    _add(chapter)
    record("plans.chapter_added", by=by, subject=plan, chapter=chapter.pk)
    return chapter


@transaction.atomic
def add_task(*, task: Task, by: Any, partners: Links = None, programmes: Links = None) -> Task:
    plan = draft(task.chapter.plan)
    check_task(task, plan, partners)
    _add(task)
    _link(task, partners, programmes)
    record("plans.task_added", by=by, subject=plan, task=task.pk)
    return task


@transaction.atomic
def add_target(*, target: Target, by: Any, shape: Shape | None = None) -> Target:
    plan = draft(plan_of(target))
    judge(target, plan, shape)
    _add(target)
    keep_shape(target, shape)
    record("plans.target_added", by=by, subject=plan, target=target.pk)
    return target


@transaction.atomic
def change_part(*, part: Chapter | Task, by: Any, partners: Links = None, programmes: Links = None) -> Chapter | Task:
    """`partners`, `programmes` of a task: None leaves them as they are."""
    plan = draft(plan_of(part))
    if isinstance(part, Task):
        check_task(part, plan, partners)
        _link(part, partners, programmes)
    part.save()
    record("plans.part_changed", by=by, subject=plan, kind=part._meta.model_name, part=part.pk)
    return part


@transaction.atomic
def change_target(*, target: Target, by: Any, shape: Shape | None = None) -> Target:
    """An outcome that was noted belongs to the commitment as it stood: what becomes a number loses it."""
    plan = draft(plan_of(target))
    judge(target, plan, shape)
    target.indicator_version = 0  # approval sets it anew
    if not target.is_commitment:
        target.done_on = target.noted_at = target.noted_by = None
        target.evidence = target.outcome = ""
    target.save()
    keep_shape(target, shape)
    record("plans.target_changed", by=by, subject=plan, target=target.pk)
    return target


@transaction.atomic
def remove_part(*, part: Part, by: Any) -> Plan:
    """Take a chapter, task or target out of a draft, with all that stands under it."""
    plan = draft(plan_of(part))
    siblings = siblings_of(part)
    record("plans.part_removed", by=by, subject=plan, kind=part._meta.model_name, part=part.pk)
    try:
        with transaction.atomic():
            part.delete()
    except models.ProtectedError:  # no draft has such targets; should one ever, nobody loses what was said of it
        raise Refused("这里的目标已经有完成记录，或者已经发过提示、提醒函、通报，不能删除。") from None
    renumber(siblings)
    return plan


@transaction.atomic
def swap_part(*, part: Part, up: bool, by: Any) -> Plan:
    """Move one place up or down among its siblings; at the end nothing happens."""
    plan = draft(plan_of(part))
    siblings = list(siblings_of(part))
    here = next(i for i, sibling in enumerate(siblings) if sibling.pk == part.pk)
    there = here + (-1 if up else 1)
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
        renumber(siblings)
        record("plans.part_moved", by=by, subject=plan, kind=part._meta.model_name, part=part.pk)
    return plan


def siblings_of(part: Part) -> models.QuerySet:
    """All parts that stand where this one does, itself among them, in order."""
    if isinstance(part, Chapter):
        return Chapter.objects.filter(plan=part.plan_id, parent=part.parent_id)
    if isinstance(part, Task):
        return Task.objects.filter(chapter=part.chapter_id)
    return Target.objects.filter(task=part.task_id)


def _add(part: Part) -> None:
    part.order = siblings_of(part).count() + 1
    part.save(force_insert=True)


def renumber(parts: Any) -> None:
    for number, part in enumerate(parts, start=1):
        if part.order != number:
            type(part).objects.filter(pk=part.pk).update(order=number)


# ---- what no part may say --------------------------------------------------------------------------------------------------


def check_task(task: Task, plan: Plan, partners: Links = None) -> None:
    own = plan.organization.path
    if task.responsible is not None and not task.responsible.path.startswith(own):
        raise Refused("责任组织要是本级或下级。", field="responsible")
    if any(not partner.path.startswith(own) or partner.path == own for partner in partners or ()):
        raise Refused("配合的组织要是下级。", field="partners")


def place_chapter(chapter: Chapter, plan: Plan) -> None:
    """Its depth follows from the chapter around it."""
    around = chapter.parent
    if around is not None and around.plan_id != plan.pk:
        raise Refused("这个标题不在这份计划里。", field="parent")
    chapter.depth = around.depth + 1 if around is not None else 0
    if chapter.depth > DEEPEST:
        raise Refused("标题最多四层：一、（一）1.（1）。再细的内容请写成任务。", field="title")


def _link(task: Task, partners: Links, programmes: Links) -> None:
    if partners is not None:
        task.partners.set(partners)
    if programmes is not None:
        task.programmes.set(programmes)
