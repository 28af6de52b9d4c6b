"""The same figures, asked for one at a time with the plain queries that say what each part is: what figures_of() must agree with.

Slow and simple on purpose: a second opinion, written before figures_of() was.
"""

from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from fulian.core.measures import answer
from fulian.core.periods import Month, Period
from fulian.core.quantities import ZERO, Qualifier, Quantity
from fulian.indicators.choices import Basis, Stage
from fulian.indicators.figures import Coverage, Figure, Reading
from fulian.indicators.models import Indicator, MonthGuard, MonthlyCoverage, MonthlyStatement, MonthlyTotal, Release
from fulian.indicators.totals import REPORTED
from fulian.organizations.models import Organization


def one_figure(indicator: Indicator, organization: Organization, period: Period) -> Figure:
    reading = OneByOne(organization, period)
    if indicator.basis != Basis.RATIO:
        return reading.read([indicator])[indicator.code]
    found = reading.read([indicator.numerator, indicator.denominator])
    return _ratio(indicator, found[indicator.numerator.code], found[indicator.denominator.code])


class OneByOne(Reading):
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

    def open_statements(self) -> dict[Month, list[dict]]:
        """Cells of the filed or approved statements of whole open months: only their added parts are used."""
        rows = (
            MonthlyStatement.objects.of_months(self.whole_open)
            .under(self.organization.path)
            .filter(stage__in=(Stage.FILED, Stage.APPROVED))
            .values_list("year", "month", "cells")
        )
        found: dict[Month, list[dict]] = {}
        for year, month, cells in rows:
            found.setdefault(Month(year, month), []).append(cells)
        return found

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
