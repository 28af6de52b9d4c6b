"""What may be counted: plain declarations, made in each app's measures.py, found at start-up like admin.py is.

A *Source* is one table seen as countable rows: which rows count, which date places a row in time, which column says whose it
was on that day. A *Measure* is what is added up over a source's rows. Everything asked of one source at once is answered by
one query, so a form of forty figures costs as many queries as it has sources.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import ExtractMonth, ExtractYear, NullIf

from fulian.core.paths import upper_bound
from fulian.core.periods import Month, Period
from fulian.core.permissions import Permission
from fulian.core.quantities import Qualifier, Quantity

# The measure word goes with what is counted: 庭院 as 户 or 处, a training as 期 or 场. These may stand for one another;
# 人次, 份 and 元 never do.
COUNT_WORDS = frozenset(
    [
        "场次",
        "场",
        "次",
        "期",
        "个",
        "处",
        "家",
        "户",
        "所",
        "支",
        "件",
        "起",
        "项",
        "例",
        "名",
        "人",
        "位",
        "种",
        "篇",
        "条",
    ]
)


NOT = "!"  # after a dimension's code: all but these (`kind!=micro_home`)


class Nature(StrEnum):
    FLOW = "flow"  # added over time: 场次
    STOCK = "stock"  # as at a day: 妇女微家 in being


@dataclass(frozen=True)
class Dimension:
    """A way to narrow a measure. `condition` is a lookup ("kind__code") or a function from the chosen values to a Q."""

    code: str
    label: str
    condition: str | Callable[[Sequence[str]], Q]
    choices: Callable[[], Iterable[tuple[str, str]]]

    def q(self, values: Sequence[str]) -> Q:
        if callable(self.condition):
            return self.condition(values)
        return Q(**{f"{self.condition}__in": list(values)})


@dataclass(frozen=True)
class Source:
    """`rows()` gives every row that counts (a cancelled one does not). Flows have `date_field`; stocks `since_field` and
    `until_field` (null = still there; the day it names is the last day of being)."""

    code: str
    rows: Callable[[], QuerySet]
    permission: Permission  # what a reader needs to see the rows behind a number
    date_field: str = ""
    since_field: str = ""
    until_field: str = ""
    path_field: str = "path_at"
    organization_field: str = "organization_id"
    qualifier_field: str = ""  # a column of Qualifier values, when a row may be approximate
    dimensions: tuple[Dimension, ...] = ()
    row_url: str = ""  # URL name of a row's page, takes its pk
    row_label: Callable[[Any], str] = str
    row_key: str = "pk"  # the column whose value the page takes, where a row stands for a part of something
    line_of: str = ""  # where a row is one line of a record: the relation to that record, whose page row_url is

    @property
    def of_records(self) -> "Source":
        """As pages list it: the records, where a row is only a line of one. They have the amount of their lines as `part`."""
        if not self.line_of:
            return self
        prefix = f"{self.line_of}__"
        names = ("date_field", "since_field", "until_field", "path_field", "organization_field")
        return replace(self, line_of="", **{name: getattr(self, name).removeprefix(prefix) for name in names})

    def organization_of(self, row: Any) -> Any:
        """The organization that a row belongs to."""
        for part in self.organization_field.removesuffix("_id").split("__"):
            row = getattr(row, part)
        return row

    def dimension(self, code: str) -> Dimension:
        for dimension in self.dimensions:
            if dimension.code == code:
                return dimension
        raise KeyError(f"{self.code} cannot be narrowed by {code!r}")


@dataclass(frozen=True)
class Measure:
    code: str
    label: str
    unit: str
    source: Source
    adds: str = ""  # the column added up, over the rows in which it is not blank; empty counts rows
    qualifier_field: str = ""  # of this quantity, where the rows' quantities have qualifiers of their own
    nature: Nature = Nature.FLOW
    definition: str = ""
    confidential: bool = False
    units: Callable[[Mapping[str, Sequence[str]]], set[str]] | None = None  # where the unit follows from what is chosen

    def may_be_called(self, unit: str, dimensions: Mapping[str, Sequence[str]] | None = None) -> bool:
        """Whether an indicator of this measure, narrowed like this, may carry that unit."""
        units = self.units_of(dimensions or {})
        return bool(units) and all(unit == one or {unit, one} <= COUNT_WORDS for one in units)

    def units_of(self, dimensions: Mapping[str, Sequence[str]]) -> set[str]:
        """What may be added under these conditions; nothing where they choose no quantity at all."""
        return self.units(dimensions) if self.units else {self.unit}

    def q(self, dimensions: Mapping[str, Sequence[str]]) -> Q:
        """Which of the source's rows are meant. A row in which the quantity is blank says nothing about it."""
        condition = Q(**{f"{self.adds}__isnull": False}) if self.adds else Q()
        for code, values in sorted(dimensions.items()):
            chosen = self.source.dimension(code.removesuffix(NOT)).q(values)
            condition &= ~chosen if code.endswith(NOT) else chosen
        return condition

    def q_time(self, period: Period) -> Q:
        """Flows: dated inside the period. Stocks: in being on its last day."""
        if self.nature is Nature.FLOW:
            return Q(**{f"{self.source.date_field}__gte": period.start, f"{self.source.date_field}__lte": period.end})
        day, until = period.end, self.source.until_field
        condition = Q(**{f"{self.source.since_field}__lte": day})
        if until:
            condition &= Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": day})
        return condition

    def q_place(self, paths: Sequence[str], *, own: bool = False) -> Q:
        """Rows of the organizations at these paths and below; with `own`, of those organizations alone.

        Several paths are one organization's path today and those it had before it was moved.
        """
        column = self.source.path_field
        if own:
            return Q(**{f"{column}__in": list(paths)})
        return reduce(or_, (Q(**{f"{column}__gte": path, f"{column}__lt": upper_bound(path)}) for path in paths))

    def records(
        self,
        paths: Sequence[str],
        period: Period,
        dimensions: Mapping[str, Sequence[str]] | None = None,
        *,
        own: bool = False,
    ) -> QuerySet:
        """The rows behind the number."""
        return self.source.rows().filter(self.q_place(paths, own=own) & self.q_time(period) & self.q(dimensions or {}))

    def records_of(self, rows: QuerySet) -> QuerySet:
        """The records that these rows are lines of, each with what its lines make together as `part`."""
        record = self.source.line_of
        lines = rows.filter(**{record: OuterRef("pk")}).order_by().values(record)
        part = lines.annotate(part=Sum(self.adds) if self.adds else Count("pk")).values("part")
        model = rows.model._meta.get_field(record).related_model
        return model._default_manager.filter(pk__in=rows.order_by().values(record)).annotate(part=Subquery(part))


