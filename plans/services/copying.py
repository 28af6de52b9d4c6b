"""Copying what stands in a plan into another one: into its next version as it is, into the next year's with changes."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from plans.models import Chapter, Occurrence, Plan, QuarterShare, Share, Target, Task, YearShare

ROW = TypeVar("ROW", bound=models.Model)


class Faithful:
    """What becomes of each part: the fields that change, or None where the part is left out. Here everything stays."""

    def chapter(self, chapter: Chapter) -> dict[str, Any] | None:
        return {}

    def task(self, task: Task) -> dict[str, Any] | None:
        return {}

    def target(self, target: Target) -> dict[str, Any] | None:
        return {}

    def share(self, share: Share) -> dict[str, Any] | None:
        return {}

    def occurrences(self, old: Target, new: Target) -> list[Occurrence]:
        return [twin(one, target=new) for one in old.occurrences.all()]


def twin(row: ROW, **changes: Any) -> ROW:
    """The same row again, not saved; relations to many are copied apart."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    copy = type(row)(**values)
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def copy_parts(source: Plan, into: Plan, rules: Faithful | None = None) -> None:
    """Chapters, tasks and targets with all that hangs on them, in a number of queries that does not grow with the plan."""
    rules = rules or Faithful()
    chapters = _chapters(source, into, rules)
    tasks = _tasks(source, chapters, rules)
    _targets(source, tasks, rules)


def _chapters(source: Plan, into: Plan, rules: Faithful) -> dict[int, Chapter]:
    """Depth by depth, because each needs the key of the one around it."""
    made: dict[int, Chapter] = {}
    waiting = list(Chapter.objects.filter(plan=source).order_by("depth", "order", "pk"))
    for depth in sorted({chapter.depth for chapter in waiting}):
        pairs = []
        for chapter in (one for one in waiting if one.depth == depth):
            changes = rules.chapter(chapter)
            if changes is None or (chapter.parent_id is not None and chapter.parent_id not in made):
                continue
            parent = made.get(chapter.parent_id) if chapter.parent_id else None
            pairs.append((chapter.pk, twin(chapter, plan=into, parent=parent, **changes)))
        made |= _saved(Chapter, pairs)
    return made


def _tasks(source: Plan, chapters: dict[int, Chapter], rules: Faithful) -> dict[int, Task]:
    tasks = Task.objects.filter(chapter__plan=source, chapter__in=chapters).order_by("order", "pk")
    found = list(tasks.prefetch_related("partners", "programmes"))
    pairs = [
        (task.pk, twin(task, chapter=chapters[task.chapter_id], **changes))
        for task in found
        if (changes := rules.task(task)) is not None
    ]
    made = _saved(Task, pairs)
    _number(made.values(), "chapter_id")
    for name, target in (("partners", "organization_id"), ("programmes", "programme_id")):
        through = getattr(Task, name).through
        through.objects.bulk_create(
            through(task_id=made[task.pk].pk, **{target: other.pk})
            for task in found
            if task.pk in made
            for other in getattr(task, name).all()
        )
    return made


def _targets(source: Plan, tasks: dict[int, Task], rules: Faithful) -> None:
    targets = Target.objects.of_plan(source).filter(task__in=tasks).select_related("task").order_by("order", "pk")
    found = list(targets.prefetch_related("occurrences", "year_shares", "quarter_shares", "shares"))
    pairs = [
        (target.pk, twin(target, task=tasks[target.task_id], **changes))
        for target in found
        if (changes := rules.target(target)) is not None
    ]
    made = _saved(Target, pairs)
    _number(made.values(), "task_id")
    kept = [(target, made[target.pk]) for target in found if target.pk in made]
    Occurrence.objects.bulk_create(one for old, new in kept for one in rules.occurrences(old, new))
    YearShare.objects.bulk_create(twin(one, target=new) for old, new in kept for one in old.year_shares.all())
    QuarterShare.objects.bulk_create(twin(one, target=new) for old, new in kept for one in old.quarter_shares.all())
    Share.objects.bulk_create(
        twin(one, target=new, **changes)
        for old, new in kept
        for one in old.shares.all()
        if (changes := rules.share(one)) is not None
    )


def _saved(model: type[ROW], pairs: list[tuple[int, ROW]]) -> dict[int, ROW]:
    """{key of the old row: new row}."""
    rows = model._default_manager.bulk_create([new for _, new in pairs])
    return {old: new for (old, _), new in zip(pairs, rows, strict=True)}


def _number(rows: Iterable[Any], within: str) -> None:
    """Close the gaps that parts left out have made."""
    counts: dict[int, int] = {}
    moved = []
    for row in rows:
        place = counts[getattr(row, within)] = counts.get(getattr(row, within), 0) + 1
        if row.order != place:
            row.order = place
            moved.append(row)
    if moved:
        type(moved[0])._default_manager.bulk_update(moved, ["order"])
