"""What of the screening waits for somebody. Never a name, nor what was found."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from activities.choices import Status
from activities.models import Activity
from activities.screening.models import Person, Programme, Session
from fulian.core.permissions import Permission
from fulian.inbox.registry import Todo, TodoProvider, register

RESULTS_AFTER = datetime.timedelta(days=60)
KIND = "two_cancers"
SHOWN = 3


def follow_ups(user: Any, today: datetime.date) -> Iterable[Todo]:
    due = Person.objects.visible_to(user).follow_up_due(today).count()
    if due:
        url = f"{reverse('screening:person-list')}?due=yes"
        yield Todo("两癌筛查该随访了", "通知随访后，把随访情况记下来。", url=url, count=due)


def untold(user: Any, today: datetime.date) -> Iterable[Todo]:
    """Activities of hers that tell of a screening whose women nobody has entered: they are counted nowhere else."""
    post = user.current_post
    programme = None
    if post is not None:
        programme = Programme.objects.taken_part_in(user, Permission.SCREENING_EDIT).open().on(today).first()
    if programme is None:
        return
    told = Session.objects.active().filter(activity__isnull=False, organization__path__under=post.organization.path)
    waiting = Activity.objects.visible_to(user, Permission.SCREENING_EDIT).filter(
        kind__code=KIND, status=Status.ACTIVE, starts_on__gte=programme.starts_on, organization=post.organization_id
    )
    for activity in waiting.exclude(pk__in=told.values("activity")).order_by("starts_on", "pk")[:SHOWN]:
        url = f"{reverse('screening:session-create', args=[programme.pk])}?activity={activity.pk}"
        yield Todo("登记两癌筛查人数", f"{activity.starts_on:%m月%d日}的活动还没有登记筛查人数。", url=url)


def results_waiting(user: Any, today: datetime.date) -> Iterable[Todo]:
    post = user.current_post
    if post is None:
        return
    rows = Session.objects.visible_to(user, Permission.SCREENING_EDIT).active().filter(
        organization=post.organization_id, results_on__isnull=True, day__lte=today - RESULTS_AFTER,
        programme__in=Programme.objects.open(),
    )  # fmt: skip
    late = rows.count()
    if late:
        url = f"{reverse('screening:session-list')}?results=no"
        yield Todo("两癌筛查结果待登记", "检查过去60天了，向医院要结果汇总数。", url=url, count=late)


register(
    TodoProvider("screening.follow_up", order=8, permission=Permission.SCREENING_PERSONS, todos=follow_ups),
    TodoProvider("screening.untold", order=36, permission=Permission.SCREENING_EDIT, todos=untold),
    TodoProvider("screening.results", order=37, permission=Permission.SCREENING_EDIT, todos=results_waiting),
)
