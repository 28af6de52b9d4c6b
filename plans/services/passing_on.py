"""放进本级计划: what an organization was given by the plan above becomes a target of its own plan, which it can divide further."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.organizations.choices import LEVEL_ORDER
from fulian.organizations.models import Organization
from plans.choices import Comparator, Curve, PlanKind, Status, Timing
from plans.models import Chapter, Plan, Share, Target, Task
from plans.services.shaping import Shape
from plans.services.writing import add_chapter, add_target, add_task, start_plan

CHAPTER = "承接上级任务"


@transaction.atomic
def pass_on(*, share: Share, by: Any) -> Target:
    """A copy of her part in her own draft for that year, begun if there is none. `higher_key` ties the two over all versions."""
    above = share.target
    plan = _draft_of(share.organization, above.plan.year, by)
    if Target.objects.of_plan(plan).filter(higher_key=above.key).exists():
        raise Refused(f"这项任务已经在“{plan}”里了。")
    target = _copy(share, _task(plan, above.task, by))
    quarters = [one.percent for one in above.quarter_shares.all()] or None
    add_target(target=target, by=by, shape=Shape(quarters=quarters))
    record("plans.share_passed_on", by=by, subject=plan, target=target.pk, share=share.pk)
    return target


def _draft_of(organization: Organization, year: int, by: Any) -> Plan:
    plans = Plan.objects.filter(organization=organization, year=year)
    if draft := plans.filter(status=Status.DRAFT).order_by("kind", "pk").first():
        return draft
    if waiting := plans.in_writing().first():
        raise Refused(
            f"“{waiting}”{waiting.get_status_display()}，现在不能加。请等它发布以后点“调整计划”，或请领导退回。"
        )
    if current := plans.in_force().first():
        raise Refused(f"“{current}”已经发布。请先打开它点“调整计划”，再把这项任务放进新版。")
    new = Plan(organization=organization, year=year, kind=PlanKind.POINTS, title=f"{year}年{PlanKind.POINTS.label}")
    return start_plan(plan=new, by=by)


def _task(plan: Plan, above: Task, by: Any) -> Task:
    """In a chapter of what comes from above; several targets of one task stand under one task again."""
    chapter = plan.chapters.filter(title=CHAPTER, parent=None).first()
    if chapter is None:
        chapter = add_chapter(chapter=Chapter(plan=plan, title=CHAPTER), by=by)
    return chapter.tasks.filter(text=above.text).first() or add_task(task=Task(chapter=chapter, text=above.text), by=by)


def _copy(share: Share, task: Task) -> Target:
    above, organization = share.target, share.organization
    own = LEVEL_ORDER.index(organization.level)
    per_level = above.per_level if above.per_level and LEVEL_ORDER.index(above.per_level) > own else ""
    divided = share.low is not None
    by_year = above.timing == Timing.YEARS
    return Target(
        task=task, subject=above.subject, quote=above.quote, unit=above.unit, qualifier="" if divided else above.qualifier,
        comparator=Comparator.AT_LEAST if divided and above.comparator == Comparator.BETWEEN else above.comparator,
        low=share.low if divided else above.low, high=None if divided else above.high,
        base=(share.base or _units(organization)) if above.base else None, base_name=above.base_name, per_level=per_level,
        repeat=above.repeat, timing=above.timing, festival=above.festival, starts_on=above.starts_on, due_on=above.due_on,
        curve=Curve.EVEN if by_year else above.curve, organization=organization, indicator=above.indicator,
        higher_key=above.key,
    )  # fmt: skip


def _units(organization: Organization) -> Decimal:
    """A base to begin with: those straight below. It is her draft: she puts it right."""
    return Decimal(organization.children.filter(closed_on__isnull=True).count() or 1)
