"""A figure taken apart: month by month, and organization by organization. The parts add up to figure()."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q

from fulian.core.measures import answer
from fulian.core.periods import Month, Period
from fulian.core.quantities import ZERO, Qualifier, Quantity
from fulian.indicators.choices import Stage
from fulian.indicators.figures import Reading
from fulian.indicators.many import Ask, figures_of
from fulian.indicators.models import Indicator, MonthlyStatement, MonthlyTotal
from fulian.organizations.models import Organization


def by_month(indicator: Indicator, organization: Organization, period: Period) -> dict[Month, Quantity]:
    """A flow month by month; months without anything are absent. Empty for stocks, ratios and confidential ones."""
    return each_by_month([indicator], organization, period).get(indicator.code, {})


def each_by_month(
    indicators: Iterable[Indicator], organization: Organization, period: Period
) -> dict[str, dict[Month, Quantity]]:
    """{code: by_month()} of any number of indicators in as many queries as of one."""
    flows = [indicator for indicator in indicators if indicator.in_totals]
    days = {month: part for month in period.months() if (part := month.period.intersection(period))}
    found = figures_of(Ask(flow, organization, one) for flow in flows for one in (period, *days.values()))
    out: dict[str, dict[Month, Quantity]] = {}
    for flow in flows:
        whole = found[Ask(flow, organization, period)]
        for month, one in days.items():
            figure = found[Ask(flow, organization, one)]
            # a closed month from before the indicator was made is no part of a whole that has kept totals
            if figure.value is not None and (whole.unchecked or not figure.unchecked):
                out.setdefault(flow.code, {})[month] = figure.value
    return out


def by_child(
    indicator: Indicator, organization: Organization, period: Period
) -> list[tuple[Organization | None, Quantity | None]]:
    """Each organization directly under it with its part (its own subtree's), and first `None` with the organization's own share.

    Empty for ratios and confidential indicators, and for an organization without anything below it. Constant queries.
    """
    if indicator.confidential or (indicator.measure is None and not indicator.in_totals):
        return []
    children = list(
        Organization.objects.filter(parent=organization, opened_on__lte=period.end)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gte=period.start))
        .in_tree_order()
    )
    if not children:
        return []
    parts = _Parts(organization)
    reading = Reading(organization, period)
    if indicator.in_totals:
        _add_kept(parts, indicator, organization, reading)
        _add_typed(parts, indicator, reading)
    if indicator.measure is not None:
        _add_live(parts, indicator, reading)
    return [(None, parts.of(None)), *((child, parts.of(child.pk)) for child in children)]


class _Parts:
    """Adds up quantities by the child that an organization lies under."""

    def __init__(self, organization: Organization):
        self.depth = len(organization.ancestor_ids)
        self.quantities: dict[int | None, Quantity] = {}

    def add(self, path: str, quantity: Quantity) -> None:
        keys = [int(key) for key in path.strip("/").split("/")]
        self.add_child(keys[self.depth] if len(keys) > self.depth else None, quantity)

    def add_child(self, child: int | None, quantity: Quantity) -> None:
        self.quantities[child] = self.quantities.get(child, ZERO) + quantity

    def of(self, child: int | None) -> Quantity | None:
        return self.quantities.get(child)


def _add_kept(parts: _Parts, indicator: Indicator, organization: Organization, reading: Reading) -> None:
    """Closed months: the children's kept totals, and what is left of the organization's own for itself."""
    rows = MonthlyTotal.objects.of_months(reading.closed).filter(indicator=indicator)
    rest = ZERO
    for key, recorded, added, qualifier in rows.filter(
        Q(organization=organization) | Q(organization__parent=organization)
    ).values_list("organization_id", "recorded", "added", "qualifier"):
        quantity = Quantity(recorded + added, Qualifier(qualifier))
        if key == organization.pk:
            rest = Quantity(rest.value + quantity.value)
        else:
            parts.add_child(key, quantity)
            rest = Quantity(rest.value - quantity.value)
    if rest:
        parts.add_child(None, rest)


def _add_typed(parts: _Parts, indicator: Indicator, reading: Reading) -> None:
    """Open months: what the statements below added by hand."""
    rows = (
        MonthlyStatement.objects.of_months(reading.whole_open)
        .under(reading.organization.path)
        .filter(stage__in=(Stage.FILED, Stage.APPROVED))
        .values_list("path_at", "cells")
    )
    for path, cells in rows:
        _, added, qualifier = reading.typed([cells]).get(indicator.code, (Decimal(0), Decimal(0), Qualifier.EXACT))
        if added:
            parts.add(path, Quantity(added, qualifier))


def _add_live(parts: _Parts, indicator: Indicator, reading: Reading) -> None:
    """Open months of a flow, or the whole of a stock or of a figure that cannot be added, from the records."""
    question = indicator.question()
    if indicator.in_totals:
        span = reading.open_span()
        if span is None:
            return
        groups = answer([question], paths=reading.paths, period=span, by_month=True, by_organization=True)[
            indicator.code
        ]
        open_months = set(reading.open)
        found = {key: quantity for key, quantity in groups.items() if key[1] in open_months}
    else:
        found = answer([question], paths=reading.paths, period=reading.period, by_organization=True)[indicator.code]
    keys = {key[0] for key in found}
    paths = dict(Organization.objects.filter(pk__in=keys).values_list("pk", "path"))
    for key, quantity in found.items():
        parts.add(paths[key[0]], quantity)
