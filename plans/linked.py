"""What is recorded for a task by the apps above: a plan knows no activities. Whoever links records to tasks says so here.

register(LinkedRecords("activities", "对应的活动", of=activities_for))
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SHOWN = 3


@dataclass(frozen=True)
class Record:
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Linked:
    """How many she may see, the newest of them, and the list of all."""

    number: int
    url: str
    newest: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class LinkedRecords:
    """`of(user, keys of tasks)` answers for any number of tasks in the same number of queries."""

    code: str
    label: str
    of: Callable[[Any, Collection[uuid.UUID]], Mapping[uuid.UUID, Linked]]


KINDS: dict[str, LinkedRecords] = {}


def register(*kinds: LinkedRecords) -> None:
    for kind in kinds:
        if KINDS.get(kind.code, kind) != kind:
            raise ValueError(f"{kind.code} is declared twice")
        KINDS[kind.code] = kind


def linked_to(user: Any, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, list[tuple[str, Linked]]]:
    """{key of a task: [(label, what is linked to it)]}; a task to which nothing is linked is absent."""
    found: dict[uuid.UUID, list[tuple[str, Linked]]] = {}
    for kind in KINDS.values() if keys else ():
        for key, linked in kind.of(user, keys).items():
            found.setdefault(key, []).append((kind.label, linked))
    return found


def keep_linked(tasks: Iterable[Any], user: Any) -> None:
    """Each task with what is linked to it, as `linked`, for a template."""
    tasks = list(tasks)
    found = linked_to(user, {task.key for task in tasks})
    for task in tasks:
        task.linked = found.get(task.key, [])
