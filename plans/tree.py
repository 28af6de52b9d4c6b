"""A plan as its document has it: chapters in chapters, tasks under them, each with the number that stands before it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.choices import ChapterRole, NumberStyle
from plans.models import Chapter, Plan, Target, Task
from plans.numbering import numbered

UNNUMBERED = (ChapterRole.ANNEX, ChapterRole.CONTACT)  # 附件 are counted by themselves; 联系方式 closes the document


@dataclass(frozen=True)
class TaskNode:
    task: Task
    number: str

    @property
    def targets(self) -> list[Target]:
        return list(self.task.targets.all())


@dataclass(frozen=True)
class ChapterNode:
    """Its own words, then its tasks, then the chapters inside it, which go on with the numbers of the tasks."""

    chapter: Chapter
    number: str
    depth: int
    tasks: list[TaskNode] = field(default_factory=list)
    children: list["ChapterNode"] = field(default_factory=list)

    def walk(self) -> Iterator["ChapterNode"]:
        """Itself and what lies in it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_tasks(self) -> Iterator[TaskNode]:
        for node in self.walk():
            yield from node.tasks


def tree_of(plan: Plan) -> list[ChapterNode]:
    """The outermost chapters. No query of its own when the plan comes `whole()`."""
    inside: dict[int | None, list[Chapter]] = defaultdict(list)
    for chapter in plan.chapters.all():
        inside[chapter.parent_id].append(chapter)
    return _nodes(inside, None, 0, NumberStyle.USUAL, 0)


def walk(nodes: list[ChapterNode]) -> Iterator[ChapterNode]:
    for node in nodes:
        yield from node.walk()


def _nodes(
    inside: dict[int | None, list[Chapter]], parent: int | None, depth: int, style: str, before: int
) -> list[ChapterNode]:
    """`before`: how many parts of the same parent are numbered already."""
    chapters = inside[parent]
    annexes = [chapter for chapter in chapters if chapter.role == ChapterRole.ANNEX]
    nodes, order = [], before
    for chapter in chapters:
        order += chapter.role not in UNNUMBERED
        number = _annex(annexes, chapter) or ("" if chapter.role in UNNUMBERED else numbered(style, depth, order))
        tasks = [
            TaskNode(task, numbered(chapter.style, depth + 1, place))
            for place, task in enumerate(chapter.tasks.all(), start=1)
        ]
        children = _nodes(inside, chapter.pk, depth + 1, chapter.style, len(tasks))
        nodes.append(ChapterNode(chapter, number, depth, tasks, children))
    return nodes


def _annex(annexes: list[Chapter], chapter: Chapter) -> str:
    """附件, or 附件1 where there are several."""
    if chapter.role != ChapterRole.ANNEX:
        return ""
    return f"附件{annexes.index(chapter) + 1 if len(annexes) > 1 else ''}　"
