"""What a reader makes of a plan's text: plain frozen values, nothing of the database. A person accepts or drops each."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


def _plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


class _Jsonable:
    """to_json gives what json.dumps takes; from_json of each class gives the value back."""

    def to_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = _plain(asdict(self))  # type: ignore[call-overload]
        return plain


def _known(cls: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Only the fields that the class has: a value kept by an older version of the portal still loads."""
    names = {part.name for part in fields(cls)}
    return {key: value for key, value in data.items() if key in names}


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Found(_Jsonable):
    """One quantified target, with the sentence that promises it.

    `comparator` is one of ">=", "<=", "=", "between", "~"; `low` and `high` are the bounds in `unit` (money always 元,
    never 万元, so that it fits the indicators). `recurring` is "", "daily", "weekly", "monthly", "quarterly",
    "half-yearly" or "yearly"; `every` = 2 with "monthly" is every two months; `times` is how often in each of them.
    `per` is the unit that a norm holds for (每个社区 → 社区). `kind` is count, ratio, money, frequency, norm or duty.
    """

    quote: str
    subject: str
    low: float | None
    high: float | None
    comparator: str
    unit: str
    window: str | None = None
    recurring: str = ""
    times: int = 0
    every: int = 1
    per: str | None = None
    starts_on: datetime.date | None = None
    due_on: datetime.date | None = None
    kind: str = "count"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Found":
        values = _known(cls, data)
        return cls(**{**values, "starts_on": _day(data.get("starts_on")), "due_on": _day(data.get("due_on"))})


@dataclass(frozen=True)
class ReadTask(_Jsonable):
    """One thing to do, in the plan's own words. `label` is the number as it was printed: （一）, 1., 一是."""

    label: str
    text: str
    leader: str = ""
    department: str = ""
    partners: tuple[str, ...] = ()
    deadline_text: str = ""
    targets: tuple[Found, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ReadTask":
        values = _known(cls, data)
        values["partners"] = tuple(data.get("partners", ()))
        values["targets"] = tuple(map(Found.from_json, data.get("targets", ())))
        return cls(**values)


@dataclass(frozen=True)
class ReadChapter(_Jsonable):
    """A heading with what stands under it: its own prose in `text`, its tasks, and the chapters inside it."""

    label: str
    title: str
    text: str = ""
    tasks: tuple[ReadTask, ...] = ()
    chapters: tuple["ReadChapter", ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ReadChapter":
        values = _known(cls, data)
        values["tasks"] = tuple(map(ReadTask.from_json, data.get("tasks", ())))
        values["chapters"] = tuple(map(cls.from_json, data.get("chapters", ())))
        return cls(**values)

    def all_tasks(self) -> Iterator[ReadTask]:
        """Its tasks and those of the chapters inside it, as they stand in the document."""
        yield from self.tasks
        for chapter in self.chapters:
            yield from chapter.all_tasks()


@dataclass(frozen=True)
class ReadPlan(_Jsonable):
    """`year` is None when the text names none; `guiding` is what stands before the first task (指导思想, 总体要求)."""

    title: str
    year: int | None
    guiding: str
    chapters: tuple[ReadChapter, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ReadPlan":
        values = _known(cls, data)
        values["chapters"] = tuple(map(ReadChapter.from_json, data.get("chapters", ())))
        return cls(**values)

    def all_tasks(self) -> Iterator[ReadTask]:
        for chapter in self.chapters:
            yield from chapter.all_tasks()

    def targets(self) -> Iterator[Found]:
        """Every target of the plan, in the order of its text."""
        for task in self.all_tasks():
            yield from task.targets
