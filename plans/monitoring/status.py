"""Where an indicator stands in a year, and why: the one definition that pages, lists, alerts and the report share.

From the start (the baseline; without one, the earliest accepted number) a straight line runs to the first target, from there to
the next. What the line shows for a year, rounded to two decimals, is what should have been reached by then. After the last target
the line stays there. Nothing here touches the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fulian.core.chinese import plain
from plans.monitoring.choices import Datum, Standing

CENT = Decimal("0.01")
RULE = (
    "达到规划的最后一个目标，是“已达标”。还没有达到的，从基期值到目标画一条直线，看当年应达到多少："
    "达到或好于这个数是“有望”，差于这个数是“滞后”。没有基期值的，以最早一年的数为起点。"
    "当年没有审核通过的数，是“无数据”。只看趋势、没有目标或画不出线的，不判断。"
)


@dataclass(frozen=True)
class Goal:
    """What is to be reached by a year: `low` where higher is better, `high` where lower is better, both for a range."""

    year: int
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Start:
    year: int
    value: Decimal


@dataclass(frozen=True)
class Course:
    """All that is known of an indicator besides the year's number. `first`: the earliest number, for want of a baseline."""

    direction: str
    unit: str
    goals: Sequence[Goal] = ()
    baseline: Start | None = None
    first: Start | None = None
    trend_only: bool = False

    @property
    def start(self) -> Start | None:
        return self.baseline or self.first


@dataclass(frozen=True)
class Figure:
    """What counts of a year; `reason` says why there is no number, `text` how the number was put (80%以上)."""

    state: str = Datum.VALUE
    value: Decimal | None = None
    reason: str = ""
    trend: str = ""
    text: str = ""


@dataclass(frozen=True)
class Judgement:
    """`words` is the rule as it was applied. `low`, `high`: what should have been reached; `gap`: how much is missing."""

    standing: Standing
    words: str
    low: Decimal | None = None
    high: Decimal | None = None
    gap: Decimal | None = None


@dataclass(frozen=True)
class Span:
    """Where a number should lie."""

    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        return self.gap(value) == 0

    def gap(self, value: Decimal) -> Decimal:
        """How far outside a number lies."""
        if self.low is not None and value < self.low:
            return self.low - value
        if self.high is not None and value > self.high:
            return value - self.high
        return Decimal(0)

    def text(self, unit: str) -> str:
        if self.low is not None and self.high is not None:
            return f"{_said(self.low, '')}～{_said(self.high, unit)}"
        if self.low is not None:
            return f"≥{_said(self.low, unit)}"
        return f"≤{_said(self.high, unit)}" if self.high is not None else ""

    def demand(self, unit: str) -> str:
        """As a sentence asks for it."""
        if self.low is not None and self.high is not None:
            return f"应在{self.text(unit)}之间"
        if self.low is not None:
            return f"应达到{_said(self.low, unit)}"
        return f"应不高于{_said(self.high, unit)}"


def _said(value: Decimal | None, unit: str) -> str:
    return f"{plain(value) if value is not None else '—'}{unit}"


def goal_text(goal: Goal, unit: str) -> str:
    """≥90%, ≤12/10万, 103～107."""
    return Span(goal.low, goal.high).text(unit)


def expected(course: Course, year: int) -> Span | None:
    """Where the number of that year should lie; None where no line can be drawn."""
    goals = sorted(course.goals, key=lambda goal: goal.year)
    if not goals:
        return None
    start = course.start
    earlier = [goal for goal in goals if goal.year <= year]
    later = [goal for goal in goals if goal.year > year]
    if earlier and (not later or earlier[-1].year == year):
        return Span(earlier[-1].low, earlier[-1].high)
    ahead = later[0]
    if earlier:
        return _between(earlier[-1], ahead, year)
    if start is None or start.year > year or start.year >= ahead.year:
        return None
    return _between(_as_goal(start, ahead), ahead, year)


def _as_goal(start: Start, ahead: Goal) -> Goal:
    """The start as the first point of the line. One that is better than the target already asks for no more than the target."""
    low = None if ahead.low is None else min(start.value, ahead.low)
    high = None if ahead.high is None else max(start.value, ahead.high)
    return Goal(start.year, low, high)


def _between(before: Goal, ahead: Goal, year: int) -> Span:
    share = Decimal(year - before.year) / Decimal(ahead.year - before.year)
    return Span(_point(before.low, ahead.low, share), _point(before.high, ahead.high, share))


def _point(before: Decimal | None, ahead: Decimal | None, share: Decimal) -> Decimal | None:
    if ahead is None:
        return None
    if before is None:
        return ahead
    return (before + (ahead - before) * share).quantize(CENT, rounding=ROUND_HALF_UP)


def judge(course: Course, year: int, figure: Figure | None) -> Judgement:
    """Where the indicator stands in that year, with the rule in words. `figure`: only what was accepted."""
    if figure is None:
        return Judgement(Standing.NO_DATA, f"{year}年还没有审核通过的数。")
    if figure.state == Datum.NO_DATA:
        return Judgement(Standing.NO_DATA, f"{year}年无数据：{figure.reason or '没有写原因'}。")
    if course.trend_only:
        return Judgement(Standing.NOT_JUDGED, "只看趋势的指标，没有数值目标。")
    if figure.state == Datum.TREND or figure.value is None:
        return Judgement(Standing.NOT_JUDGED, f"{year}年只报了趋势，没有数，不能和目标比。")
    if not course.goals:
        return Judgement(Standing.NOT_JUDGED, "还没有设目标。")
    return _judge_number(course, year, figure.value, figure.text or _said(figure.value, course.unit))


def _judge_number(course: Course, year: int, value: Decimal, told: str) -> Judgement:
    last = max(course.goals, key=lambda goal: goal.year)
    final = Span(last.low, last.high)
    if final.holds(value):
        words = f"{last.year}年目标{final.text(course.unit)}，{year}年实际{told}，已达到。"
        return Judgement(Standing.MET, words, final.low, final.high, Decimal(0))
    span = expected(course, year)
    if span is None:
        return Judgement(Standing.NOT_JUDGED, _why_no_line(course, year))
    gap = span.gap(value)
    words = f"{year}年{span.demand(course.unit)}，实际{told}"
    if gap == 0:
        return Judgement(Standing.ON_TRACK, f"{words}。", span.low, span.high, gap)
    return Judgement(
        Standing.BEHIND, f"{words}，差{_said(gap, _difference_unit(course.unit))}。", span.low, span.high, gap
    )


def _why_no_line(course: Course, year: int) -> str:
    start = course.start
    if start is None:
        return "没有基期值，这一年又是第一个数，还画不出应达到的线；从下一年起判断。"
    if start.year > year:
        return f"{year}年早于起点{start.year}年，不判断。"
    return "起点晚于目标年度，画不出应达到的线，请核对基期和目标。"


def _difference_unit(unit: str) -> str:
    """Two percentages differ by percentage points."""
    return "个百分点" if unit == "%" else unit


def line_text(course: Course) -> str:
    """From where to where the line runs, for a page."""
    start, goals = course.start, sorted(course.goals, key=lambda goal: goal.year)
    if course.trend_only or not goals:
        return ""
    points = [f"{goal.year}年{goal_text(goal, course.unit)}" for goal in goals]
    if start is None:
        return f"目标：{'，'.join(points)}。还没有起点。"
    kind = "基期" if course.baseline else "最早的数"
    return f"{kind}{start.year}年{_said(start.value, course.unit)} → {' → '.join(points)}"
