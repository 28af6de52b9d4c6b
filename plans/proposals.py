"""What a reader found in a plan's text, as a flat list that a person goes through: keep it, put it right, or drop it.

An entry is plain JSON: `id`, `part` (chapter, task, target), `within` (the id of what it stands under, None at the top), `kept`, and
what that part says. Targets carry the sentence they were read from (`quote`) and, where they cannot stand as they are, a `problem`.
"""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from fulian.core.chinese import plain
from fulian.core.quantities import Qualifier
from fulian.indicators.models import Indicator
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from plans.choices import Comparator, Repeat, Timing
from plans.models import Chapter, Target, Task
from plans.reading import Found, ReadChapter, ReadPlan, ReadTask

Entry = dict[str, Any]

COMPARATORS = {
    ">=": Comparator.AT_LEAST, "<=": Comparator.AT_MOST, "=": Comparator.EXACTLY, "between": Comparator.BETWEEN, "~": Comparator.ABOUT,
}  # fmt: skip
REPEATS = {
    "weekly": Repeat.WEEKLY, "monthly": Repeat.MONTHLY, "quarterly": Repeat.QUARTERLY, "half-yearly": Repeat.HALF_YEARLY,
}  # fmt: skip
PER_LEVELS = {
    Level.VILLAGE: ("村", "社区", "村社区", "行政村", "村居"), Level.TOWN: ("镇", "街道", "乡镇", "镇街", "镇（街道）"),
}  # fmt: skip
DEEPEST = 3
SAME = 0.34  # the least share of character pairs that a target's subject and an indicator's name have in common


class Numbering:
    """Ids in the order of the text."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, part: str, within: int | None, **values: Any) -> int:
        self.entries.append({"id": len(self.entries) + 1, "part": part, "within": within, "kept": True, **values})
        return len(self.entries)


def entries_of(read: ReadPlan, *, year: int, indicators: Iterable[Indicator]) -> list[Entry]:
    """The whole plan as entries, in the order of the text."""
    out, usable = Numbering(), list(indicators)
    for chapter in read.chapters:
        _chapter(out, chapter, None, 0, year, usable)
    return out.entries


def _chapter(out: Numbering, chapter: ReadChapter, within: int | None, depth: int, year: int, usable: list) -> None:
    title = cut(chapter.title, Chapter, "title") or "（没有标题）"
    me = out.add(
        "chapter",
        within,
        label=cut(chapter.label, Chapter, "label"),
        title=title,
        text=cut(chapter.text, Chapter, "text"),
    )
    for task in chapter.tasks:
        _task(out, task, me, year, usable)
    for inner in chapter.chapters:
        _chapter(out, inner, me if depth < DEEPEST else within, min(depth + 1, DEEPEST), year, usable)


def _task(out: Numbering, task: ReadTask, within: int, year: int, usable: list) -> None:
    me = out.add(
        "task", within, label=cut(task.label, Task, "label"), text=cut(task.text, Task, "text"),
        leader=cut(task.leader, Task, "leader"), department=cut(task.department, Task, "department"),
        partner_units=cut("、".join(task.partners), Task, "partner_units"), deadline=cut(task.deadline_text, Task, "deadline"),
    )  # fmt: skip
    for found in task.targets:
        out.add(
            "target", me, quote=cut(found.quote, Target, "quote"), **target_values(found, year=year, indicators=usable)
        )


def cut(text: str, model: Any, name: str) -> str:
    """What a column holds; a real plan's sentence is seldom longer, and the text that was read stays with its author."""
    return text.strip()[: model._meta.get_field(name).max_length]


# ---- one target -------------------------------------------------------------------------------------------------------------


def target_values(found: Found, *, year: int, indicators: Iterable[Indicator]) -> Entry:
    """A found quantity in the words of our targets: what the form of a target would be filled with."""
    low, high = _number(found.low), _number(found.high)
    comparator = COMPARATORS[found.comparator]
    if low is None:
        low, high = high, None
    if comparator != Comparator.BETWEEN:
        high = None
    if found.recurring == "daily":  # nobody keeps a list of days: it is done or it is not
        comparator, low, high = Comparator.DONE, None, None
    values = {
        "subject": cut(found.subject or found.quote, Target, "subject"),
        "comparator": comparator,
        "low": low,
        "high": high,
        "qualifier": _qualifier(found) if comparator == Comparator.ABOUT else "",
        "unit": "" if comparator == Comparator.DONE else cut(found.unit, Target, "unit"),
        "repeat": "",
        "per_level": _per_level(found.per),
        "indicator": None,
        **_time(found, year),
    }
    return values | _repetition(found, values) | {"indicator": _indicator(values, indicators)}


