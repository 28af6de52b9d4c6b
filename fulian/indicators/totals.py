"""The kept totals of a month: recomputed from the statements, never added to, so that they heal themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from fulian.core.paths import ancestor_keys
from fulian.core.periods import Month
from fulian.core.quantities import Qualifier
from fulian.indicators.choices import Stage
from fulian.indicators.models import Indicator, MonthlyCoverage, MonthlyStatement, MonthlyTotal
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

COUNTED = (Stage.APPROVED, Stage.UNREVIEWED, Stage.BY_RECORD)
REPORTED = (Stage.FILED, Stage.APPROVED, Stage.UNREVIEWED)
SYNCHRONOUS_LEVELS = (Level.DISTRICT, Level.TOWN, Level.VILLAGE, Level.GRID, Level.UNIT)


PutOff = dict[tuple[int, Month], set[int]]  # topmost organization and month → whose totals
_put_off: ContextVar[PutOff | None] = ContextVar("totals that are made at the end", default=None)


@contextmanager
def made_at_the_end() -> Iterator[None]:
    """For whoever enters whole months by themselves in one transaction: what a hundred approvals would each make anew is made
    once, when all are in. Until then nobody may read the totals."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Totals may be put off only within the transaction that makes them.")
    waiting: PutOff = {}
    token = _put_off.set(waiting)
    try:
        yield
        for (_, month), keys in waiting.items():
            _recompute(list(Organization.objects.filter(pk__in=keys).order_by("path")), month)
    finally:
        _put_off.reset(token)


def recompute_chain(organization: Organization, month: Month) -> None:
    """The organization's rows and those of everything above it, up to the district. The caller holds lock_month().

    Above the district a task does it (above.py), so that an approval never waits for a province.
    """
    rows = Organization.objects.above(organization.path).filter(level__in=SYNCHRONOUS_LEVELS)
    chain = list(rows.order_by("path"))
    if (waiting := _put_off.get()) is None:
        _recompute(chain, month)
    elif chain:
        waiting.setdefault((chain[0].pk, month), set()).update(one.pk for one in chain)


def recompute(organization: Organization, month: Month) -> None:
    """One organization's totals and coverage of one month, from the statements at and below it."""
    _recompute([organization], month)


def _recompute(chain: list[Organization], month: Month) -> None:
    """The first is above all the others: the statements are read once for all of them."""
    if not chain:
        return
    statements = list(
        MonthlyStatement.objects.of_month(month).under(chain[0].path).values_list("path_at", "stage", "cells")
    )
    dues = list(due(chain[0].path, month).values_list("path", flat=True))
    sheets = []
    for organization in chain:
        sheet = _Sheet(organization.pk, due=sum(path.startswith(organization.path) for path in dues))
        for path, stage, cells in statements:
            if path.startswith(organization.path):
                sheet.add(stage, cells)
        sheets.append(sheet)
    keys = [sheet.key for sheet in sheets]
    _replace(month, sheets, Q(organization__in=keys))


def due(path: str, month: Month):
    """The organizations at and below a path that must report a month: those that existed on its last day."""
    return Organization.objects.under(path).reporting().existing_on(month.last)


def sums(
    all_cells: Iterable[dict], widening: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Decimal, Decimal, Qualifier]]:
    """{code: (recorded, added, qualifier)} over the cells of many statements.

    `widening` (Indicator.objects.widening()): what was added by hand to a part counts in the whole too, so that 活动场次 is
    never less than the talks in it. Records need no such help: each is counted by every indicator that it fits.
    """
    recorded: dict[str, Decimal] = defaultdict(Decimal)
    added: dict[str, Decimal] = defaultdict(Decimal)
    qualifiers: dict[str, set[str]] = defaultdict(set)
    for cells in all_cells:
        for code, data in cells.items():
            # The JSON of Cell.to_json() is read directly: an approval adds up every statement of a district.
            if data.get("na") or ("recorded" not in data and "added" not in data):
                continue
            recorded[code] += Decimal(data.get("recorded", 0))
            added[code] += Decimal(data.get("added", 0))
            qualifiers[code].update((data.get("recorded_as", ""), data.get("added_as", "")))
            if "added" in data:
                for wider in widening.get(code, ()):
                    added[wider] += Decimal(data["added"])
                    qualifiers[wider].add(data.get("added_as", ""))
    return {code: (recorded[code], added[code], Qualifier.combined(found)) for code, found in qualifiers.items()}


@dataclass
class _Sheet:
    """What the statements at and below one organization come to."""

    key: int
    due: int = 0
    filed: int = 0
    approved: int = 0
    cells: list[dict] = field(default_factory=list)

    def add(self, stage: str, cells: dict) -> None:
        self.filed += stage in REPORTED
        self.approved += stage == Stage.APPROVED
        if stage in COUNTED:
            self.cells.append(cells)


def _replace(month: Month, sheets: list[_Sheet], where: Q) -> None:
    """The rows of the organizations in `where`, written anew. The caller holds their month."""
    stated = {code for sheet in sheets for cells in sheet.cells for code in cells}
    kept = {i.code: i for i in Indicator.objects.filter(code__in=stated) if i.in_totals}
    widening = Indicator.objects.widening()
    MonthlyTotal.objects.of_month(month).filter(where).delete()
    MonthlyTotal.objects.bulk_create(
        (
            MonthlyTotal(
                organization_id=sheet.key, indicator=kept[code], year=month.year, month=month.month,
                recorded=recorded, added=added, qualifier=qualifier,
            )
            for sheet in sheets
            for code, (recorded, added, qualifier) in sums(sheet.cells, widening).items()
            if code in kept
        ),
        batch_size=1000,
    )  # fmt: skip
    MonthlyCoverage.objects.of_month(month).filter(where).delete()
    MonthlyCoverage.objects.bulk_create(
        MonthlyCoverage(
            organization_id=sheet.key,
            year=month.year,
            month=month.month,
            due=sheet.due,
            filed=sheet.filed,
            approved=sheet.approved,
        )
        for sheet in sheets
    )


@transaction.atomic
def rebuild(month: Month, *, under: Organization | None = None) -> int:
    """All totals of a month from nothing, in one reading of its statements; gives the same rows as the kept ones.

    `under`: only those of an organization and everything below it; the caller holds its guard. Returns the number of
    organizations that have rows.
    """
    statements, organizations = MonthlyStatement.objects.of_month(month), Organization.objects.all()
    if under is not None:
        statements, organizations = statements.under(under.path), organizations.under(under.path)
    sheets: dict[int, _Sheet] = {}
    for path, stage, cells in statements.values_list("path_at", "stage", "cells"):
        for key in ancestor_keys(path):
            sheets.setdefault(key, _Sheet(key)).add(stage, cells)
    for path in organizations.reporting().existing_on(month.last).values_list("path", flat=True):
        for key in ancestor_keys(path):
            if key in sheets:
                sheets[key].due += 1
    found = [sheets[key] for key in organizations.filter(pk__in=sheets).order_by("pk").values_list("pk", flat=True)]
    _replace(month, found, Q() if under is None else Q(organization__in=organizations))
    return len(found)
