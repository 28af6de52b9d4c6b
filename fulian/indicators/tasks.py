import logging

from celery import shared_task
from django.db import transaction

from fulian.core.periods import Month
from fulian.indicators.above import higher, recompute_above
from fulian.organizations.models import Organization

log = logging.getLogger(__name__)


@shared_task
def recompute_totals_above(organization_id: int, month: str) -> None:
    """What cities and provinces keep of a month, after one of their districts changed it."""
    organization = Organization.objects.filter(pk=organization_id).first()
    if organization is None:
        log.warning("organization %s is gone; nothing to recompute", organization_id)
        return
    recompute_above(organization, Month.parse(month))


def schedule_above(organization: Organization, month: Month) -> None:
    """Once the transaction is committed, let the totals above the organization's district be made anew, if there is anything."""
    if len(organization.ancestor_ids) > 1 and higher(organization).exists():
        transaction.on_commit(lambda: recompute_totals_above.delay(organization.pk, str(month)))
