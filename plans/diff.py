"""What two versions of a plan say differently, part by part: the parts are found by their keys, not by their words."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from plans.diff_words import Piece, marked
from plans.models import Chapter, Plan, Target, Task
from plans.tree import tree_of, walk


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


LABELS = {Change.ADDED: "新增", Change.REMOVED: "删去", Change.CHANGED: "改动", Change.MOVED: "移动"}
TONES = {Change.ADDED: "good", Change.REMOVED: "late", Change.CHANGED: "slow", Change.MOVED: "none"}


@dataclass(frozen=True)
class FieldChange:
    """One field that says something else. `pieces` marks the words inside a text that was partly kept."""

    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class PartChange:
    """A part that is not as it was. `name` is how it is called now (of a removed one: how it was called)."""

    kind: str  # 章, 任务, 目标
    name: str
    changes: tuple[Change, ...]
    fields: tuple[FieldChange, ...] = ()
    moved: str = ""

    @property
    def badges(self) -> list[tuple[str, str]]:
        return [(LABELS[change], TONES[change]) for change in self.changes]


@dataclass(frozen=True)
class Section:
    """The changes under one outermost chapter."""

    title: str
    parts: list[PartChange] = field(default_factory=list)


@dataclass(frozen=True)
class PlanDiff:
    old: Plan
    new: Plan
    head: tuple[FieldChange, ...]
    sections: list[Section]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """新增3、删去1 …, only what there is."""
        changes = [change for section in self.sections for part in section.parts for change in part.changes]
        return [(LABELS[change], changes.count(change)) for change in Change if change in changes]

    @property
    def same(self) -> bool:
        return not self.head and not self.sections


Field = tuple[str, Callable[[Any], str]]


@dataclass(frozen=True)
class _Spot:
    """One part where it stands: its row, its name with its number, its parent's key and its place among its siblings."""

    kind: str
    part: Any
    name: str
    parent: UUID | None
    parent_name: str
    place: int
    section: UUID  # the outermost chapter


def compare(old: Plan, new: Plan) -> PlanDiff:
    """Both plans come `whole()`; nothing is read here but what hangs on their targets."""
    before, after = _spots(old), _spots(new)
    moved = _moved(before, after)
    sections: dict[UUID, Section] = {}
    for key, spot in (after | {key: spot for key, spot in before.items() if key not in after}).items():
        change = _part_change(before.get(key), after.get(key), moved=key in moved)
        if change is not None:
            outermost = after.get(spot.section) or before[spot.section]
            sections.setdefault(spot.section, Section(outermost.name)).parts.append(change)
    order = {key: place for place, key in enumerate(dict.fromkeys([*after, *before]))}
    listed = [sections[key] for key in sorted(sections, key=lambda key: order[key])]
    return PlanDiff(old, new, _fields(old, new, PLAN), listed)


def _spots(plan: Plan) -> dict[UUID, _Spot]:
    """Every part by its key, in the order of the document."""
    found: dict[UUID, _Spot] = {}
    nodes = tree_of(plan)
    by_pk = {node.chapter.pk: node for node in walk(nodes)}
    for root in nodes:
        for node in root.walk():
            chapter = node.chapter
            around = by_pk.get(chapter.parent_id) if chapter.parent_id else None
            name = f"{node.number}{chapter.title}"
            found[chapter.key] = _Spot(
                "章", chapter, name, around.chapter.key if around else None,
                f"{around.number}{around.chapter.title}" if around else "最外层", chapter.order, root.chapter.key,
            )  # fmt: skip
            for task_node in node.tasks:
                task = task_node.task
                found[task.key] = _Spot(
                    "任务", task, f"{task_node.number}{task.text[:40]}", chapter.key, name, task.order, root.chapter.key
                )
                for target in task_node.targets:
                    found[target.key] = _Spot(
                        "目标", target, target.subject, task.key, str(task), target.order, root.chapter.key
                    )
    return found


def _moved(before: dict[UUID, _Spot], after: dict[UUID, _Spot]) -> set[UUID]:
    """What stands under another part now, or has changed places with a sibling; the fewest that explain the new order."""
    both = before.keys() & after.keys()
    moved = {key for key in both if before[key].parent != after[key].parent}
    siblings: dict[tuple[str, UUID | None], list[UUID]] = {}
    for key, spot in after.items():
        if key in both and key not in moved:
            siblings.setdefault((spot.kind, spot.parent), []).append(key)
    for keys in siblings.values():
        places = [before[key].place for key in sorted(keys, key=lambda key: after[key].place)]
        kept = set(_longest_rise(places))
        moved |= {key for key in keys if before[key].place not in kept}
    return moved


