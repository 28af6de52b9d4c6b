"""figure(): the only way in which anybody learns a number.

    figure = what the records say, at and below the organization
           + what the monthly statements added by hand

Closed months are read from the kept totals; open months live from the records, with what open statements added. Stocks and
figures that cannot be added are always counted at their own level. Everything asked at once costs a constant number of queries;
figures_of() (many.py) asks for many organizations and periods together.
"""

from collections.abc import Iterable
from decimal import Decimal

from fulian.core.periods import Month, Period
from fulian.core.quantities import Qualifier
from fulian.indicators.choices import MonthState
from fulian.indicators.many import Ask, figures_of
from fulian.indicators.models import Indicator, MonthGuard
from fulian.indicators.splitting import Split
from fulian.indicators.totals import sums
from fulian.indicators.values import Coverage, Figure
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of

__all__ = ["Coverage", "Figure", "Reading", "figure", "figures"]


def figure(indicator: Indicator, organization: Organization, period: Period) -> Figure:
    return figures([indicator], organization, period)[indicator.code]


def figures(indicators: Iterable[Indicator], organization: Organization, period: Period) -> dict[str, Figure]:
    """{code: Figure}. Ratios bring in their two parts by themselves."""
    asks = [Ask(indicator, organization, period) for indicator in indicators]
    return {ask.indicator.code: figure for ask, figure in figures_of(asks, coverage=True).items()}


class Reading:
    """One look at one organization and period, taken apart by months; what was read once is not read again."""

    def __init__(self, organization: Organization, period: Period):
        self.organization = organization
        self.period = period
        self.paths = paths_of(organization)
        closed = {
            Month(year, month)
            for year, month in MonthGuard.objects.of_months(period.months())
            .filter(organization=organization, state=MonthState.CLOSED)
            .values_list("year", "month")
        }
        split = Split.of(period, closed)
        self.closed, self.open, self.whole_open = list(split.closed), list(split.open), list(split.whole_open)
        self._widening: dict[str, tuple[str, ...]] | None = None

    def open_span(self) -> Period | None:
        if not self.open:
            return None
        return Period(self.open[0].first, self.open[-1].last).intersection(self.period)

    def typed(self, cells: list[dict]) -> dict[str, tuple[Decimal, Decimal, Qualifier]]:
        """sums() of open statements' cells; only the added parts are used, the records are read live."""
        if not cells:
            return {}
        if self._widening is None:
            self._widening = Indicator.objects.widening()
        return sums(cells, self._widening)
