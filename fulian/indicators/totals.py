"""The kept totals of a month: recomputed from the statements, never added to, so that they heal themselves."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from fulian.core.paths import ancestor_keys
from fulian.core.periods import Month
from fulian.core.quantities import Qualifier
from fulian.indicators.cells import Cell
from fulian.indicators.choices import Stage
from fulian.indicators.models import Indicator, MonthlyCoverage, MonthlyStatement, MonthlyTotal
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

COUNTED = (Stage.APPROVED, Stage.BY_RECORD)
REPORTED = (Stage.FILED, Stage.APPROVED)
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
    kept = {i.code: i for i in Indicator.objects.filter(code__in=found) if i.in_totals}
    rows = [
        MonthlyTotal(
            organization=organization, indicator=kept[code], year=month.year, month=month.month,
            recorded=recorded, added=added, qualifier=qualifier,
        )
        for code, (recorded, added, qualifier) in found.items()
        if code in kept
    ]  # fmt: skip
    MonthlyTotal.objects.of_month(month).filter(organization=organization).exclude(indicator__in=kept.values()).delete()
    MonthlyTotal.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization", "indicator", "year", "month"],
        update_fields=["recorded", "added", "qualifier"],
    )


@transaction.atomic
def rebuild(month: Month) -> int:
    """All totals of a month from nothing, in one reading of its statements; gives the same rows as the kept ones.

    Returns the number of organizations that have rows.
    """
    cells: dict[int, list[dict]] = defaultdict(list)
    stages: dict[int, list[str]] = defaultdict(list)
    for path, stage, data in MonthlyStatement.objects.of_month(month).values_list("path_at", "stage", "cells"):
        for key in ancestor_keys(path):
            stages[key].append(stage)
            if stage in COUNTED:
                cells[key].append(data)
    dues: dict[int, int] = defaultdict(int)
    for path in Organization.objects.reporting().existing_on(month.last).values_list("path", flat=True):
        for key in ancestor_keys(path):
            dues[key] += 1
    MonthlyTotal.objects.of_month(month).delete()
    MonthlyCoverage.objects.of_month(month).delete()
    organizations = Organization.objects.filter(Q(pk__in=stages)).in_bulk()
    for key, organization in organizations.items():
        _replace_totals(organization, month, sums(cells[key]))
    MonthlyCoverage.objects.bulk_create(
        MonthlyCoverage(
            organization=organization, year=month.year, month=month.month, due=dues[key],
            filed=sum(stage in REPORTED for stage in stages[key]),
            approved=sum(stage == Stage.APPROVED for stage in stages[key]),
        )
        for key, organization in organizations.items()
    )  # fmt: skip
    return len(organizations)
