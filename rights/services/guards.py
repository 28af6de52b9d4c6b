"""What every write of rights work asks first."""

import datetime

from django.utils import timezone

from fulian.core.exceptions import Refused
from fulian.organizations.models import Organization


def happened(day: datetime.date, *, organization: Organization, field: str) -> None:
    """The day is past, and the organization was there."""
    if day > timezone.localdate():
        raise Refused("日期不能晚于今天。", field=field)
    if not organization.existed_on(day):
        raise Refused(f"{organization.name}那一天还没有成立或已撤销，请核对日期。", field=field)
