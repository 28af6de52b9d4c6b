"""What becomes of a row of 月报补充: a cell of the month's draft; when all are in, the months that were handed in are handed in."""

import json
from collections.abc import Iterable
from typing import Any

from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.core.quantities import Quantity
from fulian.indicators.cells import Cell
from fulian.indicators.choices import Stage
from fulian.indicators.models import Indicator
from fulian.ledgers.intake import Row, register_intake
from reports.additions import AddedCell, find
from reports.choices import Status
from reports.models.monthly import MonthlyReport
from reports.services.filing import Entry, open_report, save_draft, submit, withdraw

CELLS_A_STATEMENT = 1_000_000  # keys of indicators stay below
TO_SUBMIT = "months to hand in"
WORDS = {"added": "added", "note": "note", "na": "not_applicable"}


def take_addition(row: Row, *, by: Any) -> AddedCell:
    organization = row.get("organization")
    month, indicator = row.get("month"), row.get("indicator")
    if row.stored is not None and {"organization", "month", "indicator"} & row.changed:
        raise Refused("单位、月份和指标不能改：请把编号留空，作为另一项导入。", field="month")
    report = open_report(organization=organization, month=month, by=by)
    if report.status == Status.SUBMITTED:
        report = withdraw(report=report, by=by)
    try:
        report = save_draft(report=report, by=by, entries={indicator.code: _entry(row)})
    except Refused as refusal:
        field = WORDS.get((refusal.field or "").partition("-")[0])
        raise Refused(refusal.message, field=field) from refusal
    if row.get("handed_in"):
        row.cache.setdefault(TO_SUBMIT, {})[report.pk] = report
    return AddedCell(report.statement, indicator, report.statement.cell(indicator.code))


def _entry(row: Row) -> Entry:
    stored = row.stored.cell if row.stored is not None else None
    added = (
        row.values.get("added") if "added" in row.values or stored is None else (stored.added and stored.added.value)
    )
    qualifier = row.values.get("added_as", "")
    return Entry(
        added=None if added is None else Quantity.of(added, qualifier),
        note=row.values.get("note", stored.note if stored else ""),
        not_applicable=bool(row.values.get("not_applicable", stored.not_applicable if stored else False)),
    )


def hand_in_months(cache: dict[Any, Any], *, by: Any) -> Iterable[str]:
    """What could not be handed in stays a draft; says which and why."""
    for report in cache.pop(TO_SUBMIT, {}).values():
        report.refresh_from_db()
        if report.statement.stage != Stage.DRAFT:
            continue
        try:
            submit(report=report, by=by)
        except Refused as refusal:
            yield f"{report.organization}{report.as_month.label}的月报没有提交，留作草稿：{refusal.message}"


def keep_cell(row: Row, added: AddedCell) -> tuple[int, str]:
    """The cell as it was, under a key of its own."""
    before = row.stored.cell.to_json() if row.stored is not None else {}
    return added.statement.pk * CELLS_A_STATEMENT + added.indicator.pk, json.dumps(before)


def put_back_cell(object_id: int, before: str, *, by: Any) -> None:
    statement_id, indicator_id = divmod(object_id, CELLS_A_STATEMENT)
    report = MonthlyReport.objects.select_related("statement", "organization").get(statement=statement_id)
    if report.status == Status.SUBMITTED:
        report = withdraw(report=report, by=by)
    cell = Cell.from_json(json.loads(before))
    entry = Entry(added=cell.added, note=cell.note, not_applicable=cell.not_applicable)
    save_draft(report=report, by=by, entries={Indicator.objects.get(pk=indicator_id).code: entry})


register_intake(
    "reports.additions",
    keep=keep_cell,
    put_back=put_back_cell,
    permission=Permission.REPORTS_FILE,
    take=take_addition,
    find=find,
    finish=hand_in_months,
)
