"""Everything that is needed to judge any number of promises, read at once: figures, kept records, units, parts of goals."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, prefetch_related_objects

from fulian.core.periods import Month, Period
from fulian.core.quantities import Quantity, total
from fulian.indicators.many import Ask, figures_of
from fulian.indicators.values import Figure
from fulian.organizations.models import Organization
from plans.models import LogEntry, Target
from plans.progress.promises import Cell, Promise
from plans.progress.trend import days_of, months_of

PARTS = ("occurrences", "year_shares", "quarter_shares", "shares")


@dataclass(frozen=True)
class _Entry:
    day: datetime.date
    amount: Quantity
    path: str


class Reading:
    """As many queries for two hundred promises as for one of each shape."""

    def __init__(self, promises: Iterable[Promise]):
        self.promises = list(promises)
        targets: list[Target] = list({id(promise.target): promise.target for promise in self.promises}.values())
        prefetch_related_objects(targets, *PARTS)
        self._log = _log(self.promises)
        self._units = _units(self.promises)
        self._figures = figures_of(self._asks())

    # ---- what is asked --------------------------------------------------------------------------------------------------

    def _asks(self) -> list[Ask]:
        asks = []
        for promise in self.promises:
            indicator = promise.indicator
            if indicator is None or promise.target.is_commitment:
                continue
            organization = promise.organization
            if days := promise.gone():
                asks.append(Ask(indicator, organization, days))
            asks += [
                Ask(indicator, cell.organization, days)
                for cell in self.cells(promise)
                if (days := promise.gone(cell.time))
            ]
            if promise.has_trend:
                asks += [Ask(indicator, organization, days) for days in _trend_days(promise).values()]
            if promise.seasonal:
                asks += [Ask(indicator, organization, last.period) for _, last in promise.months_last_year()]
        return asks

    # ---- what was found -------------------------------------------------------------------------------------------------

    def figure(self, promise: Promise) -> Figure | None:
        """Of its whole time so far."""
        days = promise.gone()
        if promise.indicator is None or promise.target.is_commitment or days is None:
            return None
        return self._figures[Ask(promise.indicator, promise.organization, days)]

    def quantity(self, promise: Promise, organization: Organization, time: Period) -> Quantity | None:
        """What one organization did in the days of a time that have gone; None when nothing was ever recorded or said."""
        days = promise.gone(time)
        if days is None:
            return None
        if promise.by_hand:
            return self._kept(promise, organization, days)
        if promise.indicator is None:
            return None
        return self._figures[Ask(promise.indicator, organization, days)].value

    def _kept(self, promise: Promise, organization: Organization, days: Period) -> Quantity | None:
        whole = organization.pk == promise.target.organization_id  # whoever did it, it was done for this
        found = [
            entry.amount
            for entry in self._log.get(promise.target.key, [])
            if entry.day in days and (whole or entry.path.startswith(organization.path))
        ]
        return total(found) if found else None

    def units(self, promise: Promise) -> list[Organization]:
        """The organizations of the level that it asks something of each of."""
        path, level = promise.organization.path, promise.target.per_level
        return [unit for unit in self._units.get(level, []) if unit.path.startswith(path)]

    def cells(self, promise: Promise) -> list[Cell]:
        """What of it is done or not done: each unit, each time, or each unit each time."""
        target = promise.target
        if not promise.times and not target.per_level:
            return []
        times = promise.times or [promise.span]
        units = self.units(promise) if target.per_level else [promise.organization]
        return [Cell(unit, time) for time in times for unit in units]

    def last_year(self, promise: Promise) -> dict[Month, Decimal]:
        """{month of its time: what was done in that month a year before}; empty when that was nothing."""
        if not promise.seasonal:
            return {}
        assert promise.indicator is not None  # noqa: S101  seasonal says so
        found = {
            month: self._figures[Ask(promise.indicator, promise.organization, last.period)].value
            for month, last in promise.months_last_year()
        }
        return {month: quantity.value for month, quantity in found.items() if quantity}

    def by_month(self, promise: Promise) -> dict[Month, Decimal]:
        """The months of its trend."""
        if not promise.has_trend:
            return {}
        out = {}
        for month, days in _trend_days(promise).items():
            if promise.indicator is not None:
                found = self._figures[Ask(promise.indicator, promise.organization, days)].value
            else:
                found = self._kept(promise, promise.organization, days)
            out[month] = found.value if found else Decimal(0)
        return out


def _trend_days(promise: Promise) -> dict[Month, Period]:
    return {month: days_of(month, promise.today) for month in months_of(promise.today, promise.span.start)}


def _log(promises: list[Promise]) -> dict[uuid.UUID, list[_Entry]]:
    """{key of a target: its valid entries}: an entry stands for all versions of a plan."""
    keys = {promise.target.key for promise in promises if promise.by_hand}
    found: dict[uuid.UUID, list[_Entry]] = defaultdict(list)
    if keys:
        rows = LogEntry.objects.valid().of_keys(keys)
        for key, day, quantity, qualifier, path in rows.values_list(
            "target_key", "day", "quantity", "qualifier", "organization__path"
        ):
            found[key].append(_Entry(day, Quantity.of(quantity, qualifier), path))
    return found


def _units(promises: list[Promise]) -> dict[str, list[Organization]]:
    """{level: its organizations in being, under any organization of whose units something is asked}."""
    asking = [promise for promise in promises if promise.target.per_level]
    if not asking:
        return {}
    under = Q()
    for path in _outermost({promise.organization.path for promise in asking}):
        under |= Q(path__under=path)
    levels = {promise.target.per_level for promise in asking}
    day = max(promise.today for promise in asking)
    rows = Organization.objects.filter(under, level__in=levels).existing_on(day).in_tree_order()
    found: dict[str, list[Organization]] = defaultdict(list)
    for unit in rows:
        found[unit.level].append(unit)
    return found


def _outermost(paths: set[str]) -> list[str]:
    """Without those that lie below another."""
    return [path for path in paths if not any(other != path and path.startswith(other) for other in paths)]
