"""Which activities serve the tasks of a plan, for the pages of the plan (plans/linked.py)."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from activities.choices import Status
from activities.models import Activity, TaskLink
from fulian.core.chinese import long_date
from fulian.core.permissions import Permission
from plans.linked import SHOWN, Linked, Record


def activities_for(user: Any, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Linked]:
    """What was held, as far as she sees it; two queries for any number of tasks."""
    if not user.may(Permission.ACTIVITIES_VIEW):
        return {}
    seen = Activity.objects.visible_to(user, Permission.ACTIVITIES_VIEW).active()
    links = TaskLink.objects.filter(task_key__in=keys, activity__in=seen.order_by().values("pk"))
    numbers = dict(links.order_by().values_list("task_key").annotate(number=Count("pk")))
    if not numbers:
        return {}
    place = Window(
        RowNumber(), partition_by="task_key", order_by=[F("activity__starts_on").desc(), F("activity").desc()]
    )
    newest: dict[uuid.UUID, list[Record]] = {}
    for link in (
        links.annotate(place=place).filter(place__lte=SHOWN).select_related("activity__organization").order_by("place")
    ):
        one = link.activity
        note = f"{long_date(one.starts_on)} · {one.organization.name}"
        newest.setdefault(link.task_key, []).append(Record(one.title, note, one.get_absolute_url()))
    listed = reverse("activities:activity-list")
    return {
        key: Linked(number, f"{listed}?task={key}&status={Status.ACTIVE}", newest.get(key, []))
        for key, number in numbers.items()
    }
