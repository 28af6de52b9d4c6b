"""People are deleted when their time is over; how many they were stays."""

import datetime

from django.db import transaction
from django.utils import timezone

from activities.attendance.models import Roll
from fulian.attachments.services import attachments_of, remove_attachment
from fulian.audit.services import record as audit


def purge_rolls(*, today: datetime.date | None = None) -> int:
    """Delete the entries and the photos of paper sheets of every roll whose days are over; gives how many rolls."""
    keys = Roll.objects.to_purge(today or timezone.localdate())
    for key in keys:
        _purge(key)
    return len(keys)


@transaction.atomic
def _purge(key: int) -> None:
    roll = Roll.objects.select_for_update().filter(pk=key, purged_on__isnull=True).first()
    if roll is None:  # another run was faster
        return
    heads = roll.entries.heads()
    for photo in attachments_of(roll):
        remove_attachment(attachment=photo, by=None)
    number, _ = roll.entries.all().delete()
    Roll.objects.filter(pk=key).update(
        purged_on=timezone.localdate(), is_open=False, people_taken=heads["taken"], people_came=heads["came"],
        children_came=heads["children_came"],
    )  # fmt: skip
    audit("attendance.purged", by=None, subject=roll.activity, entries=number)
