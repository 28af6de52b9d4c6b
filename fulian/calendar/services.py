import datetime
from typing import Any

from django.db import transaction

from fulian.audit.services import record
from fulian.calendar.models import WorkingDay
from fulian.core.exceptions import Refused


@transaction.atomic
def set_working_day(*, date: datetime.date, kind: str, by: Any, note: str = "") -> WorkingDay:
    """The last word about a day: entered again, it replaces what was there."""
    day, _ = WorkingDay.objects.select_for_update().update_or_create(
        date=date, defaults={"kind": kind, "note": note, "set_by": by}
    )
    record("calendar.set", by=by, subject=day, path="", date=date.isoformat(), kind=kind)
    return day


@transaction.atomic
def remove_working_day(*, day: WorkingDay, by: Any) -> None:
    """Back to what the library or the weekday says."""
    current = WorkingDay.objects.select_for_update().filter(pk=day.pk).first()
    if current is None:
        raise Refused("这一天的安排已经被别人删掉了。")
    record("calendar.remove", by=by, subject=current, path="", date=current.date.isoformat())
    current.delete()
