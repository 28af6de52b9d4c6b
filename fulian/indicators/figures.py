"""figure(): the only way in which anybody learns a number.

    figure = what the records say, at and below the organization
           + what the monthly statements added by hand

Closed months are read from the kept totals; open months live from the records, with what open statements added. Stocks and
figures that cannot be added are always counted at their own level. Everything asked at once costs a constant number of queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from fulian.core.measures import answer
from fulian.core.periods import Month, Period
from fulian.core.quantities import ZERO, Qualifier, Quantity
from fulian.indicators.choices import Basis, MonthState, Stage
from fulian.indicators.models import Indicator, MonthGuard, MonthlyCoverage, MonthlyStatement, MonthlyTotal, Release
from fulian.indicators.totals import REPORTED, sums
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of


@dataclass(frozen=True)
class Coverage:
    """How many of the monthly reports under a figure have come in: `filed` of `due` (organization × month)."""

    filed: int = 0
    due: int = 0
    open_months: tuple[Month, ...] = ()

    @property
    def complete(self) -> bool:
        return self.filed >= self.due

    @property
    def text(self) -> str:
        return f"应报{self.due}份，已报{self.filed}份"


@dataclass(frozen=True)
class Figure:
    """A number with all that is needed to answer for it. `value` is None when nothing was ever recorded or stated."""

    indicator: Indicator
    organization: Organization
    period: Period
    value: Quantity | None
    recorded: Quantity | None = None
    added: Quantity | None = None
    coverage: Coverage = field(default_factory=Coverage)
    provisional: bool = False  # some month in it is not closed yet
    unchecked: bool = False  # younger than a closed month: counted live there, 未经月报核对
    withheld: bool = False  # confidential and not released, or released as too few to tell
    numerator: "Figure | None" = None
    denominator: "Figure | None" = None

    @property
    def is_ratio(self) -> bool:
        return self.indicator.basis == Basis.RATIO

    @property
    def text(self) -> str:
        """As prose prints it; empty when there is nothing to print."""
        if self.value is None:
            return ""
        return self.value.text("%" if self.is_ratio else self.indicator.unit)

    @property
    def fraction(self) -> str:
        """n/N beside every percentage."""
        if self.numerator is None or self.denominator is None or not self.denominator.value:
            return ""
        numerator = self.numerator.value or ZERO
        return f"{numerator.text()}/{self.denominator.value.text()}"


def figure(indicator: Indicator, organization: Organization, period: Period) -> Figure:
    return figures([indicator], organization, period)[indicator.code]


def figures(indicators: Iterable[Indicator], organization: Organization, period: Period) -> dict[str, Figure]:
    """{code: Figure}. Ratios bring in their two parts by themselves."""
    asked = list(indicators)
    needed = {i.pk: i for i in asked}
    missing = {key for i in asked for key in i.parts_of_ratio} - set(needed)
    if missing:
        needed |= Indicator.objects.in_bulk(missing)
    reading = Reading(organization, period)
    simple = reading.read([i for i in needed.values() if i.basis != Basis.RATIO])
    found: dict[str, Figure] = {}
    for indicator in asked:
        if indicator.basis == Basis.RATIO:
            numerator, denominator = (needed[key] for key in indicator.parts_of_ratio)
            found[indicator.code] = _ratio(indicator, simple[numerator.code], simple[denominator.code])
        else:
            found[indicator.code] = simple[indicator.code]
    return found


class Reading:
    """One look at one organization and period; what was read once is not read again."""

    def __init__(self, organization: Organization, period: Period):
        self.organization = organization
        self.period = period
        self.paths = paths_of(organization)
        months = list(period.months())
        whole = set(period.whole_months())
        closed = {
            Month(year, month)
            for year, month in MonthGuard.objects.of_months(months)
            .filter(organization=organization, state=MonthState.CLOSED)
            .values_list("year", "month")
        }
        self.closed = sorted(closed & whole)
        self.open = [month for month in months if month not in closed or month not in whole]
        self._open_statements: dict[Month, list[dict]] | None = None
        self._widening: dict[str, tuple[str, ...]] | None = None

    # ---- the kept part -------------------------------------------------------------------------------------------------

    def kept_by_month(self, indicators: list[Indicator]) -> dict[str, dict[Month, tuple[Quantity, Quantity]]]:
        rows = (
            MonthlyTotal.objects.of_months(self.closed)
            .filter(organization=self.organization, indicator__in=[i.pk for i in indicators if i.in_totals])
            .values_list("indicator__code", "year", "month", "recorded", "added", "qualifier")
        )
        out: dict[str, dict[Month, tuple[Quantity, Quantity]]] = {}
        for code, year, month, recorded, added, qualifier in rows:
            # The row keeps one qualifier for both parts: it goes with the part that is there.
            parts = (
                Quantity(recorded, Qualifier(qualifier if recorded or not added else "")),
                Quantity(added, Qualifier(qualifier if added else "")),
            )
            out.setdefault(code, {})[Month(year, month)] = parts
        return out

    # ---- the live part -------------------------------------------------------------------------------------------------

    def live_by_month(self, indicators: list[Indicator]) -> dict[str, dict[Month, Quantity]]:
        """What the records say of the open months, cut to the period."""
        span = self.open_span()
        questions = [i.question() for i in indicators if i.measure is not None and i.in_totals]
        if span is None or not questions:
            return {}
        open_months = set(self.open)
        answers = answer(questions, paths=self.paths, period=span, by_month=True)
        return {
            code: {month: quantity for (month,), quantity in groups.items() if month in open_months}
            for code, groups in answers.items()
        }

    def open_span(self) -> Period | None:
        if not self.open:
            return None
        return Period(self.open[0].first, self.open[-1].last).intersection(self.period)

    def open_statements(self) -> dict[Month, list[dict]]:
        """Cells of the filed or approved statements of whole open months: only their added parts are used."""
        if self._open_statements is None:
            self._open_statements = {}
            whole = set(self.period.whole_months())
            rows = (
                MonthlyStatement.objects.of_months([m for m in self.open if m in whole])
                .under(self.organization.path)
                .filter(stage__in=(Stage.FILED, Stage.APPROVED))
                .values_list("year", "month", "cells")
            )
            for year, month, cells in rows:
                self._open_statements.setdefault(Month(year, month), []).append(cells)
        return self._open_statements

    def typed(self, cells: list[dict]) -> dict[str, tuple[Decimal, Decimal, Qualifier]]:
        """sums() of open statements' cells; only the added parts are used, the records are read live."""
        if not cells:
            return {}
        if self._widening is None:
            self._widening = Indicator.objects.widening()
        return sums(cells, self._widening)

    # ---- put together ---------------------------------------------------------------------------------------------------

    def read(self, indicators: list[Indicator]) -> dict[str, Figure]:
        open_, confidential = [i for i in indicators if not i.confidential], [i for i in indicators if i.confidential]
        flows = [i for i in open_ if i.in_totals]
        kept, live = self.kept_by_month(flows), self.live_by_month(flows)
        typed = self.typed([cells for month in self.open_statements().values() for cells in month])
        younger = self._live_in_closed_months(flows, kept)
        at_own_level = self._at_own_level([i for i in open_ if not i.in_totals])
        coverage = self.coverage()
        found: dict[str, Figure] = {}
        for indicator in flows:
            code = indicator.code
            recorded = [parts[0] for parts in kept.get(code, {}).values()] + list(live.get(code, {}).values())
            added = [parts[1] for parts in kept.get(code, {}).values() if parts[1]]
            if code in typed and (typed[code][1] or typed[code][0] == 0):
                added.append(Quantity(typed[code][1], typed[code][2] if typed[code][1] else Qualifier.EXACT))
            if code in younger:
                recorded.append(younger[code])
            found[code] = self._figure(indicator, recorded, added, coverage, unchecked=code in younger)
        for indicator in open_:
            if not indicator.in_totals:
                quantity = at_own_level.get(indicator.code)
                found[indicator.code] = self._figure(indicator, [quantity] if quantity else [], [], coverage)
        released = self._released(confidential)
        for indicator in confidential:
            value = released.get(indicator.pk)
            found[indicator.code] = Figure(
                indicator, self.organization, self.period, Quantity.of(value) if value is not None else None,
                coverage=coverage, withheld=value is None,
            )  # fmt: skip
        return found

    def _figure(
        self,
        indicator: Indicator,
        recorded: list[Quantity],
        added: list[Quantity],
        coverage: Coverage,
        unchecked: bool = False,
    ) -> Figure:
        total_recorded = sum(recorded, ZERO) if recorded else None
        total_added = sum(added, ZERO) if added else None
        parts = [part for part in (total_recorded, total_added) if part is not None]
        return Figure(
            indicator, self.organization, self.period, sum(parts, ZERO) if parts else None, total_recorded, total_added,
            coverage=coverage, provisional=bool(coverage.open_months), unchecked=unchecked,
        )  # fmt: skip

    def _live_in_closed_months(self, flows: list[Indicator], kept: dict) -> dict[str, Quantity]:
        """Indicators made after a month was closed have no kept total there: counted live, and marked."""
        if not self.closed:
            return {}
        last_closing = (
            MonthGuard.objects.of_months(self.closed)
            .filter(organization=self.organization)
            .order_by("-changed_at")
            .values_list("changed_at", flat=True)
            .first()
        )
        young = [
            i
            for i in flows
            if i.code not in kept and i.measure is not None and last_closing and i.created_at > last_closing
        ]
        if not young:
            return {}
        questions = [i.question() for i in young]
        span = Period(self.closed[0].first, self.closed[-1].last)
        closed = set(self.closed)
        answers = answer(questions, paths=self.paths, period=span, by_month=True)
        return {
            code: sum((q for (month,), q in groups.items() if month in closed), ZERO)
            for code, groups in answers.items()
            if any(month in closed for (month,) in groups)
        }

    def _at_own_level(self, indicators: list[Indicator]) -> dict[str, Quantity]:
        """Stocks as at the period's last day, and flows that cannot be added: straight from the records."""
        questions = [i.question() for i in indicators if i.measure is not None]
        answers = answer(questions, paths=self.paths, period=self.period) if questions else {}
        return {code: groups[()] for code, groups in answers.items() if groups}

    def _released(self, indicators: list[Indicator]) -> dict[int, int | None]:
        if not indicators:
            return {}
        rows = Release.objects.filter(
            indicator__in=[i.pk for i in indicators],
            organization=self.organization,
            start=self.period.start,
            end=self.period.end,
        )
        return dict(rows.values_list("indicator_id", "value"))

    def coverage(self) -> Coverage:
        """Reports due and filed over the months of the period that have begun."""
        closed = MonthlyCoverage.objects.of_months(self.closed).filter(organization=self.organization)
        kept = closed.aggregate(due=Sum("due"), filed=Sum("filed"))
        open_months = [m for m in self.open if m.first <= timezone.localdate()]
        filed = due_now = 0
        if open_months:
            filed = (
                MonthlyStatement.objects.of_months(open_months)
                .under(self.organization.path)
                .filter(stage__in=REPORTED)
                .count()
            )
            days = {
                f"m{i}": Count(
                    "pk", filter=Q(opened_on__lte=m.last) & (Q(closed_on__isnull=True) | Q(closed_on__gte=m.last))
                )
                for i, m in enumerate(open_months)
            }
            due_now = sum(Organization.objects.under(self.organization.path).reporting().aggregate(**days).values())
        return Coverage((kept["filed"] or 0) + filed, (kept["due"] or 0) + due_now, tuple(open_months))


def _ratio(indicator: Indicator, numerator: Figure, denominator: Figure) -> Figure:
    value = None
    if numerator.value is not None and denominator.value:
        percent = (numerator.value.value * 100 / denominator.value.value).quantize(Decimal("0.1"))
        value = Quantity(percent, Qualifier.combined((numerator.value.qualifier, denominator.value.qualifier)))
    return Figure(
        indicator, numerator.organization, numerator.period, value, coverage=numerator.coverage,
        provisional=numerator.provisional or denominator.provisional, unchecked=numerator.unchecked or denominator.unchecked,
        withheld=numerator.withheld or denominator.withheld, numerator=numerator, denominator=denominator,
    )  # fmt: skip
