"""When somebody may be reminded: in office hours of working days, never in her evening or on a day of rest."""

import datetime

from django.utils import timezone

from fulian.calendar.days import add_workdays, is_workday

OFFICE_HOURS = (datetime.time(8), datetime.time(20))  # from, until


def reminding_day(now: datetime.datetime | None = None) -> datetime.date:
    """The day on which a reminder given now is to be shown: today while there is time, else the next working day."""
    local = timezone.localtime(now)
    if local.time() < OFFICE_HOURS[1] and is_workday(local.date()):
        return local.date()
    return add_workdays(local.date(), 1)


def has_come(day: datetime.date, now: datetime.datetime | None = None) -> bool:
    """Whether what was kept for that day may be shown."""
    local = timezone.localtime(now)
    return day < local.date() or (day == local.date() and local.time() >= OFFICE_HOURS[0])
