"""What of the registers waits for somebody: venues where nothing was held for long, and opinions that nobody settled."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from fulian.accounts.roles import RoleCode
from fulian.core.permissions import Permission
from fulian.inbox.registry import Todo, TodoProvider, register
from fulian.registers.models import Contact, Venue
from fulian.registers.uses import quiet_venues

OPINION_DAYS = 30  # after so many days an opinion that nobody settled is pointed out to whoever wrote it down


def quiet(user: Any, today: datetime.date) -> list[Todo]:
    venues = Venue.objects.visible_to(user, Permission.REGISTERS_EDIT)
    days = settings.VENUE_QUIET_DAYS
    number = quiet_venues(venues, days=days, today=today).count()
    if not number:
        return []
    return [
        Todo(
            f"{number}处阵地{days}天没有活动",
            "问问是没有办，还是办了没有记。",
            url=reverse("registers:venue-quiet"),
            count=number,
        )
    ]


def opinions(user: Any, today: datetime.date) -> list[Todo]:
    before = today - datetime.timedelta(days=OPINION_DAYS)
    waiting = Contact.objects.visible_to(user, Permission.REGISTERS_EDIT).waiting().filter(made_on__lte=before)
    number = waiting.count()
    if not number:
        return []
    return [
        Todo(
            f"{number}条联系走访的意见还没办结",
            f"超过{OPINION_DAYS}天了，办好了补上怎么办的。",
            url=f"{reverse('registers:contact-list')}?opinions=waiting",
            count=number,
        )
    ]


register(
    TodoProvider(
        "registers.quiet", order=60, permission=Permission.REGISTERS_EDIT, todos=quiet,
        roles=(RoleCode.TOWN_CHAIR, RoleCode.TOWN_OFFICER),
    ),
    TodoProvider(
        "registers.opinions", order=61, permission=Permission.REGISTERS_EDIT, todos=opinions,
        roles=(RoleCode.VILLAGE_CHAIR, RoleCode.TOWN_CHAIR, RoleCode.TOWN_OFFICER),
    ),
)  # fmt: skip