def _longest_rise(places: Sequence[int]) -> list[int]:
    """The longest part of the numbers that is in order already."""
    ends: list[int] = []
    index: list[int] = []
    back: list[int] = []
    for at, place in enumerate(places):
        slot = bisect_left(ends, place)
        if slot == len(ends):
            ends.append(place)
            index.append(at)
        else:
            ends[slot], index[slot] = place, at
        back.append(index[slot - 1] if slot else -1)
    out, at = [], index[-1] if index else -1
    while at >= 0:
        out.append(places[at])
        at = back[at]
    return out


def _part_change(old: _Spot | None, new: _Spot | None, *, moved: bool) -> PartChange | None:
    spot = new or old
    assert spot is not None  # noqa: S101  a key comes from one of the two
    if old is None:
        return PartChange(spot.kind, spot.name, (Change.ADDED,), _said(spot.part))
    if new is None:
        was = tuple(FieldChange(one.label, one.new, "") for one in _said(spot.part))
        return PartChange(spot.kind, spot.name, (Change.REMOVED,), was)
    fields = _fields(old.part, new.part, FIELDS[type(new.part)])
    changes = tuple(change for change, is_so in ((Change.CHANGED, bool(fields)), (Change.MOVED, moved)) if is_so)
    if not changes:
        return None
    where = f"从“{old.parent_name}”移到“{new.parent_name}”" if moved and old.parent != new.parent else ""
    return PartChange(spot.kind, spot.name, changes, fields, where or ("在同一处换了次序" if moved else ""))


def _said(part: Any) -> tuple[FieldChange, ...]:
    """What a part that came or went says beside its name; nothing of what nobody chose."""
    return tuple(FieldChange(label, "", text) for label, read in SAID[type(part)] if (text := read(part)))


def _fields(old: Any, new: Any, fields: Iterable[Field]) -> tuple[FieldChange, ...]:
    pairs = ((label, read(old), read(new)) for label, read in fields)
    return tuple(FieldChange(label, was, now, marked(was, now)) for label, was, now in pairs if was != now)


# ---- what each part says ---------------------------------------------------------------------------------------------------


def _plain(model: type, name: str) -> Field:
    """A field by its own label; of a choice the words, of a date or number what a page shows."""
    column = model._meta.get_field(name)  # type: ignore[attr-defined]
    label = str(column.verbose_name)
    if column.choices:
        return label, lambda row: str(getattr(row, f"get_{name}_display")()) if getattr(row, name) else ""
    if column.get_internal_type() == "BooleanField":
        return label, lambda row: "是" if getattr(row, name) else "否"
    return label, lambda row: "" if getattr(row, name) is None else str(getattr(row, name))


def _many(label: str, name: str) -> Field:
    return label, lambda row: "、".join(sorted(str(one) for one in getattr(row, name).all()))


TARGET_FIELDS = (
    "starts_on", "due_on", "base", "base_name", "festival", "curve", "contribution", "organization", "indicator",
)  # fmt: skip
PLAN: tuple[Field, ...] = (_plain(Plan, "title"), _plain(Plan, "guiding_thought"))
FIELDS: dict[type, tuple[Field, ...]] = {
    Chapter: tuple(_plain(Chapter, name) for name in ("title", "text", "role", "area", "style")),
    Task: (
        *(
            _plain(Task, name)
            for name in ("text", "leader", "department", "responsible", "partner_units", "deadline", "repeats")
        ),
        _many("配合的下级组织", "partners"),
        _many("工作品牌", "programmes"),
    ),
    Target: (
        _plain(Target, "subject"),
        ("要求", lambda target: target.goal_text),
        *(_plain(Target, name) for name in TARGET_FIELDS),
        _many("分年目标", "year_shares"),
        _many("按季进度", "quarter_shares"),
        ("分解", lambda target: "、".join(f"{one.organization.name}{one.goal_text}" for one in target.shares.all())),
    ),
}
SAID: dict[type, tuple[Field, ...]] = {
    Chapter: (_plain(Chapter, "text"),),
    Task: tuple(_plain(Task, name) for name in ("leader", "department", "responsible", "partner_units", "deadline")),
    Target: (FIELDS[Target][1], _plain(Target, "due_on"), _plain(Target, "organization")),
}
