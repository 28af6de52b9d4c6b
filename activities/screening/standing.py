"""How a programme stands: for a place and each of the places directly under it, n of N, its share, and its light.

Everything comes from the sessions, in a constant number of queries.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from activities.screening.choices import RESULT_COLUMNS, Cancer, Outcome, column
from activities.screening.models import Allotment, Programme, Session
from activities.screening.querysets import COUNTS
from fulian.core.paths import ancestor_paths
from fulian.organizations.models import Organization
from plans.choices import TONES, Light
from plans.progress.lights import of_growing

SUMMED = (*COUNTS, *RESULT_COLUMNS)


@dataclass
class Totals:
    """Sums over sessions; a blank says nothing, and none at all is None."""

    sessions: int = 0
    numbers: dict[str, int | None] = field(default_factory=dict)

    def add(self, row: Mapping[str, Any]) -> None:
        self.sessions += row["sessions"]
        for name in SUMMED:
            if row[f"sum_{name}"] is not None:
                self.numbers[name] = (self.numbers.get(name) or 0) + row[f"sum_{name}"]

    def __getitem__(self, name: str) -> int:
        return self.numbers.get(name) or 0

    def known(self, name: str) -> int | None:
        return self.numbers.get(name)


@dataclass(frozen=True)
class Line:
    organization: Organization
    totals: Totals
    base: int | None
    target: int | None
    expected: Decimal  # the share of the year that is over
    over: bool
    own: bool = False  # the place itself, without those below it

    @property
    def women(self) -> int:
        return self.totals["women"]

    @property
    def sessions(self) -> int:
        return self.totals.sessions

    @property
    def cervical(self) -> int:
        return self.totals["cervical"]

    @property
    def breast(self) -> int:
        return self.totals["breast"]

    @property
    def percent(self) -> Decimal | None:
        return _percent(self.women, self.target)

    @property
    def rate_text(self) -> str:
        """Of the women to be screened."""
        return percent_text(self.women, self.base)

    @property
    def pace(self) -> Decimal:
        return (self.expected * 100).quantize(Decimal("0.1"))

    @property
    def light(self) -> Light | None:
        if not self.target:
            return None
        share = Decimal(self.women) / self.target
        return of_growing(share, self.expected, reached=share >= 1, over=self.over)

    @property
    def tone(self) -> str:
        return TONES[self.light] if self.light else "none"

    @property
    def light_label(self) -> str:
        return str(self.light.label) if self.light else "没有分任务"


@dataclass(frozen=True)
class Rate:
    """A result with what it is a part of; shown as a percentage only beside n/N."""

    label: str
    n: int
    total: int | None = None

    @property
    def text(self) -> str:
        return percent_text(self.n, self.total)


def _percent(n: int, total: int | None) -> Decimal | None:
    return (Decimal(n) * 100 / total).quantize(Decimal("0.1")) if total else None


def percent_text(n: int, total: int | None) -> str:
    percent = _percent(n, total)
    return "" if percent is None else f"{percent.normalize():f}%"


@dataclass(frozen=True)
class Standing:
    programme: Programme
    here: Line
    below: tuple[Line, ...]
    allotted: int  # what the parts directly below add up to

    @property
    def gap_text(self) -> str:
        """By how much the parts do not add up to what is to be divided; nothing when they do, or nothing was divided."""
        whole, parts = self.here.target, self.allotted
        if whole is None or not parts or parts == whole:
            return ""
        more = f"多{parts - whole}" if parts > whole else f"少{whole - parts}"
        return f"下面各单位的任务合计{parts}人，比{self.here.organization.name}的任务{whole}人{more}人。"


def standing(programme: Programme, place: Organization, *, today: datetime.date) -> Standing:
    allotments = {
        row.organization.path: row
        for row in Allotment.objects.filter(programme=programme, organization__path__under=place.path).in_tree_order()
    }
    totals = _totals(programme, place)
    days = (programme.ends_on - programme.starts_on).days + 1
    gone = min(max((today - programme.starts_on).days + 1, 0), days)
    expected, over = Decimal(gone) / days, today > programme.ends_on

    def line(organization: Organization, found: Totals, *, own: bool = False) -> Line:
        base, target = (None, None) if own else _part(allotments, organization.path)
        return Line(organization, found, base, target, expected, over, own=own)

    children = Organization.objects.filter(parent=place, opened_on__lte=programme.ends_on).in_tree_order()
    below = [line(child, totals.get(child.path, Totals())) for child in children]
    below = [
        one for one in below if one.target is not None or one.totals.sessions or one.organization.closed_on is None
    ]
    own = totals.get(f"{place.path}.", Totals())
    if below and own.sessions:
        below.insert(0, line(place, own, own=True))
    here = line(place, totals.get(place.path, Totals()))
    return Standing(programme, here, tuple(below), sum(one.target or 0 for one in below))


def _part(allotments: dict[str, Allotment], path: str) -> tuple[int | None, int | None]:
    """What a place has of its own; a township of which only the villages have parts has what these add up to."""
    mine = allotments.get(path)
    base, target = (mine.base, mine.target) if mine else (None, None)
    if base is None:
        base = _sum(row.base for row in _directly_under(allotments, path))
    if target is None:
        target = _sum(row.target for row in _directly_under(allotments, path))
    return base, target


def _directly_under(allotments: dict[str, Allotment], path: str) -> list[Allotment]:
    under = {other for other in allotments if other.startswith(path) and other != path}
    return [allotments[other] for other in under if not any(one in under for one in ancestor_paths(other)[:-1])]


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _totals(programme: Programme, place: Organization) -> dict[str, Totals]:
    """{path: what was done at and below it}, and under "path." what the place did itself; one query."""
    rows = (
        Session.objects.active()
        .filter(programme=programme, organization__path__under=place.path)
        .order_by()
        .values("organization__path")
        .annotate(sessions=Count("pk"), **{f"sum_{name}": Sum(name) for name in SUMMED})
    )
    found: dict[str, Totals] = {}
    for row in rows:
        path = row["organization__path"]
        for key in (*ancestor_paths(path), f"{path}."):
            found.setdefault(key, Totals()).add(row)
    return found


def rates(totals: Totals) -> list[tuple[str, list[Rate]]]:
    """By kind of cancer: how many of the abnormal were followed up, and so on. Nothing where nobody entered a result."""
    found = []
    for cancer in Cancer:

        def number(outcome: Outcome, cancer: Cancer = cancer) -> int | None:
            return totals.known(column(cancer, outcome))

        abnormal, confirmed = number(Outcome.ABNORMAL), number(Outcome.CONFIRMED)
        if abnormal is None:
            continue
        lines = [Rate(str(Outcome.ABNORMAL.label), abnormal, totals[cancer.value])]
        lines += [
            Rate(str(outcome.label), number(outcome) or 0, abnormal)
            for outcome in (Outcome.REFERRED, Outcome.FOLLOWED_UP, Outcome.CONFIRMED)
            if number(outcome) is not None
        ]
        lines += [
            Rate(str(outcome.label), number(outcome) or 0, confirmed)
            for outcome in (Outcome.EARLY, Outcome.TREATED)
            if number(outcome) is not None
        ]
        found.append((str(cancer.label), lines))
    return found
