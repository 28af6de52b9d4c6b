"""Where one promise stands, with every word and number that a page, a sheet or a summary says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.urls import reverse

from fulian.core.chinese import plain, short_date
from fulian.core.periods import Period
from fulian.core.quantities import Quantity
from fulian.indicators.values import Figure
from fulian.organizations.choices import Level
from plans.choices import ASK_ABOUT, TONES, Comparator, Light, Outcome
from plans.models import Share, Target
from plans.progress.promises import Asked
from plans.progress.trend import MEASURED, Trend

WORST_FIRST = (Light.BEHIND, Light.SLOW, Light.UNKNOWN, Light.ON_PACE, Light.NOT_DUE, Light.MET)


@dataclass(frozen=True)
class Tally:
    """n of N: units that reached it, times that were kept, parts that are done, or so many of a base."""

    n: Decimal
    total: Decimal
    unit: str
    due: int | None = None  # how many should be done by now, where that is a number of them

    @property
    def text(self) -> str:
        return f"{plain(self.n)}/{plain(self.total)}"


@dataclass(frozen=True)
class Progress(Asked):
    """`share` and `expected` are 0 … 1 (share may pass 1); `actual` is in the goal's unit. None where nothing can be compared."""

    target: Target
    light: Light
    figure: Figure | None = None
    actual: Decimal | None = None
    share: Decimal | None = None
    expected: Decimal = Decimal(0)
    problem: str = ""  # why there is no light, or what about the number should be looked at
    part: Share | None = None  # set when this is one organization's part of the target
    value: Quantity | None = None  # of what is counted one by one, as it was recorded: 200余
    tally: Tally | None = None
    paced: bool = True  # the share can be held against `expected`
    trend: Trend | None = None
    per_month: Decimal | None = None
    note: str = ""  # how its curve was made, where that was not as the plan says
    kept: frozenset[Period] = frozenset()  # of a duty that comes back: the times that everybody kept

    @property
    def goal_text(self) -> str:
        return self.part.goal_text if self.part else self.target.goal_text

    @property
    def tone(self) -> str:
        return TONES[self.light]

    @property
    def rank(self) -> int:
        """The worst first."""
        return WORST_FIRST.index(self.light)

    @property
    def is_rate(self) -> bool:
        return self.figure is not None and self.figure.is_ratio and self.tally is None

    @property
    def is_limit(self) -> bool:
        return self.target.comparator == Comparator.AT_MOST

    # ---- the meter ------------------------------------------------------------------------------------------------------

    @property
    def percent(self) -> int | None:
        """Rounded down: 99.9% is not done. None where a share of the goal says nothing (a limit, a rate)."""
        if self.tally is not None:
            return int(self.tally.n * 100 / self.tally.total) if self.tally.total else None
        if self.share is None or self.is_limit or self.is_rate:
            return None
        return int(self.share * 100)

    @property
    def pace(self) -> int:
        return int(self.expected * 100)

    @property
    def mark(self) -> int | None:
        """Where the calendar stands on the meter; None where its bar shows something else."""
        return self.pace if self.paced else None

    @property
    def unit(self) -> str:
        """Of the numbers beside the meter."""
        return self.tally.unit if self.tally else self.target.unit

    @property
    def done_text(self) -> str:
        """The number alone, as it was recorded: 200余."""
        if self.tally is not None:
            return plain(self.tally.n)
        return self.value.text() if self.value is not None else plain(self.actual or 0)

    @property
    def goal(self) -> str:
        if self.tally is not None:
            return plain(self.tally.total)
        return plain(self.low) if self.low is not None else ""

    @property
    def fraction(self) -> str:
        """n/N beside every percentage."""
        if self.tally is not None:
            return self.tally.text
        if self.is_rate and self.figure is not None:
            return self.figure.fraction
        return f"{self.done_text}/{self.goal}" if self.share is not None else ""

    @property
    def expected_text(self) -> str:
        """应完成: what should be done by today, in the goal's own unit."""
        if self.target.is_commitment and self.tally is None:
            return ""
        if self.tally is not None and self.tally.due is not None:
            return f"{self.tally.due}{self.tally.unit}"
        if self.is_limit or self.is_rate or self.low is None or not self.paced or self.light == Light.UNKNOWN:
            return ""
        step = Decimal("0.1") if self.target.unit in MEASURED else Decimal(1)
        return f"{plain((self.expected * self.low).quantize(step, rounding=ROUND_CEILING))}{self.target.unit}"

    # ---- what was done --------------------------------------------------------------------------------------------------

    @property
    def period(self) -> Period | None:
        """What the figure behind the number was asked for."""
        return self.figure.period if self.figure is not None else None

    @property
    def provisional(self) -> bool:
        return self.figure is not None and self.figure.provisional

    @property
    def records_url(self) -> str:
        """Where the number leads: to its records."""
        if self.figure is not None and self.actual is not None:
            code = self.figure.indicator.code
            return reverse("indicators:figure-trace", args=[code, self.organization.pk, self.figure.period])
        return reverse("plans:target-log", args=[self.target.pk]) if self.by_log else ""

    @property
    def by_log(self) -> bool:
        """What was done is kept entry by entry."""
        return self.target.is_kept_by_hand

    @property
    def actual_text(self) -> str:
        if self.tally is not None:
            return self._tally_text()
        if self.target.is_commitment:
            return self._commitment_text()
        if self.actual is None:
            return "—"
        if self.is_rate and self.figure is not None:
            return self.figure.text
        return (self.value or Quantity(self.actual)).text(self.target.unit)

    @property
    def done_phrase(self) -> str:
        """In a sentence: 完成223场次, 做到9次, 67个村社区做到."""
        return self.actual_text if self._is_tallied else f"完成{self.actual_text}"

    @property
    def _is_tallied(self) -> bool:
        """Its number is one of units or times; that of a rate of a base is the rate."""
        return self.tally is not None and not (
            self.target.is_rate and not self.target.per_level and not self.target.repeat
        )

    def _tally_text(self) -> str:
        assert self.tally is not None  # noqa: S101
        if not self._is_tallied:
            return "—" if self.actual is None else f"{plain(self.actual)}{self.target.unit}"
        number = f"{plain(self.tally.n)}{self.tally.unit}"
        return f"做到{number}" if self.target.repeat else f"{number}做到"

    def _commitment_text(self) -> str:
        done_on = self.part.done_on if self.part else self.target.done_on
        if self.light == Light.MET and done_on:
            return f"{short_date(done_on)}完成"
        if self.part is None and self.target.outcome == Outcome.FAILED:
            return str(Outcome.FAILED.label)
        return "未完成"

    # ---- what is missing ------------------------------------------------------------------------------------------------

    @property
    def missing(self) -> Decimal:
        """How much is still to be done; nothing for a limit."""
        if self.tally is not None and self._is_tallied:
            return max(self.tally.total - self.tally.n, Decimal(0))
        if self.low is None or self.actual is None or self.share is None or self.is_limit:
            return Decimal(0)
        return max(self.low - self.actual, Decimal(0))

    @property
    def missing_text(self) -> str:
        """还差400场次, 超出2起, 6月30日已到，还没有登记完成; empty when nothing is missing."""
        target = self.target
        if self.is_limit and self.actual is not None and self.low is not None and self.actual > self.low:
            return f"超出{plain(self.actual - self.low)}{target.unit}"
        if target.is_commitment and self.tally is None:
            return f"{short_date(target.due_on)}已到，还没有登记完成" if self.light == Light.BEHIND else ""
        if self.light == Light.MET or not self.missing:
            return ""
        unit = self._points if self.is_rate or (target.is_rate and not self._is_tallied) else self.unit
        return f"还差{plain(self.missing)}{unit}"

    @property
    def remark(self) -> str:
        """What somebody would ask about; nothing while all is well."""
        return self.problem or (self.missing_text if self.light in ASK_ABOUT else "")

    @property
    def per_month_text(self) -> str:
        if self.per_month is None:
            return ""
        if self.tally is None or self._is_tallied:
            return f"每月还需{plain(self.per_month)}{self.unit}"
        share = Tally(self.per_month, self.tally.total, "")  # of a base: in points, with the n/N that they are
        points = (share.n * self._whole / share.total).quantize(Decimal("0.1"), rounding=ROUND_CEILING)
        return f"每月还需{plain(points)}{self._points}（{share.text}）"

    @property
    def _whole(self) -> int:
        return 1000 if self.target.unit == "‰" else 100

    @property
    def _points(self) -> str:
        """In what a difference of two rates is said."""
        return "个千分点" if self.target.unit == "‰" else "个百分点"

    @property
    def trend_text(self) -> str:
        return self.trend.label if self.trend else ""

    @property
    def who(self) -> str:
        """Who answers for it."""
        if self.part is not None:
            return self.part.organization.name
        return self.target.task.department or (self.target.task.responsible or self.target.organization).name


def level_name(level: str) -> str:
    return str(Level(level).label)


def counts(progress: Iterable[Progress]) -> dict[Light, int]:
    """{light: how many}, every light present."""
    out = dict.fromkeys(Light, 0)
    for one in progress:
        out[one.light] += 1
    return out
