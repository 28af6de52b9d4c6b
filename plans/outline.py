"""A plan as its page shows it: chapters, tasks and targets in order, with where each target stands."""

import datetime
from dataclasses import dataclass, field

from fulian.indicators.figures import Figure
from plans.choices import Light
from plans.models import Chapter, Plan, Target, Task
from plans.progress import Progress, last_year, progress_of
from plans.progress.board import parts_of
from plans.tree import ChapterNode, TaskNode, tree_of


@dataclass(frozen=True)
class TargetLine:
    target: Target
    progress: Progress | None = None  # None while the plan is not in force
    before: Figure | None = None  # the year before, while somebody judges the goal


@dataclass(frozen=True)
class TaskPart:
    task: Task
    number: str
    lines: list[TargetLine]


@dataclass(frozen=True)
class ChapterPart:
    """A chapter with its tasks, and then the chapters inside it."""

    chapter: Chapter
    number: str
    level: int  # of its heading on the page: 2 for the outermost
    tasks: list[TaskPart] = field(default_factory=list)
    children: list["ChapterPart"] = field(default_factory=list)

    @property
    def task_level(self) -> int:
        return min(self.level + 1, 6)


class Outline:
    """`light` narrows to the targets that show it; what holds none is left out then.

    `overseen`: she may see where the targets stand; who only works by a plan from above reads what it says.
    """

    def __init__(self, plan: Plan, *, today: datetime.date, light: str = "", overseen: bool = True):
        self.plan = plan
        self.shows_progress = plan.has_progress and overseen
        self.shows_last_year = not plan.has_progress and overseen
        self.light = Light(light) if self.shows_progress and light in Light.values else None
        targets = [t for chapter in plan.chapters.all() for task in chapter.tasks.all() for t in task.targets.all()]
        self.total = len(targets)
        self.progress = {p.target.pk: p for p in progress_of(targets, plan.as_at(today))} if self.shows_progress else {}
        self.parts = parts_of(self.progress.values())
        self.before = last_year(targets) if self.shows_last_year else {}
        self.chapters = self._chapters(tree_of(plan))

    def _chapters(self, nodes: list[ChapterNode]) -> list[ChapterPart]:
        return [part for part in map(self._chapter, nodes) if part.tasks or part.children or self.light is None]

    def _chapter(self, node: ChapterNode) -> ChapterPart:
        tasks = [task for task in map(self._task, node.tasks) if task.lines or self.light is None]
        return ChapterPart(node.chapter, node.number, min(node.depth + 2, 5), tasks, self._chapters(node.children))

    def _task(self, node: TaskNode) -> TaskPart:
        lines = [TargetLine(t, self.progress.get(t.pk), self.before.get(t.pk)) for t in node.targets]
        kept = [line for line in lines if self.light is None or (line.progress and line.progress.light == self.light)]
        return TaskPart(node.task, node.number, kept)
