"""What hangs on an activity as the words of a cell, and back: one line for each, its parts between ｜."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from activities.choices import FieldType, PartnerRole, Rhythm
from activities.models import Activity, FieldValue, KindField
from fulian.core import cells
from fulian.core.cells import BadCell, Reader
from fulian.core.chinese import plain
from fulian.core.columns import Column
from fulian.core.quantities import Quantity
from fulian.indicators.forms import parse_quantity
from fulian.ledgers.columns import code_of

BAR = "｜"
ROLES = {str(role.label): role.value for role in PartnerRole}
RHYTHMS = {str(rhythm.label): rhythm.value for rhythm in Rhythm}
LARGEST = Decimal(10_000_000_000)


def _lines(raw: Any) -> Iterator[list[str]]:
    for line in cells.as_text(raw).split("\n"):
        parts = [part.strip() for part in line.replace("|", BAR).split(BAR)]
        if any(parts):
            yield parts


def _day(text: str) -> datetime.date:
    value = cells.day()(text)
    if value is None:
        raise BadCell(f"“{text[:20]}”不是日期，请按 2026-03-08 这样填。")
    return value


# ---- partners, tasks, put-off days, the series ----------------------------------------------------------------------------


def written_partners(activity: Activity) -> str:
    return "\n".join(
        f"{code_of(link.organization)}{BAR}{link.get_role_display()}"
        for link in sorted(activity.partner_links.all(), key=lambda link: link.organization_id)
    )


def _read_partners(raw: Any, exact: bool) -> tuple[tuple[str, str], ...]:
    found = []
    for parts in _lines(raw):
        role = ROLES.get(parts[1] if len(parts) > 1 else "联合举办")
        if role is None:
            raise BadCell(f"“{parts[1]}”不认识，请填：{'、'.join(ROLES)}。")
        found.append((parts[0], role))
    return tuple(sorted(found))


def written_tasks(activity: Activity) -> str:
    return "\n".join(sorted(str(link.task_key) for link in activity.task_links.all()))


def _read_tasks(raw: Any, exact: bool) -> tuple[uuid.UUID, ...]:
    try:
        return tuple(sorted(uuid.UUID(parts[0]) for parts in _lines(raw)))
    except ValueError:
        raise BadCell("计划任务的编号不对。") from None


def written_postponements(activity: Activity) -> str:
    return "\n".join(
        BAR.join([one.from_day.isoformat(), one.to_day.isoformat(), " ".join(one.reason.split())])
        for one in sorted(activity.postponements.all(), key=lambda one: one.pk)
    )


def _read_postponements(raw: Any, exact: bool) -> tuple[tuple[datetime.date, datetime.date, str], ...]:
    found = []
    for parts in _lines(raw):
        if len(parts) < 3:
            raise BadCell("改期要写原定日期、改到哪天和原因，用“｜”隔开。")
        found.append((_day(parts[0]), _day(parts[1]), BAR.join(parts[2:])))
    return tuple(found)


def written_series(activity: Activity) -> str:
    if activity.series is None:
        return ""
    series, number = activity.series, str((activity.series_number or 0) + 1)
    return BAR.join([series.get_rhythm_display(), series.starts_on.isoformat(), series.ends_on.isoformat(), number])


def _read_series(raw: Any, exact: bool) -> tuple[str, datetime.date, datetime.date, int] | None:
    for parts in _lines(raw):
        if len(parts) != 4 or parts[0] not in RHYTHMS or not parts[3].isdigit():
            raise BadCell("系列要写：每月一次｜第一次的日期｜到哪天为止｜第几次。")
        return RHYTHMS[parts[0]], _day(parts[1]), _day(parts[2]), int(parts[3]) - 1
    return None


PARTNERS = Reader("一行一个：组织代码｜主办、联合举办、协办、授课或出资出物", _read_partners, empty=())
TASKS = Reader("计划任务的编号，一行一个", _read_tasks, empty=())
POSTPONEMENTS = Reader("一行一次：原定日期｜改到｜原因", _read_postponements, empty=())
SERIES = Reader("每月一次｜第一次的日期｜到哪天为止｜第几次", _read_series)


# ---- the fields of the kinds ------------------------------------------------------------------------------------------------


def field_columns() -> list[Column]:
    """A column for each field of the district. What can be counted stands in every ledger, the rest in the exchange workbook."""
    fields = KindField.objects.select_related("kind", "family").order_by("family__order", "kind__order", "order", "pk")
    return [
        Column(
            f"{field.label}（{field.kind or field.family}）", _writer(field), 12, field.form_name, _reader(field),
            private=not (field.counted and field.is_active), help=field.help_text,
        )
        for field in fields
    ]  # fmt: skip


def _writer(field: KindField) -> Callable[[Activity], Any]:
    def goods(activity: Activity) -> str:
        said = (
            [line.item, _plain(line.quantity), line.unit, _plain(line.value)]
            for line in activity.goods.all()
            if line.field_id == field.pk
        )
        return "\n".join(BAR.join(parts).rstrip(BAR) for parts in said)

    def answer(activity: Activity) -> Any:
        value = next((one for one in activity.field_values.all() if one.field_id == field.pk), None)
        return "" if value is None else _written(field, value)

    return goods if field.type == FieldType.GOODS else answer


def _plain(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _written(field: KindField, value: FieldValue) -> Any:
    if field.is_numeric:
        quantity = Quantity.of(value.number, value.qualifier)
        return quantity.text() if quantity.approximate else quantity.value
    if field.type == FieldType.YES_NO:
        return "是" if value.flag else "否"
    if field.type == FieldType.DATE:
        return value.day
    return value.team.name if value.team else value.text


def _read_quantity(raw: Any, exact: bool) -> Quantity | None:
    said = cells.as_text(raw)
    if said in cells.NOTHING:
        return None
    try:
        quantity = parse_quantity(said)
    except ValueError:
        raise BadCell(f"“{said[:20]}”不是数字，请只填数字；不准确的可以写“30余”。") from None
    if quantity.value > LARGEST or quantity.value != round(quantity.value, 2):
        raise BadCell("这个数太大了，或者小数多于两位。")
    return Quantity(round(quantity.value, 2), quantity.qualifier)


def _read_goods(raw: Any, exact: bool) -> tuple[tuple[str, Decimal | None, str, Decimal | None], ...]:
    amount = cells.decimal()
    found = []
    for parts in _lines(raw):
        item, quantity, unit, value = [*parts, "", "", ""][:4]
        if not item or len(item) > 40 or len(unit) > 10:
            raise BadCell("物资一行一种：名称｜数量｜单位｜估价。")
        found.append((item, amount(quantity), unit, amount(value)))
    return tuple(found)


def _reader(field: KindField) -> Reader:
    if field.is_numeric:
        return Reader(f"数字（{field.unit_text}），如 30、30余", _read_quantity)
    if field.type == FieldType.GOODS:
        return Reader("一行一种：名称｜数量｜单位｜估价（元）", _read_goods, empty=())
    if field.type == FieldType.DATE:
        return cells.day()
    if field.type == FieldType.YES_NO:
        reader = cells.yes_no()
        return Reader(reader.words, reader.read, empty=None, choices=reader.choices)
    return cells.text(200)
