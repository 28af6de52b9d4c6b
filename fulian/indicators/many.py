"""figures_of(): what figure() says, of any number of indicators, organizations and periods at once.

One query for the locks, one for the kept totals, one for what statements added, one for each source that is read live: as many
as there are kinds of rows, however much is asked.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from fulian.core.periods import Month, Period
from fulian.core.quantities import Quantity
from fulian.indicators.choices import Basis, MonthState
from fulian.indicators.models import Indicator, MonthGuard, Release
from fulian.indicators.reporting import Coverages, KeptTotals, Part, TypedAdditions
from fulian.indicators.splitting import Split
from fulian.indicators.tallies import Line, Place, Tallies
from fulian.indicators.values import Coverage, Figure, ratio
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of_each


@dataclass(frozen=True)
class Ask:
    """One figure that somebody wants to know."""

    indicator: Indicator
    organization: Organization
    period: Period

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Kept: an ask is looked up many times, and a row's hash is slow to make."""
        return hash((self.indicator, self.organization, self.period))


def figures_of(asks: Iterable[Ask], *, coverage: bool = False) -> dict[Ask, Figure]:
    """{ask: Figure}. Ratios bring in their two parts by themselves.

    Without `coverage` (three queries more) a figure's coverage knows its open months, and nothing of how many reports are in.
    """
    wanted = list(dict.fromkeys(asks))
    parts = _parts_of_ratios({ask.indicator for ask in wanted})
    simple = dict.fromkeys(one for ask in wanted for one in _simple(ask, parts))
    found = _Batch(simple, coverage=coverage).figures()
    return {ask: _put_together(ask, parts, found) for ask in wanted}


def _parts_of_ratios(indicators: Collection[Indicator]) -> dict[int, Indicator]:
    """Every numerator and denominator by its key."""
    known = {indicator.pk: indicator for indicator in indicators}
    missing = {key for indicator in indicators for key in indicator.parts_of_ratio} - known.keys()
    return known | Indicator.objects.in_bulk(missing) if missing else known


def _simple(ask: Ask, parts: dict[int, Indicator]) -> list[Ask]:
    if ask.indicator.basis != Basis.RATIO:
        return [ask]
    return [Ask(parts[key], ask.organization, ask.period) for key in ask.indicator.parts_of_ratio]


def _put_together(ask: Ask, parts: dict[int, Indicator], found: dict[Ask, Figure]) -> Figure:
    if ask.indicator.basis != Basis.RATIO:
        return found[ask]
    numerator, denominator = (found[one] for one in _simple(ask, parts))
    return ratio(ask.indicator, numerator, denominator)


