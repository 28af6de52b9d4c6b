"""The names on a 报名表 are kept until the day that the circular names, and no longer."""

import datetime

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.inbox.circulars.models import Circular, CircularSignup


@transaction.atomic
def purge_signups(*, today: datetime.date | None = None) -> int:
    """How many people were deleted; their number stays with the answer."""
    today = today or timezone.localdate()
    due = list(
        Circular.objects.select_for_update(of=("self",))
        .filter(delete_on__lte=today, purged_on__isnull=True)
        .order_by("pk")
    )
    deleted = 0
    for circular in due:
        number, _ = CircularSignup.objects.filter(recipient__circular=circular).delete()
        Circular.objects.filter(pk=circular.pk).update(purged_on=today)
        record("circulars.remove", by=None, subject=circular, people=number)
        deleted += number
    return deleted
