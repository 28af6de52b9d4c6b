"""What the monthly reports give to many figures at once: kept totals, what open statements added, and how many are in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Count, F, Q, QuerySet, Value

from fulian.core.paths import ancestor_paths
from fulian.core.periods import Month
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.choices import Stage
from fulian.indicators.models import Indicator, MonthlyCoverage, MonthlyStatement, MonthlyTotal
from fulian.indicators.querysets import in_months
from fulian.indicators.ranges import within
from fulian.indicators.totals import REPORTED, sums
from fulian.indicators.values import Coverage
from fulian.organizations.models import Organization

MOST_SHAPES = 20  # sets of organizations that are asked the same; beyond that all are asked everything
AT_ONCE = 500  # statements held in memory


@dataclass
class Part:
    """Adds up; nothing added is no quantity, and not nought."""

    value: Decimal = Decimal(0)
    qualifiers: set[str] = field(default_factory=set)
    there: bool = False

    def add(self, quantity: Quantity | None) -> None:
        if quantity is not None:
            self.add_value(quantity.value, quantity.qualifier)

    def add_value(self, value: Decimal, qualifier: str) -> None:
        self.value += value
        self.there = True
        if qualifier:
            self.qualifiers.add(qualifier)

    @property
    def quantity(self) -> Quantity | None:
        return Quantity(self.value, Qualifier.combined(self.qualifiers)) if self.there else None


class KeptTotals:
    """The kept totals of closed months, in one query."""

    def __init__(self, wanted: Iterable[tuple[Indicator, Organization, Sequence[Month]]]) -> None:
        indicators: dict[int, set[int]] = defaultdict(set)
        months: dict[int, set[Month]] = defaultdict(set)
        for indicator, organization, closed in wanted:
            if closed:
                indicators[organization.pk].add(indicator.pk)
                months[organization.pk].update(closed)
        self._rows: dict[tuple[int, int], dict[Month, tuple[Decimal, Decimal, str]]] = {}
        if indicators:
            self._read(_shapes(indicators, months))

    def _read(self, condition: Q) -> None:
        names = ("organization_id", "indicator_id", "year", "month", "recorded", "added", "qualifier")
        rows = MonthlyTotal.objects.filter(condition).values_list(*names)
        known: dict[tuple[int, int], Month] = {}
        for organization, indicator, year, number, recorded, added, qualifier in rows.iterator():
            month = known.get((year, number)) or known.setdefault((year, number), Month(year, number))
            self._rows.setdefault((organization, indicator), {})[month] = (recorded, added, qualifier)

    def has(self, indicator: Indicator, organization: Organization, months: Iterable[Month]) -> bool:
        return not self._rows.get((organization.pk, indicator.pk), {}).keys().isdisjoint(months)

    def parts(self, indicator: Indicator, organization: Organization, months: Iterable[Month]) -> tuple[Part, Part]:
        """(recorded, added) over these months."""
        recorded_part, added_part = Part(), Part()
        rows = self._rows.get((organization.pk, indicator.pk), {})
        for month in months:
            if month in rows:
                # The row keeps one qualifier for both parts: it goes with the part that is there.
                recorded, added, qualifier = rows[month]
                recorded_part.add_value(recorded, qualifier if recorded or not added else "")
                if added:
                    added_part.add_value(added, qualifier)
        return recorded_part, added_part


def _shapes(indicators: dict[int, set[int]], months: dict[int, set[Month]]) -> Q:
    """The rows of each organization's indicators and months, those that are asked the same named together."""
    shapes: dict[tuple[frozenset[int], frozenset[Month]], list[int]] = defaultdict(list)
    for organization, keys in indicators.items():
        shapes[frozenset(keys), frozenset(months[organization])].append(organization)
    if len(shapes) > MOST_SHAPES:
        everything = frozenset().union(*indicators.values()), frozenset().union(*months.values())
        shapes = {everything: list(indicators)}
    return reduce(
        or_,
        (
            Q(organization__in=organizations, indicator__in=keys) & in_months(of)
            for (keys, of), organizations in shapes.items()
        ),
    )


def _chunks(rows: Iterator[tuple]) -> Iterator[list[tuple]]:
    while chunk := list(islice(rows, AT_ONCE)):
        yield chunk


