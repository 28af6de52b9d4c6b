"""Messages and adoptions for tests, made by the services."""

import datetime
from typing import Any

from activities.models import Activity
from activities.publicity import services
from activities.publicity.models import Adoption, Message, Platform
from fulian.organizations.models import Organization
from tests.factories.activities import ActivityFactory

DAY = datetime.date(2025, 6, 12)


def told(
    activity: Activity, *, by: Any, title: str = "石桥村：普法进集市", text: str = "集市上讲了反家暴法。"
) -> Message:
    return services.submit_message(activity=activity, title=title, text=text, by=by)


def told_of(organization: Organization, *, by: Any) -> Message:
    return told(ActivityFactory(organization=organization, starts_on=DAY), by=by)


def unsaved(organization: Organization | None = None, *, code: str = "district_wechat", **fields: Any) -> Adoption:
    given = {"title": "普法进集市", "published_on": DAY, **fields}
    return Adoption(platform=Platform.objects.get(code=code), organization=organization, **given)


def adopted(organization: Organization, *, by: Any, **fields: Any) -> Adoption:
    return services.record_adoption(adoption=unsaved(organization, **fields), by=by)
