"""From a number back to what it is made of, inside what the reader may see."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Max, QuerySet, Sum, Value
from django.db.models.functions import NullIf

from fulian.core.measures import Source
from fulian.core.periods import Month, Period
from fulian.core.permissions import Holder
from fulian.core.quantities import Quantity
from fulian.indicators.choices import Stage
from fulian.indicators.models import Indicator, MonthlyStatement
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of


def records_behind(
    indicator: Indicator, organization: Organization, period: Period, *, user: Holder
) -> QuerySet | None:
    """The rows that the records part of a figure counts; None when there are none to show her.

    A reader without the permission for that kind of record sees the number but not the rows; nobody sees rows of a
    confidential one here.
    """
    measure = indicator.measure
    if measure is None or indicator.confidential or not user.may(measure.source.permission):
        return None
    rows = measure.records(paths_of(organization), period, indicator.dimensions)
    if measure.source.line_of:
        rows = measure.records_of(rows)
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user, measure.source.permission)
    source = measure.source.of_records
    date_field = source.date_field or source.since_field
    return rows.order_by(f"-{date_field}", "-pk")


@dataclass(frozen=True)
class AddedNote:
    """A number that a monthly report added by hand, with the reason that stands beside it."""

    organization: Organization
    month: Month
    indicator: Indicator  # the figure itself, or a part of it that the addition was made to
    added: Quantity
    note: str
    stage: str


def added_notes(
    indicator: Indicator, organization: Organization, period: Period, *, limit: int = 200
) -> list[AddedNote]:
    """What reports at and below the organization added by hand to the figure or to a part of it, the newest first."""
    widening = Indicator.objects.widening()
    codes = [indicator.code, *(code for code, wider in widening.items() if indicator.code in wider)]
    known = Indicator.objects.in_bulk(codes, field_name="code")
    statements = (
        MonthlyStatement.objects.of_months(period.whole_months())
        .under(organization.path)
        .exclude(stage=Stage.DRAFT)
        .filter(cells__has_any_keys=codes)
        .select_related("organization")
        .order_by("-year", "-month", "path_at")
    )
    notes: list[AddedNote] = []
    for statement in statements.iterator(chunk_size=500):
        for code in codes:
            cell = statement.cell(code)
            if cell.added is not None and cell.added.value:
                stage = statement.get_stage_display()
                notes.append(
                    AddedNote(statement.organization, statement.as_month, known[code], cell.added, cell.note, stage)
                )
        if len(notes) >= limit:
            break
    return notes[:limit]


@dataclass(frozen=True)
class Contribution:
    """What one record adds to a figure."""

    indicator: Indicator
    quantity: Quantity

    @property
    def text(self) -> str:
        return self.quantity.text(self.indicator.unit)


def contributions(record: models.Model, *sources: Source) -> list[Contribution]:
    """计入哪些指标, and with how much: the active indicators that count this record. One query for all of a source's."""
    active = [i for i in Indicator.objects.active().filter(confidential=False) if i.measure is not None]
    found: list[Contribution] = []
    for source in sources:
        asked = [(i, i.question()) for i in active if i.measure is not None and i.measure.source is source]
        columns: dict[str, Any] = {}
        for indicator, question in asked:
            condition, adds = question.q() or None, question.measure.adds
            columns[f"n{indicator.pk}"] = Count("pk", filter=condition)
            columns[f"sum{indicator.pk}"] = Sum(adds, filter=condition) if adds else Count("pk", filter=condition)
            if qualifier := question.measure.qualifier_field or source.qualifier_field:
                columns[f"q{indicator.pk}"] = Max(NullIf(qualifier, Value("")), filter=condition)
        if columns:
            row = source.rows().order_by().filter(**{source.line_of or "pk": record.pk}).aggregate(**columns)
            found += [
                Contribution(i, Quantity.of(row[f"sum{i.pk}"], row.get(f"q{i.pk}") or ""))
                for i, _ in asked
                if row[f"n{i.pk}"]
            ]
    return found


def counted_in(record: models.Model, *sources: Source) -> list[Indicator]:
    """计入哪些指标: the active indicators that count this record."""
    return [one.indicator for one in contributions(record, *sources)]
