"""A few messages of the demo district and what was published, through the services that a user's forms call."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from activities.models import Activity
from activities.publicity import services
from activities.publicity.composing import heading_of, text_of
from activities.publicity.models import Adoption, Message, Platform
from fulian.indicators.locks import is_open
from fulian.organizations.models import Organization

DAY = datetime.timedelta(days=1)
PLATFORMS = ("district_wechat", "city_wechat", "china_women_news")


def make_publicity(*, towns: Sequence[Organization], clerks: Mapping[int, Any], today: datetime.date) -> list[Message]:
    """The newest activities of four townships are told; three were published, one waits. `clerks`: who types for each organization."""
    told = []
    for town in towns[:4]:
        activity = Activity.objects.active().own().filter(organization=town).order_by("-starts_on", "-pk").first()
        if activity is None or town.parent is None:
            continue
        message = services.submit_message(
            activity=activity, title=heading_of(activity), text=text_of(activity), by=clerks[town.pk]
        )
        told.append(message)
    for message, code in zip(told, PLATFORMS, strict=False):
        day = min(message.activity.starts_on + 2 * DAY, today)
        if is_open(message.organization, day):
            adoption = Adoption(
                title=message.activity.title, platform=Platform.objects.get(code=code), published_on=day
            )
            services.adopt_message(message=message, adoption=adoption, by=clerks[message.lies_with_id])
    return told
