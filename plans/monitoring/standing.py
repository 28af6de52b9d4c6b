"""Indicators with their targets, numbers, judgement and questions, for many at once in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from fulian.organizations.models import Organization
from plans.monitoring.alerts import questions
from plans.monitoring.choices import TONES, WORST_FIRST, Datum, Stage, Standing
from plans.monitoring.models import MonitoredIndicator, Programme, YearTarget, YearValue
from plans.monitoring.status import Course, Figure, Goal, Judgement, Start, goal_text, judge


@dataclass
class Line:
    """One indicator in one year."""

    indicator: MonitoredIndicator
    year: int
    course: Course
    value: YearValue | None  # of any stage
    previous: YearValue | None  # the latest accepted number before
    judgement: Judgement
    asked: list[str] = field(default_factory=list)
    area: Organization | None = None  # a part of the programme's own area; None for the whole

    @property
    def key(self) -> int:
        """What a form names this row by: areas where one indicator is asked for many of them."""
        return self.area.pk if self.area else self.indicator.pk

    @property
    def name(self) -> str:
        return self.area.name if self.area else self.indicator.name

    @property
    def standing(self) -> Standing:
        return self.judgement.standing

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def accepted(self) -> YearValue | None:
        return self.value if self.value is not None and self.value.stage == Stage.ACCEPTED else None

    @property
    def sent_back(self) -> bool:
        """Returned, and not handed in again yet: the reason stands while a department works on it."""
        return (
            self.value is not None
            and self.value.stage in (Stage.RETURNED, Stage.DRAFT)
            and bool(self.value.return_reason)
        )

    @property
    def value_text(self) -> str:
        return self.accepted.said(self.indicator.unit) if self.accepted else ""

    @property
    def told(self) -> str:
        """What was filled in, accepted or not."""
        return self.value.said(self.indicator.unit) if self.value is not None else ""

    @property
    def previous_text(self) -> str:
        return self.previous.said(self.indicator.unit) if self.previous else ""

    @property
    def goal_text(self) -> str:
        """2030年 ≥90%: the last target."""
        if not self.course.goals:
            return "只看趋势" if self.course.trend_only else ""
        last = max(self.course.goals, key=lambda goal: goal.year)
        return f"{last.year}年{goal_text(last, self.course.unit)}"

    @property
    def needs_asking(self) -> bool:
        return self.standing in (Standing.BEHIND, Standing.NO_DATA) or bool(self.asked)


def lines_of(indicators: Iterable[MonitoredIndicator], organization: Organization, year: int) -> list[Line]:
    """In the order given; two queries, however many."""
    indicators = list(indicators)
    goals = goals_of(indicators, organization)
    values: dict[int, list[YearValue]] = defaultdict(list)
    found = YearValue.objects.filter(
        indicator__in=[i.pk for i in indicators], organization=organization, year__lte=year
    )
    for value in found.order_by("year"):
        values[value.indicator_id].append(value)
    return [line_of(indicator, year, goals[indicator.pk], values[indicator.pk]) for indicator in indicators]


def lines_by_area(indicator: MonitoredIndicator, areas: Sequence[Organization], year: int) -> list[Line]:
    """The same for one indicator and many areas; the whole area's goals are no goals of its parts."""
    values: dict[int, list[YearValue]] = defaultdict(list)
    found = YearValue.objects.filter(indicator=indicator, organization__in=[area.pk for area in areas], year__lte=year)
    for value in found.order_by("year"):
        values[value.organization_id].append(value)
    lines = [line_of(indicator, year, [], values[area.pk]) for area in areas]
    return [replace(line, area=area) for line, area in zip(lines, areas, strict=True)]


def goals_of(indicators: Sequence[MonitoredIndicator], organization: Organization) -> dict[int, list[Goal]]:
    goals: dict[int, list[Goal]] = defaultdict(list)
    targets = YearTarget.objects.filter(indicator__in=[i.pk for i in indicators], organization=organization)
    for target in targets.order_by("year"):
        goals[target.indicator_id].append(Goal(target.year, target.low, target.high))
    return goals


