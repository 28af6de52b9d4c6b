"""What the records of one organization say of one month: the filled-in part of its report."""

from collections.abc import Collection

from fulian.core.measures import answer
from fulian.core.paths import ancestor_keys
from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.indicators.cells import Cell
from fulian.indicators.models import Indicator, MonthlyStatement
from fulian.organizations.models import Organization
from fulian.organizations.paths import paths_of


class Counted(dict[int, dict[str, Quantity]]):
    """What recorded_below() found, with the indicators that it asked about: who loads a hundred statements has them at hand."""

    def __init__(self, indicators: list[Indicator]):
        super().__init__()
        self.indicators = indicators

    def indicators_of(self, organization: Organization, codes: Collection[str]) -> list[Indicator]:
        """As countable_indicators(), without asking."""
        above = {None, *ancestor_keys(organization.path)}
        return [i for i in self.indicators if i.code in codes and i.organization_id in above]


def monthly_indicators(organization: Organization) -> list[Indicator]:
    """The cells of a month's report for this organization, in order."""
    return list(Indicator.objects.monthly().for_organization(organization.path))


def countable_indicators(organization: Organization) -> list[Indicator]:
    """Every flow that the month keeps, on the form or not: a record counts even when its figure has no cell to type in."""
    return [i for i in Indicator.objects.active().for_organization(organization.path) if i.in_totals]


def recorded(organization: Organization, month: Month, indicators: list[Indicator]) -> dict[str, Quantity]:
    """{indicator code: what the organization's own records say}; absent when there is no record. One query a source."""
    questions = [i.question() for i in indicators if i.measure is not None and not i.is_stock and not i.confidential]
    answers = answer(questions, paths=paths_of(organization), period=month.period, own=True)
    return {code: groups[()] for code, groups in answers.items() if groups}


def refresh_recorded(statement: MonthlyStatement, counted: Counted | None = None) -> None:
    """Set every cell's recorded part to what the records say now; what was added by hand stays. Does not save.

    `counted`: recorded_below() of the month, for whoever loads many statements at a time and nothing writes meanwhile.
    """
    if counted is None:
        indicators = countable_indicators(statement.organization)
        found = recorded(statement.organization, statement.as_month, indicators)
    else:
        found = counted.get(statement.organization_id, {})
        indicators = counted.indicators_of(statement.organization, {*found, *statement.cells})
    cells: dict[str, dict] = {}
    for indicator in indicators:
        old = statement.cell(indicator.code)
        cell = Cell(found.get(indicator.code), old.added, old.note, old.not_applicable)
        if data := cell.to_json():
            cells[indicator.code] = data
    # Cells of indicators that are no longer kept stay as they were stated.
    known = {indicator.code for indicator in indicators}
    statement.cells = {**{code: data for code, data in statement.cells.items() if code not in known}, **cells}


def recorded_below(organization: Organization, month: Month) -> Counted:
    """{organization id: {code: what its own records say}} for an organization and everything below it; one query a source."""
    kept = [i for i in Indicator.objects.active() if i.in_totals]
    indicators = [i for i in kept if i.measure is not None]
    keys = {i.code: i.organization_id for i in indicators}
    questions = [i.question() for i in indicators]
    answers = answer(questions, paths=paths_of(organization), period=month.period, by_organization=True)
    chains = dict(Organization.objects.under(organization.path).values_list("pk", "path"))
    found = Counted(kept)
    for code, groups in answers.items():
        for (key,), quantity in groups.items():
            owner = keys[code]
            if owner is None or owner in ancestor_keys(chains.get(key, "")):
                found.setdefault(key, {})[code] = quantity
    return found
