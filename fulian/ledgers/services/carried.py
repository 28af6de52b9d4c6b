"""Which records the workbook of an organization holds: its own and those of all below it, and what these refer to. A township's
activity belongs to the district's campaign, an officer of this year was chosen years ago: without those her row could not be read."""

from typing import Any

from fulian.core.columns import LEDGERS, Ledger
from fulian.core.periods import Period
from fulian.ledgers.intake import intakes
from fulian.ledgers.readers import model_of
from fulian.organizations.models import Organization

Keys = set[int]


def exchanged(*, confidential: bool) -> list[Ledger]:
    """The ledgers that have a sheet, in the order in which they refer to each other."""
    declared = [intake.declared for intake in intakes()]
    return [ledger for ledger in declared if ledger.during and (confidential or not ledger.confidential)]


def within(rows: Any, organization: Organization) -> Any:
    """`rows` of an organization and all below it; a ledger whose rows belong to nobody has all of them."""
    field = getattr(rows, "scope_field", "organization__path")
    return rows.filter(**{f"{field}__under": organization.path})


def rows_of(ledger: Ledger, organization: Organization, period: Period | None) -> Any:
    rows = within(ledger.rows(), organization)
    if period is not None and ledger.during is not None:
        rows = ledger.during(rows, period)
    return rows.order_by("pk")


def rows_to_carry(ledgers: list[Ledger], organization: Organization, period: Period | None) -> dict[str, Any]:
    """{code: rows} for the sheets of one workbook. From the last sheet to the first, since a sheet refers to earlier ones only."""
    found: dict[str, Any] = {}
    wanted: dict[str, Keys] = {}
    for ledger in reversed(ledgers):
        rows = rows_of(ledger, organization, period)
        if also := wanted.get(ledger.code):
            rows = _with(ledger, rows, also)
        for column in ledger.columns:
            if column.refers_to in LEDGERS:
                keys = rows.order_by().values_list(column.value, flat=True).distinct()
                wanted.setdefault(column.refers_to, set()).update(key for key in keys if key is not None)
        found[ledger.code] = rows
    return found


def _with(ledger: Ledger, rows: Any, keys: Keys) -> Any:
    """Those rows, and those that are referred to and not among them: few, since most stand in the same part of the tree."""
    missing = keys - set(rows.order_by().values_list("pk", flat=True))
    if not missing:
        return rows
    manager = model_of(ledger)._base_manager
    here = manager.filter(pk__in=rows.order_by().values("pk"))
    return ledger.rows().filter(pk__in=(here | manager.filter(pk__in=missing)).values("pk")).order_by("pk")