@dataclass(frozen=True)
class Question:
    """One number asked of a measure; `key` names it in the answer."""

    key: str
    measure: Measure
    dimensions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def q(self) -> Q:
        return self.measure.q(self.dimensions)


def answer(
    questions: Iterable[Question],
    *,
    paths: Sequence[str],
    period: Period,
    own: bool = False,
    by_month: bool = False,
    by_organization: bool = False,
) -> dict[str, dict[tuple, Quantity]]:
    """{key: {group: Quantity}} with one query per source and nature.

    A group is `()` without grouping, `(Month,)` by month, `(organization id,)` by organization, `(id, Month)` by both. A group
    in which no row exists is absent: nothing recorded and a recorded nought are different. Stocks cannot be asked by month.
    """
    answers: dict[str, dict[tuple, Quantity]] = {}
    bundles: dict[tuple[Source, Nature], list[Question]] = {}
    for question in questions:
        answers[question.key] = {}
        bundles.setdefault((question.measure.source, question.measure.nature), []).append(question)
    for (source, nature), asked in bundles.items():
        if by_month and nature is Nature.STOCK:
            raise ValueError("A stock has no months; ask it as at a day.")
        first = asked[0].measure
        rows = source.rows().order_by().filter(first.q_place(paths, own=own) & first.q_time(period))
        for group, row in _aggregated(source, asked, rows, by_month=by_month, by_organization=by_organization):
            for i, question in enumerate(asked):
                if row[f"n{i}"]:
                    qualifiers = (row.get(f"low{i}") or "", row.get(f"high{i}") or "")
                    value = row.get(f"sum{i}") if question.measure.adds else row[f"n{i}"]
                    answers[question.key][group] = Quantity(Decimal(value or 0), Qualifier.combined(qualifiers))
    return answers


def _aggregated(
    source: Source, asked: list[Question], rows: QuerySet, *, by_month: bool, by_organization: bool
) -> Iterator[tuple[tuple, dict]]:
    conditions = [question.q() for question in asked]
    if all(conditions):  # every question is narrowed: leave out the rows that none of them wants
        rows = rows.filter(reduce(or_, conditions))
    groups: list[str] = []
    if by_organization:
        rows = rows.annotate(group_organization=F(source.organization_field))
        groups.append("group_organization")
    if by_month:
        rows = rows.annotate(group_year=ExtractYear(source.date_field), group_month=ExtractMonth(source.date_field))
        groups += ["group_year", "group_month"]
    aggregates: dict[str, Any] = {}
    for i, (question, condition) in enumerate(zip(asked, conditions, strict=True)):
        only = condition if condition else None
        aggregates[f"n{i}"] = Count("pk", filter=only)
        if question.measure.adds:
            aggregates[f"sum{i}"] = Sum(question.measure.adds, filter=only)
        if column := question.measure.qualifier_field or source.qualifier_field:
            qualifier = NullIf(column, Value(""))
            aggregates[f"low{i}"] = Min(qualifier, filter=only)
            aggregates[f"high{i}"] = Max(qualifier, filter=only)
    if not groups:
        yield (), rows.aggregate(**aggregates)
        return
    for row in rows.values(*groups).annotate(**aggregates):
        group: tuple = (row["group_organization"],) if by_organization else ()
        if by_month:
            group += (Month(row["group_year"], row["group_month"]),)
        yield group, row


Asked = tuple[Mapping[str, Sequence[str]], bool]  # a list's dimensions, and whether amounts are told


def joined(*words: str) -> str:
    return "".join(words)


