"""How far a plan is: actual by the indicators, the share of time that has gone, and the light (序时进度)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fulian.core.chinese import plain
from fulian.core.periods import Period
from fulian.indicators.figures import Figure, figures
from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization
from plans.choices import TONES, Comparator, Light
from plans.models import Target

SLOW_BELOW, BEHIND_BELOW = Decimal("0.9"), Decimal("0.6")  # of the share that should be done by now


@dataclass(frozen=True)
class Progress:
    """Where one target stands. `share` and `expected` are 0 … 1 (share may pass 1); None where nothing can be compared."""

    target: Target
    light: Light
    figure: Figure | None = None
    actual: Decimal | None = None
    share: Decimal | None = None
    expected: Decimal = Decimal(0)
    problem: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.light]

    @property
    def percent(self) -> int:
        """For the meter, at most 100."""
        return int(min(self.share or Decimal(0), Decimal(1)) * 100)

    @property
    def pace(self) -> int:
        return int(self.expected * 100)

    @property
    def actual_text(self) -> str:
        if self.target.is_commitment:
            return "已完成" if self.target.done_on else "未完成"
        if self.actual is None:
            return "—"
        return self.figure.text if self.figure and self.figure.text else f"{plain(self.actual)}{self.target.unit}"

    @property
    def goal(self) -> str:
        return plain(self.target.low) if self.target.low is not None else ""

    @property
    def missing(self) -> Decimal:
        """How much is still to be done."""
        if self.target.low is None or self.actual is None or self.target.comparator == Comparator.AT_MOST:
            return Decimal(0)
        return max(self.target.low - self.actual, Decimal(0))

    @property
    def fraction(self) -> str:
        """n/N beside every percentage."""
        return f"{plain(self.actual)}/{self.goal}" if self.actual is not None and self.goal else ""


def progress_of(targets: Iterable[Target], today: datetime.date) -> list[Progress]:
    """In the order given. Figures are read once for each organization and period, whatever the number of targets."""
    targets = list(targets)
    asked: dict[tuple[int, Period], dict[int, Indicator]] = defaultdict(dict)
    organizations: dict[int, Organization] = {}
    for target in targets:
        period = target.period(today)
        if target.indicator and period:
            organizations[target.organization_id] = target.organization
            asked[target.organization_id, period][target.indicator.pk] = target.indicator
    found = {
        key: figures(indicators.values(), organizations[key[0]], key[1]) for key, indicators in asked.items()
    }
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
    actual = figure.value.value if figure.value else Decimal(0)
    share = actual / target.low if target.low else None
    return Progress(target, _light(target, actual, share, expected, today), figure, actual, share, expected)


def _problem(target: Target) -> str:
    if target.indicator is None:
        return "还没有选统计指标，算不出进度。"
    if not target.indicator.active or target.indicator.broken:
        return "所用的指标已停用，请改选指标。"
    if target.indicator_version and target.indicator.version != target.indicator_version:
        return f"指标口径在批准以后改过（现在是第{target.indicator.version}版），请核对目标。"
    return ""


def _expected(target: Target, today: datetime.date) -> Decimal:
    """The share that should be done by the end of today, if the work were even over its time."""
    if today < target.starts_on:
        return Decimal(0)
    gone, whole = (min(today, target.due_on) - target.starts_on).days + 1, (target.due_on - target.starts_on).days + 1
    return Decimal(gone) / Decimal(whole)


def _commitment_light(target: Target, today: datetime.date) -> Light:
    if target.done_on:
        return Light.MET
    return Light.BEHIND if today > target.due_on else Light.NOT_DUE


def _light(target: Target, actual: Decimal, share: Decimal | None, expected: Decimal, today: datetime.date) -> Light:
    over = today > target.due_on
    if target.comparator == Comparator.AT_MOST:
        if actual > target.low:
            return Light.BEHIND
        return Light.MET if over else Light.ON_PACE
    if target.comparator == Comparator.EXACTLY and actual > target.low:
        return Light.BEHIND
    if actual >= target.low:
        return Light.MET
    if over:
        return Light.BEHIND
    pace = (share or Decimal(0)) / expected if expected else Decimal(1)
    if pace >= SLOW_BELOW:
        return Light.ON_PACE
    return Light.SLOW if pace >= BEHIND_BELOW else Light.BEHIND


def counts(progress: Iterable[Progress]) -> dict[Light, int]:
    """{light: how many}, every light present."""
    out = dict.fromkeys(Light, 0)
    for one in progress:
        out[one.light] += 1
    return out
