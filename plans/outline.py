"""A plan as its page shows it: chapters, tasks and targets in order, with where each target stands."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from fulian.indicators.figures import Figure
from plans.choices import TONES, Light
from plans.models import Chapter, Plan, Target, Task
from plans.progress import Progress, counts, last_year, progress_of


@dataclass(frozen=True)
class TargetLine:
    target: Target
    progress: Progress | None = None  # None while the plan is not in force
    before: Figure | None = None  # the year before, while somebody judges the goal


@dataclass(frozen=True)
class TaskPart:
    task: Task
    lines: list[TargetLine]


@dataclass(frozen=True)
class ChapterPart:
    chapter: Chapter
    tasks: list[TaskPart] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One part of 「28项：完成19、正常5、偏慢3、滞后1」."""

    light: Light
    number: int

    @property
    def label(self) -> str:
        return str(self.light.label)

    @property
    def tone(self) -> str:
        return TONES[self.light]


def parts_of(progress: Iterable[Progress]) -> list[Part]:
    """The lights that there are; nothing is said of the others."""
    return [Part(light, number) for light, number in counts(progress).items() if number]


class Outline:
    """`light` narrows to the targets that show it; what holds none is left out then."""

    def __init__(self, plan: Plan, *, today: datetime.date, light: str = ""):
        self.plan = plan
        self.light = Light(light) if plan.has_progress and light in Light.values else None
        targets = [t for chapter in plan.chapters.all() for task in chapter.tasks.all() for t in task.targets.all()]
        self.total = len(targets)
        self.progress = {p.target.pk: p for p in progress_of(targets, plan.as_at(today))} if plan.has_progress else {}
        self.parts = parts_of(self.progress.values())
        self.before = {} if plan.has_progress else last_year(targets)
        self.chapters = [part for part in map(self._chapter, plan.chapters.all()) if part.tasks or self.light is None]

    def _chapter(self, chapter: Chapter) -> ChapterPart:
        tasks = map(self._task, chapter.tasks.all())
        return ChapterPart(chapter, [task for task in tasks if task.lines or self.light is None])

    def _task(self, task: Task) -> TaskPart:
        lines = [TargetLine(t, self.progress.get(t.pk), self.before.get(t.pk)) for t in task.targets.all()]
        return TaskPart(task, [line for line in lines if self.light is None or line.progress.light == self.light])