@dataclass(frozen=True)
class Listing:
    """Names that a summary may mention (titles of campaigns, of venues opened …), from the same sources as the numbers.

    `name_field` is a text column, or several read together, that never hold a private person's name. With an amount, each
    name is told with what it makes of the whole: what `adds` adds up over its rows, or how many rows there are.
    """

    code: str
    label: str
    source: Source
    name_field: str | tuple[str, ...]
    nature: Nature = Nature.FLOW
    started: bool = False  # of a stock: only those that began within the period
    read: Callable[..., str] = joined  # how the stored words are said
    split: bool = False  # one row may name several, with 、 between them
    adds: str = ""
    qualifier_field: str = ""
    unit: str = ""
    unit_field: str = ""  # the column that has the measure word, where it differs from row to row
    verb: str = ""  # between a name and its amount

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.name_field,) if isinstance(self.name_field, str) else self.name_field

    def names(
        self, paths: Sequence[str], period: Period, dimensions: Mapping[str, Sequence[str]] | None = None
    ) -> list[str]:
        """Distinct names, most frequent first, then by name."""
        return self.told(paths, period, {"it": (dimensions or {}, False)})["it"]

    def told(self, paths: Sequence[str], period: Period, asked: Mapping[str, Asked]) -> dict[str, list[str]]:
        """Several lists at once, each by its own dimensions: the names, or each name with its amount (普法宣讲20余场次), the
        largest first. One query for all that columns alone can tell apart, one more for each of the others."""
        together = {key: one for key, one in asked.items() if all(map(self._column, one[0]))}
        told = self._tell(paths, period, together) if together else {}
        for key in asked.keys() - together.keys():
            told |= self._tell(paths, period, {key: asked[key]})
        return told

    def _column(self, code: str) -> str:
        """The column that a dimension looks at; none where it takes more than that."""
        condition = self.source.dimension(code.removesuffix(NOT)).condition
        return condition if isinstance(condition, str) else ""

    def _tell(self, paths: Sequence[str], period: Period, asked: Mapping[str, Asked]) -> dict[str, list[str]]:
        measure = Measure(code=self.code, label=self.label, unit="", source=self.source, nature=self.nature)
        conditions = [measure.q(dimensions) for dimensions, _ in asked.values()]
        rows = measure.records(paths, period).order_by()
        if all(conditions):
            rows = rows.filter(reduce(or_, conditions))
        if self.started:
            rows = rows.filter(**{f"{self.source.since_field}__gte": period.start})
        apart = (
            {code: self._column(code) for dimensions, _ in asked.values() for code in dimensions}
            if len(asked) > 1
            else {}
        )
        aggregates: dict[str, Any] = {"times": Count("pk"), "amount": Sum(self.adds) if self.adds else Count("pk")}
        if self.qualifier_field:
            qualifier = NullIf(self.qualifier_field, Value(""))
            aggregates |= {"low": Min(qualifier), "high": Max(qualifier)}
        columns = dict.fromkeys((*self.columns, *filter(None, (self.unit_field,)), *apart.values()))
        found = list(rows.values(*columns).annotate(**aggregates))
        return {
            key: self._said([row for row in found if _fits(row, dimensions, apart)], with_amounts)
            for key, (dimensions, with_amounts) in asked.items()
        }

    def _words(self, row: Mapping[str, Any]) -> list[str]:
        return [str(row[column] or "") for column in self.columns]

    def _said(self, rows: Sequence[Mapping[str, Any]], with_amounts: bool) -> list[str]:
        times: dict[str, int] = {}
        amounts: dict[tuple[str, str], Quantity] = {}
        for words, row in sorted(((self._words(row), row) for row in rows), key=lambda pair: pair[0]):
            name = self.read(*words) if any(words) else ""
            for one in filter(None, name.split("、") if self.split and not with_amounts else [name]):
                times[one] = times.get(one, 0) + row["times"]
                key = one, row[self.unit_field] if self.unit_field else self.unit
                part = Quantity.of(row["amount"], Qualifier.combined((row.get("low") or "", row.get("high") or "")))
                amounts[key] = amounts[key] + part if key in amounts else part
        if not with_amounts:
            return sorted(times, key=lambda name: -times[name])
        largest = sorted(amounts.items(), key=lambda item: (-item[1].value, item[0]))
        return [f"{name}{self.verb}{amount.text(unit)}" for (name, unit), amount in largest if amount]


def _fits(row: Mapping[str, Any], dimensions: Mapping[str, Sequence[str]], apart: Mapping[str, str]) -> bool:
    return all(
        (row[apart[code]] in values) is not code.endswith(NOT) for code, values in dimensions.items() if code in apart
    )


MEASURES: dict[str, Measure] = {}
LISTINGS: dict[str, Listing] = {}


def register(*declared: Measure | Listing) -> None:
    """Called at the foot of an app's measures.py. A code is unique in the whole portal."""
    for item in declared:
        registry: dict[str, Any] = MEASURES if isinstance(item, Measure) else LISTINGS
        if registry.get(item.code, item) != item:
            raise ValueError(f"{item.code} is declared twice")
        registry[item.code] = item
