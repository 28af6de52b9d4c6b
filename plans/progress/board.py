"""A plan's progress as its page shows it: a table, by who answers for it, and by the days on which something is due."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from fulian.calendar.festivals import festivals_between
from fulian.core.periods import Month
from plans.choices import ASK_ABOUT, TONES, Light, Timing
from plans.choices import Curve as CurveChoice
from plans.models import Plan, Share, Target
from plans.progress import Progress, counts, progress_of, progress_of_shares
from plans.progress.curves import QUARTERS
from plans.progress.lights import Lit

KEPT, MISSED = ("做到", TONES[Light.MET]), ("没有做到", TONES[Light.BEHIND])
YET = (str(Light.NOT_DUE.label), TONES[Light.NOT_DUE])


@dataclass(frozen=True)
class Part(Lit):
    """One part of 「28项：完成19、正常5、偏慢3、滞后1」."""

    number: int


def parts_of(progress: Iterable[Progress]) -> list[Part]:
    """The lights that there are; nothing is said of the others."""
    return [Part(light, number) for light, number in counts(progress).items() if number]


@dataclass(frozen=True)
class Narrowing:
    """What of the plan is shown; empty: all of it."""

    light: str = ""
    department: str = ""
    organization: int | None = None

    def holds(self, one: Progress) -> bool:
        if self.light and one.light != self.light:
            return False
        if self.department and one.target.task.department != self.department:
            return False
        return not self.organization or self.organization in _answering(one)


def _answering(one: Progress) -> set[int | None]:
    """The organizations of which somebody may ask for this target."""
    return {one.target.organization_id, one.target.task.responsible_id} - {None}


@dataclass(frozen=True)
class Group:
    """What one department or organization answers for."""

    name: str
    lines: list[Progress]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def parts(self) -> list[Part]:
        return parts_of(self.lines)

    @property
    def asked(self) -> list[Progress]:
        return sorted((one for one in self.lines if one.light in ASK_ABOUT), key=lambda one: one.rank)

    @property
    def order(self) -> tuple[int, ...]:
        """The worst first: most behind, then most slow, then by the plan's own order."""
        found = counts(self.lines)
        return tuple(-found[light] for light in ASK_ABOUT)


@dataclass(frozen=True)
class Node:
    """Something that is due on a day, or a festival (no progress)."""

    day: datetime.date
    text: str
    progress: Progress | None = None
    note: str = ""
    label: str = ""  # what became of it, where that can be said of this very day
    tone: str = ""


@dataclass(frozen=True)
class MonthOfNodes:
    month: Month
    nodes: list[Node] = field(default_factory=list)
    state: str = ""  # past, now, or still to come

    @property
    def days(self) -> list[tuple[datetime.date, list[Node]]]:
        by_day: dict[datetime.date, list[Node]] = defaultdict(list)
        for node in self.nodes:
            by_day[node.day].append(node)
        return sorted(by_day.items())


