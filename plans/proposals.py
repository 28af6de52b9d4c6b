"""What a reader found in a plan's text, as a flat list that a person goes through: keep it, put it right, or drop it.

An entry is plain JSON: `id`, `part` (chapter, task, target), `within` (the id of what it stands under, None at the top), `kept`, and
what that part says. Targets carry the sentence they were read from (`quote`) and, where they cannot stand as they are, a `problem`.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from fulian.core.chinese import plain
from fulian.core.quantities import Qualifier
from fulian.indicators.models import Indicator
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from plans.choices import Comparator, Contribution, Curve, Repeat, Timing
from plans.models import Chapter, Target, Task
from plans.reading import Found, ReadChapter, ReadPlan, ReadTask
from plans.services.shaping import Shape

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


def entries_of(read: ReadPlan, *, year: int, indicators: Iterable[Indicator]) -> list[Entry]:
    """The whole plan as entries, in the order of the text."""
    flat = _Flat(year, list(indicators))
    for chapter in read.chapters:
        flat.chapter(chapter, None, 0)
    return flat.entries


class _Flat:
    """Ids in the order of the text."""

    def __init__(self, year: int, indicators: list[Indicator]):
        self.year, self.indicators = year, indicators
        self.entries: list[Entry] = []

    def _add(self, part: str, within: int | None, **values: Any) -> int:
        self.entries.append({"id": len(self.entries) + 1, "part": part, "within": within, "kept": True, **values})
        return len(self.entries)

    def chapter(self, chapter: ReadChapter, within: int | None, depth: int) -> None:
        me = self._add(
            "chapter", within, label=cut(chapter.label, Chapter, "label"),
            title=cut(chapter.title, Chapter, "title") or "（没有标题）", text=cut(chapter.text, Chapter, "text"),
        )  # fmt: skip
        for task in chapter.tasks:
            self._task(task, me)
        for inner in chapter.chapters:
            self.chapter(inner, me if depth < DEEPEST else within, min(depth + 1, DEEPEST))

    def _task(self, task: ReadTask, within: int) -> None:
        me = self._add(
            "task", within, label=cut(task.label, Task, "label"), text=cut(task.text, Task, "text"),
            leader=cut(task.leader, Task, "leader"), department=cut(task.department, Task, "department"),
            partner_units=cut("、".join(task.partners), Task, "partner_units"), deadline=cut(task.deadline_text, Task, "deadline"),
        )  # fmt: skip
        for found in task.targets:
            values = target_values(found, year=self.year, indicators=self.indicators)
            self._add("target", me, quote=cut(found.quote, Target, "quote"), **values)


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
        if i.unit == values["unit"] and _same_rate(values["subject"], i.name)
    ]
    best = max(scored, default=(0, None))
    return best[1] if best[0] >= SAME else None


def _same_rate(subject: str, name: str) -> bool:
    """A rate is what stands before 率: 知晓率 is no 筛查率, however much of the rest is the same."""
    return not (subject.endswith("率") and name.endswith("率")) or subject[-3:] == name[-3:]


@lru_cache(maxsize=2000)  # every target is held against the names of all indicators
def pairs(text: str) -> frozenset[str]:
    """Its pairs of neighbouring characters."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


WORDS = ("qualifier", "unit", "base_name", "repeat", "per_level", "festival")
NUMBERS = ("low", "high", "base")


@dataclass(frozen=True)
class Known:
    """The rows that entries name by their keys, looked up once for a whole reading."""

    organization: Organization
    organizations: dict[int, Organization]
    indicators: dict[int, Indicator]


def as_target(entry: Entry, known: Known) -> Target:
    """An unsaved target that says what the entry says."""
    numbers = {name: Decimal(entry[name]) if entry.get(name) not in (None, "") else None for name in NUMBERS}
    days = {name: datetime.date.fromisoformat(entry[name]) for name in ("starts_on", "due_on")}
    return Target(
        subject=entry["subject"], quote=entry.get("quote", ""), comparator=entry["comparator"],
        timing=entry.get("timing", Timing.YEAR), curve=entry.get("curve", Curve.EVEN),
        contribution=entry.get("contribution", Contribution.OWN),
        organization=known.organizations.get(entry.get("organization") or 0, known.organization),
        indicator=known.indicators.get(entry.get("indicator") or 0), **{name: entry.get(name, "") for name in WORDS}, **numbers,
        **days,
    )  # fmt: skip


def as_shape(entry: Entry) -> Shape:
    years = {int(year): Decimal(low) for year, low in entry.get("years", {}).items()}
    return Shape(years=years or None, quarters=entry.get("quarters"))


def values_of(target: Target, shape: Shape) -> Entry:
    """The other way: a target that somebody put right, as its entry keeps it."""
    names = ("subject", "comparator", "timing", "curve", "contribution", *WORDS)
    numbers = {name: plain(value) if (value := getattr(target, name)) is not None else None for name in NUMBERS}
    days = {name: getattr(target, name).isoformat() for name in ("starts_on", "due_on")}
    keys = {"indicator": target.indicator_id, "organization": target.organization_id}
    years = {str(year): plain(low) for year, low in (shape.years or {}).items()}
    quarters = list(shape.quarters) if shape.quarters else None
    return (
        {name: getattr(target, name) for name in names} | numbers | days | keys | {"years": years, "quarters": quarters}
    )


# ---- going through them -----------------------------------------------------------------------------------------------------


def standing(entries: list[Entry]) -> Iterator[Entry]:
    """What is kept, and stands under something that is kept."""
    up = {entry["id"]: entry for entry in entries}
    for entry in entries:
        here: Entry | None = entry
        while here is not None and here["kept"]:
            here = up.get(here["within"]) if here["within"] else None
        if here is None:
            yield entry
