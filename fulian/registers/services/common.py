"""What every write of the registers asks first."""

import datetime
from typing import Any

from django.utils import timezone

from fulian.core.exceptions import Conflict, Refused
from fulian.indicators.locks import assert_open
from fulian.organizations.models import Organization


def ending(by: Any, reason: str) -> dict[str, Any]:
    return {
        "ended_at": timezone.now(),
        "ended_by": by,
        "end_reason": reason,
        "updated_by": by,
        "updated_at": timezone.now(),
    }


def going_on(entry: Any) -> Any:
    stored = type(entry)._base_manager.select_for_update().select_related("organization").get(pk=entry.pk)
    if stored.is_over:
        raise Conflict("这一条已经终止或作废了，请刷新页面看最新状态。")
    return stored


def write(entry: Any, **updates: Any) -> None:
    """Compare-and-set: only one of two people ends a thing."""
    if not type(entry)._base_manager.filter(pk=entry.pk, ended_at__isnull=True).update(**updates):
        raise Conflict
    for field, value in updates.items():
        setattr(entry, field, value)


def check_day(organization: Organization, day: datetime.date | None, *, field: str) -> None:
    """The day has come, the organization was there, and the month is open. None: not there yet (a venue being built)."""
    if day is None:
        return
    if day > timezone.localdate():
        raise Refused("日期不能晚于今天。", field=field)
    if not organization.existed_on(day):
        raise Refused(f"{organization.name}在这一天还没有成立或已经撤销，请核对日期。", field=field)
    assert_month_open(organization, day, field=field)


def assert_month_open(organization: Organization, day: datetime.date, *, field: str | None = None) -> None:
    try:
        assert_open(organization=organization, day=day)
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from refusal


def check_order(thing: Any, first: str, last: str) -> None:
    """The second of two days of a thing has come, and not before the first."""
    begun, over = getattr(thing, first), getattr(thing, last)
    if begun is not None and begun > timezone.localdate():
        raise Refused("日期不能晚于今天。", field=first)
    if over is None:
        return
    if over > timezone.localdate():
        raise Refused("日期不能晚于今天。", field=last)
    if begun is not None and over < begun:
        label = thing._meta.get_field(first).verbose_name
        raise Refused(f"不能早于{label}（{begun}）。", field=last)
