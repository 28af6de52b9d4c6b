"""更正: a numbered adjusting entry in a closed month. It changes the part added by hand; the records stay as they were."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fulian.core.exceptions import Refused
from fulian.core.quantities import Quantity
from fulian.indicators.cells import Cell
from fulian.indicators.choices import MonthState
from fulian.indicators.locks import lock_month
from fulian.indicators.models import Indicator, MonthlyStatement
from fulian.indicators.tasks import schedule_above
from fulian.indicators.totals import recompute_chain
from reports.choices import DecisionKind
from reports.models.monthly import Correction, MonthlyReport
from reports.services.steps import decide


@transaction.atomic
def correct(
    *,
    report: MonthlyReport,
    indicator: Indicator,
    value: Quantity,
    reason: str,
    by: Any,
    at: datetime.datetime | None = None,
) -> Correction:
    """State what a figure of a closed month should have been. Fewer than the records say gives a negative added part."""
    at = at or timezone.now()
    organization, month = report.organization, report.as_month
    if not reason.strip():
        raise Refused("请写明更正的原因和依据。", field="reason")
    if value.value < 0:
        raise Refused("更正后的数不能是负数。", field="value")
    if not indicator.in_totals:
        raise Refused("这个指标不按月累计，不能做更正；请改它的记录。", field="indicator")
    guards = lock_month(organization, month)
    if guards[-1].state != MonthState.CLOSED:
        raise Refused(f"{month.label}还没有关账。请退回月报修改，不用做更正。")
    statement = MonthlyStatement.objects.select_for_update().get(pk=report.statement_id)
    old = statement.cell(indicator.code)
    if old.value == value:
        raise Refused("更正后的数和现在的一样。", field="value")
    recorded = old.recorded.value if old.recorded else 0
    added = Quantity(value.value - recorded, value.qualifier)
    report.statement = statement
    number = (
        Correction.objects.filter(organization=organization, year=month.year).aggregate(last=Max("number"))["last"] or 0
    ) + 1
    note = "；".join(filter(None, [old.note, f"更正〔{month.year}〕{number}号"]))
    statement.cells[indicator.code] = Cell(old.recorded, added, note).to_json()
    statement.save(update_fields=["cells"])
    recompute_chain(organization, month)
    schedule_above(organization, month)
    correction = Correction.objects.create(
        report=report, organization=organization, year=month.year, number=number, indicator=indicator,
        old_value=old.value.value if old.value else None, old_qualifier=old.value.qualifier if old.value else "",
        new_value=value.value, new_qualifier=value.qualifier, new_added=added.value, reason=reason.strip(), made_at=at, made_by=by,
    )  # fmt: skip
    decide(
        report, DecisionKind.CORRECT, by=by, at=at, reason=reason.strip(), comments={indicator.code: str(correction)}
    )
    return correction