def _number(value: float | None) -> str | None:
    return None if value is None else plain(Decimal(str(value)))


def _qualifier(found: Found) -> str:
    marks = {"余": Qualifier.OVER, "多": Qualifier.OVER, "以上": Qualifier.AT_LEAST}
    return next((value for mark, value in marks.items() if mark in found.quote), Qualifier.ABOUT)


def _per_level(per: str | None) -> str:
    return next((level.value for level, words in PER_LEVELS.items() if per in words), "") if per else ""


def _time(found: Found, year: int) -> Entry:
    starts, due = found.starts_on or datetime.date(year, 1, 1), found.due_on or datetime.date(year, 12, 31)
    if due < starts:
        starts = datetime.date(due.year, 1, 1)
    whole = (starts.month, starts.day, due.month, due.day) == (1, 1, 12, 31)
    if starts.year != year or due.year != year:
        timing = Timing.YEARS
    elif whole:
        timing = Timing.YEAR
    else:
        timing = Timing.BY_DATE if (starts.month, starts.day) == (1, 1) else Timing.WINDOW
    return {"timing": timing, "starts_on": starts.isoformat(), "due_on": due.isoformat()}


def _repetition(found: Found, values: Entry) -> Entry:
    """每季度 becomes dated times; 每两个月, which the portal does not repeat, as many times as the year has."""
    if found.recurring in REPEATS and found.every == 1:
        return {"repeat": REPEATS[found.recurring]}
    if found.recurring == "monthly" and values["low"] is not None:
        return {"low": plain(Decimal(values["low"]) * (12 // found.every))}
    return {}


def _indicator(values: Entry, indicators: Iterable[Indicator]) -> int | None:
    """The indicator whose name says most nearly the same, of the same unit; None rather than a wild guess."""
    if values["comparator"] == Comparator.DONE:
        return None
    said = pairs(values["subject"])
    scored = [
        (len(said & pairs(i.name)) / max(min(len(said), len(pairs(i.name))), 1), i.pk)
        for i in indicators
        if i.unit == values["unit"]
    ]
    best = max(scored, default=(0, None))
    return best[1] if best[0] >= SAME else None


def pairs(text: str) -> set[str]:
    """Its pairs of neighbouring characters."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def as_target(entry: Entry, *, organization: Organization, indicators: dict[int, Indicator]) -> Target:
    """An unsaved target that says what the entry says."""
    number = {
        name: Decimal(entry[name]) if entry.get(name) not in (None, "") else None for name in ("low", "high", "base")
    }
    day = {name: datetime.date.fromisoformat(entry[name]) for name in ("starts_on", "due_on")}
    return Target(
        subject=entry["subject"], quote=entry.get("quote", ""), comparator=entry["comparator"], qualifier=entry.get("qualifier", ""),
        unit=entry.get("unit", ""), base_name=entry.get("base_name", ""), repeat=entry.get("repeat", ""),
        per_level=entry.get("per_level", ""), timing=entry.get("timing", Timing.YEAR), organization=organization,
        indicator=indicators.get(entry.get("indicator") or 0), **number, **day,
    )  # fmt: skip


# ---- going through them -----------------------------------------------------------------------------------------------------


def inside(entries: list[Entry], within: int | None, part: str) -> list[Entry]:
    return [entry for entry in entries if entry["within"] == within and entry["part"] == part]


def standing(entries: list[Entry]) -> Iterator[Entry]:
    """What is kept, and stands under something that is kept."""
    up = {entry["id"]: entry for entry in entries}
    for entry in entries:
        here: Entry | None = entry
        while here is not None and here["kept"]:
            here = up.get(here["within"]) if here["within"] else None
        if here is None:
            yield entry
