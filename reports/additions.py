"""What months added by hand (月报补充), cell by cell, as rows of a ledger: they live in the statements' JSON, and have no table."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fulian.core.periods import Month, Period
from fulian.core.permissions import Permission
from fulian.indicators.cells import Cell
from fulian.indicators.choices import Stage
from fulian.indicators.models import Indicator, MonthlyStatement
from fulian.ledgers.columns import code_of


@dataclass(frozen=True)
class AddedCell:
    """One cell of one month of one organization to which a person added something."""

    statement: MonthlyStatement
    indicator: Indicator
    cell: Cell

    @property
    def organization(self) -> Any:
        return self.statement.organization

    @property
    def organization_id(self) -> int:
        return self.statement.organization_id

    @property
    def month(self) -> Month:
        return self.statement.as_month

    @cached_property
    def number(self) -> str:
        return f"{code_of(self.organization)}/{self.month}/{self.indicator.code}"

    @property
    def pk(self) -> str:
        return self.number

    @property
    def handed_in(self) -> bool:
        return self.statement.stage != Stage.DRAFT


def is_added(cell: Cell) -> bool:
    return cell.added is not None or bool(cell.note) or cell.not_applicable


class AddedCells:
    """Answers the few questions that a ledger asks of its rows."""

    model = MonthlyStatement

    def __init__(self, statements: Any = None):
        rows = MonthlyStatement.objects.all() if statements is None else statements
        self.statements = rows.exclude(cells={})

    def visible_to(self, user: Any, permission: Permission) -> "AddedCells":
        return AddedCells(self.statements.visible_to(user, permission))

    def filter(self, **conditions: Any) -> "AddedCells":
        return AddedCells(self.statements.filter(**conditions))

    def during(self, period: Period) -> "AddedCells":
        months = self.statements.filter(year__gte=period.start.year, year__lte=period.end.year)
        return AddedCells(months)

    def order_by(self, *_: str) -> "AddedCells":
        return self

    def iterator(self, chunk_size: int = 500) -> Iterator[AddedCell]:
        known = Indicator.objects.in_bulk(field_name="code")
        rows = self.statements.select_related("organization__parent").order_by("year", "month", "path_at")
        for statement in rows.iterator(chunk_size=chunk_size):
            for code in sorted(statement.cells):
                cell = statement.cell(code)
                if code in known and is_added(cell):
                    yield AddedCell(statement, known[code], cell)


def find(numbers: list[str]) -> dict[str, AddedCell]:
    """{编号: cell} of those that are here."""
    wanted: dict[tuple[str, Month], set[str]] = {}
    for number in numbers:
        organization, _, rest = number.rpartition("/")
        organization, _, month = organization.rpartition("/")
        try:
            wanted.setdefault((organization, Month.parse(month)), set()).add(rest)
        except ValueError:  # no 编号 of ours
            continue
    codes = {code.split("/")[0] for code, _ in wanted}
    rows = MonthlyStatement.objects.filter(
        organization__code__in=codes,
        year__in={month.year for _, month in wanted},
        month__in={month.month for _, month in wanted},
    )
    found = {}
    for added in AddedCells(rows).iterator():
        if added.number in numbers:
            found[added.number] = added
    return found
