"""What hangs on an activity: themes, the answers of its kind, goods, partners, plan tasks, photos."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from activities.choices import FieldType
from activities.models import Activity, FieldValue, GoodsLine, KindField, Partner, TaskLink, Theme
from fulian.attachments.services import attach
from fulian.core.exceptions import Refused

LARGEST = Decimal(10_000_000_000)


@dataclass(frozen=True)
class Details:
    """None leaves a part as it is. `values` and `goods` are unsaved rows with their field; blank answers are left out."""

    themes: Iterable[Theme] | None = None
    values: Iterable[FieldValue] | None = None
    goods: Iterable[GoodsLine] | None = None
    partners: Iterable[Partner] | None = None
    tasks: Iterable[uuid.UUID] | None = None
    photos: Iterable[Any] = ()


def keep_details(activity: Activity, details: Details, *, by: Any) -> list[str]:
    """Write them; the names of the parts that changed."""
    changed = []
    if _keep_themes(activity, details.themes):
        changed.append("themes")
    if details.values is not None and _keep_values(activity, list(details.values)):
        changed.append("field_values")
    if details.goods is not None and _keep_goods(activity, list(details.goods)):
        changed.append("goods")
    if details.partners is not None and _keep_partners(activity, list(details.partners)):
        changed.append("partner_links")
    if details.tasks is not None and _keep_tasks(activity, set(details.tasks)):
        changed.append("task_links")
    for photo in details.photos:
        attach(owner=activity, upload=photo, by=by)
    return changed


def _keep_themes(activity: Activity, themes: Iterable[Theme] | None) -> bool:
    """Joining a campaign means serving its theme."""
    if themes is None and not (activity.campaign and activity.campaign.theme_id):
        return False
    before = set(activity.themes.values_list("pk", flat=True))
    wanted = before if themes is None else {theme.pk for theme in themes}
    if activity.campaign and activity.campaign.theme_id:
        wanted = wanted | {activity.campaign.theme_id}
    if wanted == before:
        return False
    activity.themes.remove(*before - wanted)
    activity.themes.add(*wanted - before)
    return True


def _keep_values(activity: Activity, values: Sequence[FieldValue]) -> bool:
    """The answers given, and nothing that another kind was asked. What a retired field once said stays."""
    fields = {field.pk: field for field in KindField.objects.of_kind(activity.kind)}
    for value in values:
        if value.field_id not in fields:
            raise Refused(f"“{activity.kind.label}”没有“{value.field.label}”这一项。")
        check_value(value)
    present = {value.field_id: value for value in activity.field_values.all()}
    given = {value.field_id: value for value in values}
    gone = [old.pk for key, old in present.items() if key not in given and (key not in fields or fields[key].is_active)]
    changed = bool(gone)
    FieldValue.objects.filter(pk__in=gone).delete()
    for key, value in given.items():
        before = present.get(key)
        if before is None:
            value.activity = activity
            value.save(force_insert=True)
            changed = True
        elif _columns(before) != _columns(value):
            for name in COLUMNS:
                setattr(before, name, getattr(value, name))
            before.save()
            changed = True
    return changed


COLUMNS = ("number", "qualifier", "text", "day", "flag", "team_id")


def _columns(value: FieldValue) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in COLUMNS)


def check_value(value: FieldValue) -> None:
    """Of the right type, and not beyond all reason."""
    field = value.field
    name = field.form_name
    if field.is_numeric:
        if value.number is None or value.number < 0:
            raise Refused("请填不小于0的数。", field=name)
        if value.number > LARGEST:
            raise Refused("这个数太大了，请核对是不是多打了几位。", field=name)
    elif field.type == FieldType.CHOICE and value.text not in field.choices and not _kept(value):
        raise Refused("请从列出的答案里选一个。", field=name)


def _kept(value: FieldValue) -> bool:
    """An answer that was given while it was still offered."""
    return FieldValue.objects.filter(field=value.field_id, text=value.text).exists()


def _keep_goods(activity: Activity, lines: Sequence[GoodsLine]) -> bool:
    def said(line: GoodsLine) -> tuple[Any, ...]:
        return line.field_id, line.item, line.quantity, line.unit, line.value

    before = list(activity.goods.all())
    if [said(line) for line in before] == [said(line) for line in lines]:
        return False
    activity.goods.all().delete()
    for number, line in enumerate(lines, start=1):
        line.pk, line.activity, line.order = None, activity, number
    GoodsLine.objects.bulk_create(lines)
    return True


def _keep_partners(activity: Activity, partners: Sequence[Partner]) -> bool:
    if any(partner.organization_id == activity.organization_id for partner in partners):
        raise Refused("联办单位里不用再写本单位。", field="partner_organizations")
    before = {link.organization_id: link.role for link in activity.partner_links.all()}
    wanted = {partner.organization_id: partner.role for partner in partners}
    if before == wanted:
        return False
    activity.partner_links.exclude(organization__in=wanted).delete()
    for key, role in wanted.items():
        Partner.objects.update_or_create(activity=activity, organization_id=key, defaults={"role": role})
    return True


def _keep_tasks(activity: Activity, keys: set[uuid.UUID]) -> bool:
    before = set(activity.task_links.values_list("task_key", flat=True))
    if before == keys:
        return False
    activity.task_links.exclude(task_key__in=keys).delete()
    TaskLink.objects.bulk_create([TaskLink(activity=activity, task_key=key) for key in sorted(keys - before)])
    return True
