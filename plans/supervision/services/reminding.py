"""Reminders by the clock: 7, 3 and 1 days before an answer is due, and every working day once it is late.

They are given in office hours of working days only. What falls on a rest day is given on the last working day before it, while
there is still time; a late one waits for the next working day. After an outage there is at most one for each recipient, the latest that
applies, never one for each day that was missed.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from fulian.calendar.days import is_workday
from fulian.calendar.hours import OFFICE_HOURS
from plans.supervision.choices import ReminderKind
from plans.supervision.models import Recipient, Reminder

DAYS_BEFORE = (1, 3, 7)  # the latest step first
LOOK_AHEAD = datetime.timedelta(days=7 + 12)  # the first step, moved before the longest holiday
ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def make_reminders(*, now: datetime.datetime | None = None) -> int:
    """How many were made. Whoever comes at the same time waits at the recipients' rows, and then finds them reminded."""
    local = timezone.localtime(now)
    today, days = local.date(), _Days()
    if not (OFFICE_HOURS[0] <= local.time() < OFFICE_HOURS[1]) or not days.works(today):
        return 0
    asked = list(
        Recipient.objects.open()
        .filter(due_on__lte=today + LOOK_AHEAD, asked_on__lt=today)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    given = _given(asked)
    due = [reminder_for(row, today, days, given[row.pk]) for row in asked]
    made = [reminder for reminder in due if reminder is not None]
    Reminder.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


class _Days:
    """Working days, each looked up once in a run."""

    def __init__(self) -> None:
        self.known: dict[datetime.date, bool] = {}

    def works(self, day: datetime.date) -> bool:
        if day not in self.known:
            self.known[day] = is_workday(day)
        return self.known[day]

    def last_before(self, day: datetime.date) -> datetime.date:
        """The day itself, or the last working day before it."""
        while not self.works(day):
            day -= ONE_DAY
        return day


def _given(asked: Iterable[Recipient]) -> dict[int, list[Reminder]]:
    given: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in Reminder.objects.filter(recipient__in=[row.pk for row in asked]):
        given[reminder.recipient_id].append(reminder)
    return given


def reminder_for(row: Recipient, today: datetime.date, days: _Days, given: list[Reminder]) -> Reminder | None:
    """What is to be said to one recipient today and was not said yet, unsaved."""
    if row.due_on is None or row.asked_on is None or any(reminder.for_day == today for reminder in given):
        return None
    reminder = Reminder(recipient=row, due_on=row.due_on, for_day=today)
    late = (today - row.due_on).days
    if late > 0:
        reminder.kind, reminder.days = ReminderKind.LATE, late
        return reminder
    for before in DAYS_BEFORE:
        if (
            row.asked_on < days.last_before(row.due_on - before * ONE_DAY) <= today
        ):  # its day has come since she was asked
            reminder.kind, reminder.days = ReminderKind.BEFORE, before
            return None if any(_same_step(reminder, one) for one in given) else reminder
    return None


def _same_step(one: Reminder, other: Reminder) -> bool:
    return (one.kind, one.days, one.due_on) == (other.kind, other.days, other.due_on)
