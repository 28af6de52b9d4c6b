"""The kept totals of a month: recomputed from the statements, never added to, so that they heal themselves."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from fulian.core.paths import ancestor_keys
from fulian.core.periods import Month
from fulian.core.quantities import Qualifier
from fulian.indicators.cells import Cell
from fulian.indicators.choices import Stage
from fulian.indicators.models import Indicator, MonthlyCoverage, MonthlyStatement, MonthlyTotal
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

COUNTED = (Stage.APPROVED, Stage.UNREVIEWED, Stage.BY_RECORD)
REPORTED = (Stage.FILED, Stage.APPROVED, Stage.UNREVIEWED)
SYNCHRONOUS_LEVELS = (Level.DISTRICT, Level.TOWN, Level.VILLAGE, Level.GRID, Level.UNIT)


def recompute_chain(organization: Organization, month: Month) -> None:
    """The organization's rows and those of everything above it, up to the district. The caller holds lock_month().

    Above the district a task does the same (`recompute_above`), so that an approval never waits for a province.
    """
    for ancestor in Organization.objects.above(organization.path).filter(level__in=SYNCHRONOUS_LEVELS).order_by("-path"):
        recompute(ancestor, month)


def recompute(organization: Organization, month: Month) -> None:
    """One organization's totals and coverage of one month, from the statements at and below it."""
    statements = MonthlyStatement.objects.of_month(month).under(organization.path)
    _replace_totals(organization, month, sums(statements.filter(stage__in=COUNTED).values_list("cells", flat=True)))
    stages = list(statements.values_list("stage", flat=True))
    MonthlyCoverage.objects.update_or_create(
        organization=organization,
        year=month.year,
        month=month.month,
        defaults={
            "due": due(organization.path, month).count(),
            "filed": sum(stage in REPORTED for stage in stages),
            "approved": sum(stage == Stage.APPROVED for stage in stages),
        },
    )


def due(path: str, month: Month):
    """The organizations at and below a path that must report a month: those that existed on its last day."""
    return Organization.objects.under(path).reporting().existing_on(month.last)


def sums(all_cells: Iterable[dict]) -> dict[str, tuple[Decimal, Decimal, Qualifier]]:
    """{code: (recorded, added, qualifier)} over the cells of many statements."""
    recorded: dict[str, Decimal] = defaultdict(Decimal)
    added: dict[str, Decimal] = defaultdict(Decimal)
    qualifiers: dict[str, set[str]] = defaultdict(set)
    for cells in all_cells:
        for code, data in cells.items():
            cell = Cell.from_json(data)
            if cell.value is None:
                continue
            recorded[code] += cell.recorded.value if cell.recorded else 0
            added[code] += cell.added.value if cell.added else 0
            qualifiers[code].add(cell.value.qualifier)
    return {code: (recorded[code], added[code], Qualifier.combined(found)) for code, found in qualifiers.items()}


def _replace_totals(organization: Organization, month: Month, found: dict[str, tuple[Decimal, Decimal, Qualifier]]) -> None:
    rows = _rows(organization.pk, month, found, _kept(found))
    kept = [row.indicator_id for row in rows]
    MonthlyTotal.objects.of_month(month).filter(organization=organization).exclude(indicator__in=kept).delete()
    MonthlyTotal.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization", "indicator", "year", "month"],
        update_fields=["recorded", "added", "qualifier"],
    )


def _kept(codes: Iterable[str]) -> dict[str, Indicator]:
    return {i.code: i for i in Indicator.objects.filter(code__in=list(codes)) if i.in_totals}


def _rows(key: int, month: Month, found: dict[str, tuple[Decimal, Decimal, Qualifier]], kept: dict[str, Indicator]) -> list[MonthlyTotal]:
    return [
        MonthlyTotal(
            organization_id=key, indicator=kept[code], year=month.year, month=month.month,
            recorded=recorded, added=added, qualifier=qualifier,
        )
        for code, (recorded, added, qualifier) in found.items()
        if code in kept
    ]  # fmt: skip


@transaction.atomic
def rebuild(month: Month, *, under: Organization | None = None) -> int:
    """All totals of a month from nothing, in one reading of its statements; gives the same rows as the kept ones.

    `under`: only those of an organization and everything below it; the caller holds its guard. Returns the number of
    organizations that have rows.
    """
    statements, totals, coverage = MonthlyStatement.objects.of_month(month), MonthlyTotal.objects.of_month(month), MonthlyCoverage.objects.of_month(month)
    organizations = Organization.objects.all()
    if under is not None:
        statements, organizations = statements.under(under.path), organizations.under(under.path)
        totals, coverage = totals.filter(organization__in=organizations), coverage.filter(organization__in=organizations)
    cells: dict[int, list[dict]] = defaultdict(list)
    stages: dict[int, list[str]] = defaultdict(list)
    for path, stage, data in statements.values_list("path_at", "stage", "cells"):
        for key in ancestor_keys(path):
            stages[key].append(stage)
            if stage in COUNTED:
                cells[key].append(data)
    dues: dict[int, int] = defaultdict(int)
    for path in organizations.reporting().existing_on(month.last).values_list("path", flat=True):
        for key in ancestor_keys(path):
            dues[key] += 1
    totals.delete()
    coverage.delete()
    keys = sorted(organizations.filter(pk__in=stages).values_list("pk", flat=True))
    kept = _kept({code for all_cells in cells.values() for data in all_cells for code in data})
    MonthlyTotal.objects.bulk_create([row for key in keys for row in _rows(key, month, sums(cells[key]), kept)], batch_size=1000)
    MonthlyCoverage.objects.bulk_create(
        MonthlyCoverage(
            organization_id=key, year=month.year, month=month.month, due=dues[key],
            filed=sum(stage in REPORTED for stage in stages[key]),
            approved=sum(stage == Stage.APPROVED for stage in stages[key]),
        )
        for key in keys
    )  # fmt: skip
    return len(keys)