def course_of(indicator: MonitoredIndicator, goals: Sequence[Goal], values: Sequence[YearValue]) -> Course:
    """`values` in the order of their years; of them only accepted numbers count."""
    numbers = [value for value in values if value.stage == Stage.ACCEPTED and value.value is not None]
    baseline = (
        Start(indicator.baseline_year, indicator.baseline_value)
        if indicator.baseline_year is not None and indicator.baseline_value is not None
        else None
    )
    first = Start(numbers[0].year, numbers[0].value) if numbers and numbers[0].value is not None else None
    return Course(
        direction=indicator.direction, unit=indicator.unit, goals=tuple(goals), baseline=baseline, first=first,
        trend_only=indicator.trend_only,
    )  # fmt: skip


def line_of(indicator: MonitoredIndicator, year: int, goals: Sequence[Goal], values: Sequence[YearValue]) -> Line:
    """`values`: of any years and stages, in the order of their years; later ones than `year` are left out."""
    values = [value for value in values if value.year <= year]
    value = next((value for value in values if value.year == year), None)
    earlier = [one for one in values if one.year < year and one.stage == Stage.ACCEPTED and one.value is not None]
    previous = earlier[-1] if earlier else None
    # a first number cannot be the start of the line that judges it
    course = course_of(indicator, goals, earlier)
    counted = value if value is not None and value.stage == Stage.ACCEPTED else None
    judgement = judge(course, year, figure_of(counted, indicator.unit))
    asked = questions(
        unit=indicator.unit,
        year=year,
        value=value.value if value is not None else None,
        previous=(previous.year, previous.value) if previous is not None and previous.value is not None else None,
    )
    return Line(indicator, year, course, value, previous, judgement, asked)


def figure_of(value: YearValue | None, unit: str) -> Figure | None:
    if value is None:
        return None
    return Figure(Datum(value.state), value.value, value.reason, value.trend, value.said(unit))


@dataclass
class Overview:
    """A programme in a year, and its domains with the counts of each standing."""

    programme: Programme
    lines: list[Line]

    @property
    def counts(self) -> list[dict[str, Any]]:
        return counted(self.lines)

    @property
    def domains(self) -> list[dict[str, Any]]:
        by_domain: dict[int, list[Line]] = defaultdict(list)
        for line in self.lines:
            by_domain[line.indicator.domain_id].append(line)
        return [
            {"domain": domain, "lines": by_domain[domain.pk], "counts": counted(by_domain[domain.pk])}
            for domain in self.programme.domains.all()
        ]

    @property
    def unconfirmed(self) -> list[MonitoredIndicator]:
        return [line.indicator for line in self.lines if not line.indicator.confirmed]


def worst_first(lines: Sequence[Line]) -> list[Line]:
    """Within a standing in the order given."""
    return sorted(lines, key=lambda line: WORST_FIRST.index(line.standing))


def counted(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Of each standing how many, those that do not occur left out; in the order of the choices."""
    parts = [(standing, sum(line.standing == standing for line in lines)) for standing in Standing]
    return [
        {"standing": standing, "label": standing.label, "tone": TONES[standing], "number": number}
        for standing, number in parts
        if number
    ]


def overviews(programmes: QuerySet[Programme], organization: Organization, year: int) -> list[Overview]:
    """Five queries, however many programmes and indicators."""
    found = list(programmes.prefetch_related("domains"))
    indicators = (
        MonitoredIndicator.objects.active().filter(programme__in=[programme.pk for programme in found]).placed()
    )
    lines = lines_of(indicators, organization, year)
    return [
        Overview(programme, [line for line in lines if line.indicator.programme_id == programme.pk])
        for programme in found
        if programme.start_year <= year <= programme.end_year
    ]