class TypedAdditions:
    """What the filed or approved statements of whole open months added by hand, in one query and one for what lies in what."""

    def __init__(self, wanted: Iterable[tuple[Indicator, Organization, Sequence[Month]]]) -> None:
        codes: set[str] = set()
        self._paths: set[str] = set()
        months: set[Month] = set()
        for indicator, organization, whole_open in wanted:
            if whole_open:
                codes.add(indicator.code)
                self._paths.add(organization.path)
                months.update(whole_open)
        self._codes = codes
        self._widening: dict[str, tuple[str, ...]] = {}
        self._told: set[str] = set()  # the codes that say something of those asked
        self._sums: dict[tuple[str, str], dict[Month, tuple[Decimal, Part]]] = {}
        if months:
            self._read(months)

    def _read(self, months: set[Month]) -> None:
        rows = MonthlyStatement.objects.filter(
            in_months(months), within("path_at", self._paths), stage__in=(Stage.FILED, Stage.APPROVED)
        ).values_list("path_at", "year", "month", "cells")
        for chunk in _chunks(rows.iterator()):
            if not self._told:
                self._widening = Indicator.objects.widening()
                self._told = self._codes | {code for code, wider in self._widening.items() if self._codes & {*wider}}
            alike: dict[tuple[Month, tuple[str, ...]], list[dict]] = defaultdict(list)
            for path, year, number, cells in chunk:
                above = tuple(one for one in ancestor_paths(path) if one in self._paths)
                alike[Month(year, number), above].append({c: cell for c, cell in cells.items() if c in self._told})
            for (month, above), all_cells in alike.items():
                self._add(month, above, all_cells)

    def _add(self, month: Month, above: tuple[str, ...], all_cells: list[dict]) -> None:
        for code, (recorded, added, qualifier) in sums(all_cells, self._widening).items():
            if code in self._codes:
                for path in above:
                    by_month = self._sums.setdefault((path, code), {})
                    was, part = by_month.get(month) or (Decimal(0), Part())
                    part.add_value(added, qualifier)
                    by_month[month] = (was + recorded, part)

    def part(self, indicator: Indicator, organization: Organization, months: Iterable[Month]) -> Quantity | None:
        """Only the added part is used, the records are read live. A typed nought is said when nothing else was."""
        by_month = self._sums.get((organization.path, indicator.code))
        if by_month is None:
            return None
        recorded, added = Decimal(0), Part()
        for month in months:
            if month in by_month:
                recorded += by_month[month][0]
                added.add(by_month[month][1].quantity)
        if not added.there or (not added.value and recorded):
            return None
        return added.quantity if added.value else Quantity(Decimal(0))


class Coverages:
    """Reports due and filed over the months of a period that have begun, in three queries."""

    def __init__(self, wanted: Iterable[tuple[Organization, Sequence[Month], Sequence[Month]]]) -> None:
        """Each organization with its closed months and the open ones that have begun."""
        closed: dict[int, set[Month]] = defaultdict(set)
        self._begun: set[Month] = set()
        self._paths: set[str] = set()
        for organization, closed_months, begun in wanted:
            self._paths.add(organization.path)
            closed[organization.pk].update(closed_months)
            self._begun.update(begun)
        self._closed: dict[tuple[int, Month], tuple[int, int]] = self._read_closed(closed)
        self._filed: Counter[tuple[str, Month]] = Counter()
        self._due: Counter[tuple[str, Month]] = Counter()
        if self._begun:
            self._read_filed()
            self._read_due()

    def of(self, organization: Organization, closed: Iterable[Month], begun: tuple[Month, ...]) -> Coverage:
        kept = [self._closed.get((organization.pk, month), (0, 0)) for month in closed]
        now = [(organization.path, month) for month in begun]
        return Coverage(
            sum(filed for filed, _ in kept) + sum(self._filed[key] for key in now),
            sum(due for _, due in kept) + sum(self._due[key] for key in now),
            begun,
        )

    def _read_closed(self, closed: dict[int, set[Month]]) -> dict[tuple[int, Month], tuple[int, int]]:
        months = set().union(*closed.values()) if closed else set()
        if not months:
            return {}
        rows = MonthlyCoverage.objects.of_months(months).filter(organization__in=closed)
        return {
            (key, Month(year, number)): (filed, due)
            for key, year, number, filed, due in rows.values_list("organization_id", "year", "month", "filed", "due")
        }

    def _read_filed(self) -> None:
        rows = MonthlyStatement.objects.of_months(self._begun).filter(
            within("path_at", self._paths), stage__in=REPORTED
        )
        for path, year, number, count in self._counted(rows, "path_at", "year", "month"):
            self._add(self._filed, path, Month(year, number), count)

    def _read_due(self) -> None:
        rows = Organization.objects.filter(within("path", self._paths)).reporting()
        for path, opened_on, closed_on, count in self._counted(rows, "path", "opened_on", "closed_on"):
            for month in self._begun:
                if opened_on <= month.last and (closed_on is None or closed_on >= month.last):
                    self._add(self._due, path, month, count)

    def _counted(self, rows: QuerySet, path: str, *names: str) -> QuerySet:
        """Grouped by path only where several organizations are asked about."""
        groups = {"group_path": Value("") if len(self._paths) == 1 else F(path)}
        return (
            rows.order_by()
            .annotate(**groups)
            .values("group_path", *names)
            .annotate(count=Count("pk"))
            .values_list("group_path", *names, "count")
        )

    def _add(self, counter: Counter[tuple[str, Month]], path: str, month: Month, count: int) -> None:
        for above in ancestor_paths(path) if path else self._paths:
            counter[above, month] += count
