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
WORTH_TELLING = (
    "theory_talk",
    "law_talk",
    "family_ed_talk",
    "volunteer_env",
    "festival_celebration",
    "skills_training",
)
PLATFORMS = ("district_wechat", "city_wechat", "china_women_news")


def make_publicity(*, towns: Sequence[Organization], clerks: Mapping[int, Any], today: datetime.date) -> list[Message]:
    """A village of each of four townships tells of its newest activity; three were published, one waits with its township.

    `clerks`: who types for each organization.
    """
    told = []
    for town in towns[:4]:
        below = Activity.objects.active().own().filter(organization__parent=town, kind__code__in=WORTH_TELLING)
        activity = below.select_related("organization").order_by("-starts_on", "-pk").first()
        if activity is None:
            continue
        message = services.submit_message(
            activity=activity, title=heading_of(activity), text=text_of(activity), by=clerks[activity.organization_id]
        )
        told.append(message)
    for message, code in zip(told[:3], PLATFORMS, strict=False):
        day = min(message.activity.starts_on + 2 * DAY, today)
        if message.lies_with.parent_id is not None and is_open(message.organization, day):
            services.pass_up(message=message, by=clerks[message.lies_with_id])
            message.refresh_from_db()
            adoption = Adoption(
                title=message.activity.title, platform=Platform.objects.get(code=code), published_on=day
            )
            services.adopt_message(message=message, adoption=adoption, by=clerks[message.lies_with_id])
    return told
