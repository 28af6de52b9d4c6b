"""Where the parts of a draft stand: their order among their siblings, and the chapter that they belong to."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from plans.models import Chapter, Plan, Task
from plans.services.writing import DEEPEST, draft, plan_of, renumber, siblings_of

CHANGED = "别人刚刚改过这里的次序，请刷新页面，按最新的内容再排。"


@transaction.atomic
def reorder_chapters(
    *, plan: Plan, within: Chapter | None = None, seen: Sequence[int], order: Sequence[int], by: Any
) -> Plan:
    """The chapters of a plan, or inside one of them. `seen`: the order that she saw, so that nobody's change is undone."""
    held = draft(plan)
    _reorder(list(Chapter.objects.filter(plan=held, parent=within)), seen, order)
    record("plans.parts_ordered", by=by, subject=held, kind="chapter")
    return held


@transaction.atomic
def reorder_tasks(*, chapter: Chapter, seen: Sequence[int], order: Sequence[int], by: Any) -> Plan:
    held = draft(chapter.plan)
    _reorder(list(Task.objects.filter(chapter=chapter)), seen, order)
    record("plans.parts_ordered", by=by, subject=held, kind="task")
    return held


def _reorder(parts: list[Any], seen: Sequence[int], order: Sequence[int]) -> None:
    if [part.pk for part in parts] != list(seen):
        raise Conflict(CHANGED)
    if sorted(order) != sorted(seen):
        raise Refused("次序里少了或多了内容，请刷新页面再排。")
    by_pk = {part.pk: part for part in parts}
    renumber(by_pk[pk] for pk in order)


@transaction.atomic
def relocate_chapter(*, chapter: Chapter, to: Chapter | None, by: Any) -> Chapter:
    """With all that lies in it, to the end of another chapter, or of the plan itself."""
    plan = draft(chapter.plan)
    chapter = Chapter.objects.get(pk=chapter.pk)
    inside = _inside(chapter)
    if to is not None and (to.plan_id != plan.pk or to.pk in {chapter.pk, *(one.pk for one in inside)}):
        raise Refused("不能移到它自己里面，请选别的章。", field="to")
    depth = to.depth + 1 if to is not None else 0
    deeper = depth - chapter.depth
    if max(one.depth for one in (chapter, *inside)) + deeper > DEEPEST:
        raise Refused("移过去以后标题会超过四层，请选上一层的章。", field="to")
    before = list(siblings_of(chapter).exclude(pk=chapter.pk))
    for one in (chapter, *inside):
        one.depth += deeper
    chapter.parent = to
    chapter.order = siblings_of(chapter).exclude(pk=chapter.pk).count() + 1
    Chapter.objects.bulk_update([chapter, *inside], ["parent", "order", "depth"])
    renumber(before)
    record("plans.part_relocated", by=by, subject=plan, kind="chapter", part=chapter.pk)
    return chapter


def _inside(chapter: Chapter) -> list[Chapter]:
    found: list[Chapter] = []
    around = {chapter.pk}
    for one in Chapter.objects.filter(plan=chapter.plan_id).order_by("depth"):
        if one.parent_id in around:
            around.add(one.pk)
            found.append(one)
    return found


@transaction.atomic
def relocate_task(*, task: Task, to: Chapter, by: Any) -> Task:
    """With its targets, to the end of another chapter of the same plan."""
    plan = draft(plan_of(task))
    if to.plan_id != plan.pk:
        raise Refused("请选这份计划里的章。", field="to")
    before = list(siblings_of(task).exclude(pk=task.pk))
    task.chapter = to
    task.order = siblings_of(task).exclude(pk=task.pk).count() + 1
    task.save(update_fields=["chapter", "order"])
    renumber(before)
    record("plans.part_relocated", by=by, subject=plan, kind="task", part=task.pk)
    return task
