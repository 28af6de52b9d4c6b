"""催办: once a day for each who has not answered, in office hours; pressed in the evening it waits for the next working morning."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from fulian.audit.services import record
from fulian.calendar.hours import reminding_day
from fulian.core.exceptions import Conflict, Refused
from fulian.inbox.circulars.models import Circular, CircularReminder


@dataclass(frozen=True)
class Reminded:
    circular: Circular
    number: int  # of organizations
    for_day: datetime.date

    def get_absolute_url(self) -> str:
        return self.circular.get_absolute_url()


@transaction.atomic
def remind_recipients(*, circular: Circular, by: Any, now: datetime.datetime | None = None) -> Reminded:
    """Two who press at once follow one another: the second finds everybody reminded."""
    held = Circular.objects.select_for_update(of=("self",)).get(pk=circular.pk)
    if not held.is_issued:
        raise Conflict("这份通知已经撤回或有了更正，不用再催。")
    for_day = reminding_day(now)
    silent = held.recipients.filter(answered_at__isnull=True)
    if not silent.exists():
        raise Refused("都已经答复了，不用催。")
    fresh = list(silent.exclude(reminders__for_day=for_day))
    if not fresh:
        raise Refused(f"{for_day.month}月{for_day.day}日已经催过一次，同一天不再催。")
    CircularReminder.objects.bulk_create(
        CircularReminder(recipient=row, for_day=for_day, created_by=by) for row in fresh
    )
    record("circulars.remind", by=by, subject=held, recipients=len(fresh))
    return Reminded(held, len(fresh), for_day)
