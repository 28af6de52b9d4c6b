import logging

from celery import shared_task

from fulian.core.periods import Month
from fulian.indicators.above import recompute_above
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
