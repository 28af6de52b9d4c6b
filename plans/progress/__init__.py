"""How far a plan is: actual by the indicators, the share of time that has gone, and the light (序时进度)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.db.models import QuerySet

from fulian.core.chinese import plain, short_date
from fulian.core.periods import Period
from fulian.indicators.figures import Figure, figures
from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization
from plans.choices import ASK_ABOUT, LIMITED_ABOVE, TONES, Comparator, Light, Outcome
from plans.models import Target

SLOW_BELOW, BEHIND_BELOW = Decimal("0.9"), Decimal("0.6")  # of the share that should be done by now
LAGGING = (Light.BEHIND, Light.SLOW, Light.ON_PACE)  # the worst first


@dataclass(frozen=True)
class Progress:
    """Where one target stands. `share` and `expected` are 0 … 1 (share may pass 1); None where nothing can be compared."""

    target: Target
    light: Light
    figure: Figure | None = None
    actual: Decimal | None = None
    share: Decimal | None = None
    expected: Decimal = Decimal(0)
    problem: str = ""  # why there is no light, or what about the number should be looked at

    @property
    def tone(self) -> str:
        return TONES[self.light]

    @property
    def percent(self) -> int | None:
        """Rounded down: 99.9% is not done. None where a share of the goal says nothing (a limit, a rate)."""
        if self.share is None or self.target.comparator == Comparator.AT_MOST or self.is_rate:
            return None
        return int(self.share * 100)

    @property
    def pace(self) -> int:
        return int(self.expected * 100)

    @property
    def is_rate(self) -> bool:
        return self.figure is not None and self.figure.is_ratio

    @property
    def period(self) -> Period | None:
        """What the figure behind the number was asked for."""
        return self.figure.period if self.figure is not None else None

    @property
    def actual_text(self) -> str:
        if self.target.is_commitment:
            if self.target.outcome == Outcome.FAILED:
                return str(Outcome.FAILED.label)
            return f"{short_date(self.target.done_on)}完成" if self.target.done_on else "未完成"
        if self.actual is None:
            return "—"
        if self.figure is not None and self.figure.text:
            return self.figure.text
        return f"{plain(self.actual)}{self.target.unit}"

    @property
    def done_text(self) -> str:
        """The number alone, as it was recorded: 200余."""
        return (
            self.figure.value.text()
            if self.figure is not None and self.figure.value is not None
            else plain(self.actual or 0)
        )

    @property
    def who(self) -> str:
        """Who answers for it."""
        return self.target.task.department or (self.target.task.responsible or self.target.organization).name

    @property
    def goal(self) -> str:
        return plain(self.target.low) if self.target.low is not None else ""

    @property
    def missing(self) -> Decimal:
        """How much is still to be done; nothing for a limit."""
        if self.target.low is None or self.actual is None or self.target.comparator == Comparator.AT_MOST:
            return Decimal(0)
        return max(self.target.low - self.actual, Decimal(0))

    @property
    def missing_text(self) -> str:
        """还差400场次, 超出2起, 逾期12天没有登记; empty when nothing is missing."""
        target = self.target
        if target.comparator == Comparator.AT_MOST and self.actual is not None and self.actual > target.low:
            return f"超出{plain(self.actual - target.low)}{target.unit}"
        if target.is_commitment:
            return f"{short_date(target.due_on)}已到，还没有登记完成" if self.light == Light.BEHIND else ""
        return f"还差{plain(self.missing)}{'个百分点' if self.is_rate else target.unit}" if self.missing else ""

    @property
    def remark(self) -> str:
        """What somebody would ask about; nothing while all is well."""
        return self.problem or (self.missing_text if self.light in ASK_ABOUT else "")

    @property
    def fraction(self) -> str:
        """n/N beside every percentage."""
        if self.is_rate:
            return self.figure.fraction
        return f"{self.done_text}/{self.goal}" if self.actual is not None and self.goal else ""


def progress_of(targets: Iterable[Target], today: datetime.date) -> list[Progress]:
    """In the order given. Figures are read once for each organization and period, whatever the number of targets."""
    targets = list(targets)
    asked: dict[tuple[int, Period], dict[int, Indicator]] = defaultdict(dict)
    organizations: dict[int, Organization] = {}
    for target in targets:
        period = target.period(today)
        if target.indicator and period and not _problem(target):
            organizations[target.organization_id] = target.organization
            asked[target.organization_id, period][target.indicator.pk] = target.indicator
    found = {key: figures(indicators.values(), organizations[key[0]], key[1]) for key, indicators in asked.items()}
    return [_progress(target, today, found) for target in targets]


def _progress(target: Target, today: datetime.date, found: dict) -> Progress:
    expected = _expected(target, today)
    if target.is_commitment:
        return Progress(target, _commitment_light(target, today), expected=expected)
    if problem := _problem(target):
        return Progress(target, Light.UNKNOWN, expected=expected, problem=problem)
    period = target.period(today)
    if period is None:
        return Progress(target, Light.NOT_DUE, expected=expected)
    figure: Figure = found[target.organization_id, period][target.indicator.code]
    if figure.withheld:
        return Progress(target, Light.UNKNOWN, figure, expected=expected, problem="保密指标，还没有发布数字。")
    if figure.is_ratio and figure.value is None:
        return Progress(target, Light.UNKNOWN, figure, expected=expected, problem="还没有发生，算不出比率。")
    actual = figure.value.value if figure.value else Decimal(0)
    share = actual / target.low if target.low else None
    light = _rate_light(target, actual, today) if figure.is_ratio else _light(target, actual, expected, today)
    return Progress(target, light, figure, actual, share, expected, _too_much(target, actual))


def _problem(target: Target) -> str:
    if target.indicator is None:
        return "还没有选统计指标，算不出进度。"
    if not target.indicator.active or target.indicator.broken:
        return "所用的指标已停用，请改选指标。"
    if target.indicator_version and target.indicator.version != target.indicator_version:
        return f"指标口径在批准以后改过（现在是第{target.indicator.version}版），请核对目标。"
    return ""


def _too_much(target: Target, actual: Decimal) -> str:
    """More than a plan said is no lag, but somebody may ask."""
    limit = target.high if target.comparator == Comparator.BETWEEN else target.low
    return "比计划多，请核对。" if target.comparator in LIMITED_ABOVE and actual > limit else ""


def _expected(target: Target, today: datetime.date) -> Decimal:
    """The share that should be done by the end of today, if the work were even over its time."""
    if today < target.starts_on:
        return Decimal(0)
    gone, whole = (min(today, target.due_on) - target.starts_on).days + 1, (target.due_on - target.starts_on).days + 1
    return Decimal(gone) / Decimal(whole)


def _commitment_light(target: Target, today: datetime.date) -> Light:
    if target.outcome:
        return Light.MET if target.outcome == Outcome.DONE else Light.BEHIND
    return Light.BEHIND if today > target.due_on else Light.NOT_DUE


def _light(target: Target, actual: Decimal, expected: Decimal, today: datetime.date) -> Light:
    over = today > target.due_on
    if target.comparator == Comparator.AT_MOST:
        return _limit_light(target, actual, over)
    if actual >= target.low:
        return Light.MET
    return Light.BEHIND if over else _pace_light(actual / target.low / expected)


def _rate_light(target: Target, actual: Decimal, today: datetime.date) -> Light:
    """A rate does not grow with the days: it is held against its goal itself, and is met only when its time is over."""
    over = today > target.due_on
    if target.comparator == Comparator.AT_MOST:
        return _limit_light(target, actual, over)
    if actual >= target.low:
        return Light.MET if over else Light.ON_PACE
    return Light.BEHIND if over else min(Light.SLOW, _pace_light(actual / target.low), key=LAGGING.index)


def _limit_light(target: Target, actual: Decimal, over: bool) -> Light:
    if actual > target.low:
        return Light.BEHIND
    return Light.MET if over else Light.ON_PACE


def _pace_light(pace: Decimal) -> Light:
    if pace >= SLOW_BELOW:
        return Light.ON_PACE
    return Light.SLOW if pace >= BEHIND_BELOW else Light.BEHIND


def counts(progress: Iterable[Progress]) -> dict[Light, int]:
    """{light: how many}, every light present."""
    out = dict.fromkeys(Light, 0)
    for one in progress:
        out[one.light] += 1
    return out


def last_year(targets: Iterable[Target]) -> dict[int, Figure]:
    """{target: what was done in the same days a year before}: what a goal is held against before it is approved."""
    asked: dict[tuple[int, Period], list[Target]] = defaultdict(list)
    for target in targets:
        if target.indicator and not _problem(target):
            asked[
                target.organization_id, Period(_a_year_before(target.starts_on), _a_year_before(target.due_on))
            ].append(target)
    found: dict[int, Figure] = {}
    for (_, period), group in asked.items():
        of_group = figures({target.indicator for target in group}, group[0].organization, period)
        found |= {target.pk: of_group[target.indicator.code] for target in group}
    return found


def _a_year_before(day: datetime.date) -> datetime.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


class WithProgress:
    """Targets as a ledger writes them, each with its `progress`, whose figures are read once for a whole chunk."""

    def __init__(self, targets: QuerySet, today: datetime.date):
        self.targets, self.today = targets, today

    def iterator(self, chunk_size: int) -> Iterator[Target]:
        rows = self.targets.iterator(chunk_size=chunk_size)
        while chunk := list(islice(rows, chunk_size)):
            for target, progress in zip(chunk, progress_of(chunk, self.today), strict=True):
                target.progress = progress
                yield target
