"""A department's year as rows of a form: what stands there, what was typed, and what it means.

The officer's page and the page behind a link share these rows, so that both judge alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from fulian.core.chinese import halfwidth
from fulian.core.quantities import Qualifier
from fulian.indicators.forms import parse_quantity
from plans.monitoring.choices import Datum, Trend
from plans.monitoring.models import MonitoredIndicator, YearValue
from plans.monitoring.services.values import Entry

PARTS = ("value", "none", "reason", "source", "note", "average", "seen")
NOT_A_NUMBER = "请填数字，例如 94.9；只知道升降的写“上升”“持平”或“下降”。"


@dataclass(frozen=True)
class Typed:
    """An entry, or what is wrong with it by part; neither when the row was left empty."""

    entry: Entry | None = None
    problems: Mapping[str, str] | None = None


def initial_of(value: YearValue | None) -> dict[str, Any]:
    """What a row shows before anybody types."""
    if value is None:
        return {"seen": 0}
    number = value.said("") if value.state != Datum.NO_DATA else ""
    return {
        "value": number, "none": value.state == Datum.NO_DATA, "reason": value.reason, "source": value.source,
        "note": value.note, "average": value.three_year_average, "seen": value.version,
    }  # fmt: skip


def read_row(indicator: MonitoredIndicator, typed: Mapping[str, Any]) -> Typed:
    """`typed`: the cleaned parts of one row."""
    given, reason = halfwidth(typed.get("value") or ""), (typed.get("reason") or "").strip()
    if problems := _contradictions(given, reason, none=bool(typed.get("none"))):
        return Typed(problems=problems)
    besides: dict[str, Any] = {
        "source": typed.get("source") or "", "note": typed.get("note") or "",
        "three_year_average": bool(typed.get("average")), "seen": typed.get("seen"),
    }  # fmt: skip
    if typed.get("none"):
        return _judged(Entry(indicator, Datum.NO_DATA, reason=reason, **besides))
    if not given:
        return Typed()
    if trend := trend_in(given):
        return _judged(Entry(indicator, Datum.TREND, trend=trend, **besides))
    number = read_number(given, indicator.unit)
    if isinstance(number, str):
        return Typed(problems={"value": number})
    value, qualifier = number
    return _judged(Entry(indicator, Datum.VALUE, value=value, qualifier=qualifier, **besides))


def _contradictions(given: str, reason: str, *, none: bool) -> dict[str, str]:
    if none and given:
        return {"value": "选了无数据，就不要再填数。"}
    if reason and not none:
        return {"reason": "已经填了数，就不要再写没有数的原因。"} if given else {"none": "写了原因，请也选上“无数据”。"}
    return {}


def trend_in(given: str) -> str:
    """上升, 持平 or 下降 as somebody wrote it in place of a number; "" for anything else."""
    return next((trend.value for trend in Trend if given == trend.label), "")


def read_number(given: str, unit: str) -> tuple[Decimal, str] | str:
    """94.9, ９４．９％, 80%以上, 约45 with or without its unit; a sentence when it is none."""
    sign = next((mark for mark in ("%", "‰", "/10万") if mark in given), "")
    if sign and sign != halfwidth(unit):
        return f"这个指标的单位是“{unit}”，写的却是“{sign}”。"
    text = given.replace(sign, "") if sign else given
    if not sign and unit:
        text = text.removesuffix(unit)
    if text.startswith("-"):
        return "不能小于 0。"
    try:
        quantity = parse_quantity(text)
    except (ValueError, InvalidOperation):
        return NOT_A_NUMBER
    return quantity.value, str(Qualifier(quantity.qualifier).value)


def _judged(entry: Entry) -> Typed:
    problems = entry.problems()
    return Typed(problems=problems) if problems else Typed(entry=entry)