def _places(plan: Plan) -> dict[int, int]:
    """{chapter: where it stands when the document is read from its first line to its last}."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for key, parent in plan.chapters.order_by("order", "pk").values_list("pk", "parent_id"):
        below[parent].append(key)
    places: dict[int, int] = {}

    def walk(parent: int | None) -> None:
        for key in below[parent]:
            places[key] = len(places)
            walk(key)

    walk(None)
    return places


class Board:
    """All figures are read once, whatever is shown of them."""

    def __init__(self, plan: Plan, *, today: datetime.date):
        self.plan = plan
        self.today = plan.as_at(today)
        place = _places(plan)
        targets = sorted(Target.objects.of_plan(plan).detailed(), key=lambda target: place[target.task.chapter_id])
        self.all = progress_of(targets, today)
        self.parts = parts_of(self.all)
        self.lines = self.all

    def narrow(self, narrowing: Narrowing) -> None:
        self.lines = [one for one in self.all if narrowing.holds(one)]

    @property
    def departments(self) -> list[str]:
        return list(dict.fromkeys(name for one in self.all if (name := one.target.task.department)))

    @property
    def organizations(self) -> list[tuple[int, str]]:
        """The plan's own stands for all of it, and is not offered."""
        found = [one.target.organization for one in self.all]
        found += [task.responsible for one in self.all if (task := one.target.task).responsible]
        return list({one.pk: one.name for one in found if one.pk != self.plan.organization_id}.items())

    def groups(self) -> list[Group]:
        by_name: dict[str, list[Progress]] = defaultdict(list)
        for one in self.lines:
            by_name[one.who].append(one)
        groups = [Group(name, lines) for name, lines in by_name.items()]
        return sorted(groups, key=lambda group: group.order)

    def receivers(self) -> list[Group]:
        """What those below were given, each with her own figures: in the order of the tree, no ranking."""
        shares = Share.objects.filter(target__in=[one.target.pk for one in self.lines]).answered_for_her()
        by_name: dict[str, list[Progress]] = defaultdict(list)
        for one in progress_of_shares(
            shares.order_by("organization__sort_key", "organization__code", "pk"), self.today
        ):
            by_name[one.organization.name].append(one)
        return [Group(name, lines) for name, lines in by_name.items()]

    def months(self) -> list[MonthOfNodes]:
        year = self.plan.year
        months = {Month(year, number): MonthOfNodes(Month(year, number)) for number in range(1, 13)}
        now = Month.of(self.today)
        for node in self._nodes():
            if (month := Month.of(node.day)) in months:
                months[month].nodes.append(node)
        return [
            MonthOfNodes(month, one.nodes, "now" if month == now else "past" if month < now else "")
            for month, one in months.items()
        ]

    def _nodes(self) -> list[Node]:
        year = self.plan.year
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        nodes = [Node(one.day, one.name, note=one.campaign) for one in festivals_between(first, last)]
        whole_year = []
        for one in self.lines:
            if one.target.repeat:
                nodes += _times(one, self.today)
            elif one.target.timing == Timing.OPEN:
                continue
            elif one.target.due_on >= last:
                whole_year.append(one)
            else:
                nodes.append(_whole(one))
        return nodes + self._quarters(whole_year, year)

    def _quarters(self, whole_year: list[Progress], year: int) -> list[Node]:
        """What goes on to the end of the year: each quarter's end asks for a share of it."""
        nodes = []
        by_quarter = [one for one in whole_year if one.target.curve == CurveChoice.QUARTERS]
        for quarter, usual in enumerate(QUARTERS, start=1):
            day = Month(year, quarter * 3).last
            for one in by_quarter:
                own = {share.quarter: share.percent for share in one.target.quarter_shares.all()}
                percent = own.get(quarter, usual)
                nodes.append(Node(day, one.target.subject, one, f"第{quarter}季度末应完成{percent}%"))
        if rest := len(whole_year) - len(by_quarter):
            parts = "、".join(f"{part.label}{part.number}项" for part in parts_of(whole_year))
            more = f"按季推进的另列，共{len(whole_year)}项：" if by_quarter else ""
            nodes.append(Node(datetime.date(year, 12, 31), f"全年目标{rest}项到期", note=f"{more}{parts}"))
        return nodes


def _whole(one: Progress) -> Node:
    """The day on which all of it is due."""
    return Node(one.target.due_on, one.target.subject, one, one.goal_text, str(one.light.label), one.tone)


def _times(one: Progress, today: datetime.date) -> list[Node]:
    name = one.target.get_repeat_display()
    times = one.target.occurrences.all()
    nodes = []
    for time in times:
        label, tone = KEPT if time.period in one.kept else MISSED if time.due_on < today else YET
        note = f"{name}第{time.order}次，共{len(times)}次"
        nodes.append(Node(time.due_on, one.target.subject, one, note, label, tone))
    return nodes