class _Batch:
    """One look at everything that is asked; what was read once is not read again."""

    def __init__(self, asks: Iterable[Ask], *, coverage: bool) -> None:
        self.asks = list(asks)
        self.organizations = {ask.organization.pk: ask.organization for ask in self.asks}
        self.places: dict[int, Place] = paths_of_each(self.organizations.values()) if self.asks else {}
        self._closings = self._read_closings()
        self._today = timezone.localdate()
        self._coverage_of: dict[tuple[int, Period], Coverage] = {}
        self._splits: dict[tuple[int, Period], Split] = {}
        self._live: dict[Ask, tuple[Line, tuple[Period, ...]]] = {}
        self._young: dict[Ask, tuple[Line, tuple[Period, ...]]] = {}
        self._tallies = Tallies()
        flows = [ask for ask in self.asks if ask.indicator.in_totals]
        self._kept = KeptTotals((ask.indicator, ask.organization, self.split(ask).closed) for ask in flows)
        self._typed = TypedAdditions((ask.indicator, ask.organization, self.split(ask).whole_open) for ask in flows)
        self._coverages = self._read_coverages() if coverage else None
        self._read_live()
        self._released = self._read_released()

    def figures(self) -> dict[Ask, Figure]:
        return {ask: self._figure(ask) for ask in self.asks}

    def _figure(self, ask: Ask) -> Figure:
        if ask.indicator.confidential:
            return self._confidential(ask)
        return self._flow(ask) if ask.indicator.in_totals else self._at_own_level(ask)

    # ---- what is read ---------------------------------------------------------------------------------------------------

    def _read_closings(self) -> dict[int, dict[Month, datetime.datetime | None]]:
        """{organization: {closed month: when}}."""
        months = {month for period in {ask.period for ask in self.asks} for month in period.months()}
        found: dict[int, dict[Month, datetime.datetime | None]] = {}
        if months:
            guards = MonthGuard.objects.of_months(months).filter(
                organization__in=self.organizations, state=MonthState.CLOSED
            )
            for key, year, month, at in guards.values_list("organization_id", "year", "month", "changed_at"):
                found.setdefault(key, {})[Month(year, month)] = at
        return found

    def split(self, ask: Ask) -> Split:
        key = (ask.organization.pk, ask.period)
        if key not in self._splits:
            self._splits[key] = Split.of(ask.period, self._closings.get(ask.organization.pk, {}))
        return self._splits[key]

    def _read_coverages(self) -> Coverages:
        splits = {(ask.organization.pk, ask.period): (ask.organization, self.split(ask)) for ask in self.asks}
        return Coverages((o, split.closed, split.begun(self._today)) for o, split in splits.values())

    def _read_live(self) -> None:
        lines = {
            indicator: self._tallies.line(indicator.question())
            for indicator in {ask.indicator for ask in self.asks}
            if indicator.measure is not None and not indicator.confidential
        }
        for ask in self.asks:
            if ask.indicator not in lines:
                continue
            line, split = lines[ask.indicator], self.split(ask)
            if not ask.indicator.in_totals:
                self._want(self._live, ask, line, (ask.period,))
                continue
            self._want(self._live, ask, line, split.open_days)
            if self._is_young(ask, split):
                self._want(self._young, ask, line, split.closed_days)
        self._tallies.read()

    def _want(self, where: dict[Ask, tuple[Line, tuple[Period, ...]]], ask: Ask, line: Line, spans) -> None:
        if spans:
            where[ask] = (line, spans)
            self._tallies.want(line, self.places[ask.organization.pk], spans)

    def _is_young(self, ask: Ask, split: Split) -> bool:
        """Made after its months were closed, so that nothing was kept of it: counted live there, and marked."""
        if not split.closed or self._kept.has(ask.indicator, ask.organization, split.closed):
            return False
        closings = self._closings[ask.organization.pk]
        last = max((at for month in split.closed if (at := closings[month])), default=None)
        return last is not None and ask.indicator.created_at > last

    def _counted(self, where: dict[Ask, tuple[Line, tuple[Period, ...]]], ask: Ask) -> Quantity | None:
        if ask not in where:
            return None
        line, spans = where[ask]
        return self._tallies.quantity(line, self.places[ask.organization.pk], spans)

    def _read_released(self) -> dict[tuple[int, int, datetime.date, datetime.date], int | None]:
        asks = [ask for ask in self.asks if ask.indicator.confidential]
        if not asks:
            return {}
        rows = Release.objects.filter(
            indicator__in={ask.indicator.pk for ask in asks},
            organization__in={ask.organization.pk for ask in asks},
            start__in={ask.period.start for ask in asks},
            end__in={ask.period.end for ask in asks},
        )
        return {row[:4]: row[4] for row in rows.values_list("indicator_id", "organization_id", "start", "end", "value")}

    # ---- put together ---------------------------------------------------------------------------------------------------

    def _flow(self, ask: Ask) -> Figure:
        split = self.split(ask)
        recorded, added = self._kept.parts(ask.indicator, ask.organization, split.closed)
        young = self._counted(self._young, ask)
        recorded.add(self._counted(self._live, ask))
        recorded.add(young)
        added.add(self._typed.part(ask.indicator, ask.organization, split.whole_open))
        return self._of(ask, recorded, added, unchecked=young is not None)

    def _at_own_level(self, ask: Ask) -> Figure:
        """Stocks as at the period's last day, and flows that cannot be added: straight from the records."""
        recorded = Part()
        recorded.add(self._counted(self._live, ask) or None)
        return self._of(ask, recorded, Part())

    def _of(self, ask: Ask, recorded: Part, added: Part, *, unchecked: bool = False) -> Figure:
        whole = Part()
        whole.add(recorded.quantity)
        whole.add(added.quantity)
        coverage = self._coverage(ask)
        return Figure(
            ask.indicator, ask.organization, ask.period, whole.quantity, recorded.quantity, added.quantity,
            coverage=coverage, provisional=bool(coverage.open_months), unchecked=unchecked,
        )  # fmt: skip

    def _confidential(self, ask: Ask) -> Figure:
        value = self._released.get((ask.indicator.pk, ask.organization.pk, ask.period.start, ask.period.end))
        return Figure(
            ask.indicator, ask.organization, ask.period, Quantity.of(value) if value is not None else None,
            coverage=self._coverage(ask), withheld=value is None,
        )  # fmt: skip

    def _coverage(self, ask: Ask) -> Coverage:
        key = (ask.organization.pk, ask.period)
        if key not in self._coverage_of:
            split = self.split(ask)
            begun = split.begun(self._today)
            self._coverage_of[key] = (
                Coverage(open_months=begun)
                if self._coverages is None
                else self._coverages.of(ask.organization, split.closed, begun)
            )
        return self._coverage_of[key]
