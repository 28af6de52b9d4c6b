"""上级任务 on the home pages: what was given and waits for an answer; objections that wait for the plan's officer."""

import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When
from django.urls import reverse

from fulian.core.permissions import Permission
from fulian.inbox.registry import HomeSection, Todo, TodoProvider, register
from plans.choices import Comparator, ShareStatus
from plans.models import Share

SHOWN = 5
ORDER = {ShareStatus.WAITING: 0, ShareStatus.OBJECTED: 1, ShareStatus.CONFIRMED: 2}


def shares_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """What her organization was given this year, those that wait for her first."""
    hers = Share.objects.running().of_her_own(user, Permission.PLANS_VIEW)
    total = hers.count()
    if not total:
        return None
    rank = Case(*(When(status=value, then=Value(n)) for value, n in ORDER.items()), output_field=IntegerField())
    first = hers.answered_for_her().annotate(rank=rank).order_by("rank", "target__due_on", "pk")
    return {"shares": list(first[:SHOWN]), "total": total}


def shares_to_answer(user: Any, today: datetime.date) -> list[Todo]:
    waiting = (
        Share.objects.running().of_her_own(user, Permission.PLANS_ANSWER).filter(status=ShareStatus.WAITING).count()
    )
    if not waiting:
        return []
    url = f"{reverse('plans:share-list')}?status={ShareStatus.WAITING}"
    return [Todo(f"上级分来{waiting}项任务，等您确认", "看任务数和时限，确认或者说明异议。", url=url, count=waiting)]


def shares_to_do(user: Any, today: datetime.date) -> list[Todo]:
    """Commitments of the plan above whose day is past, and of which her organization has said nothing."""
    late = (
        Share.objects.running()
        .of_her_own(user, Permission.PLANS_ANSWER)
        .filter(target__comparator=Comparator.DONE, target__due_on__lt=today, noted_at=None)
    )
    number = late.count()
    if not number:
        return []
    return [
        Todo(
            f"{number}项上级任务到期，还没有登记完成", "办好了就登记完成日期和依据。", url=reverse("plans:share-list"), tone="late",
            count=number,
        )
    ]  # fmt: skip


def objections(user: Any, today: datetime.date) -> list[Todo]:
    """One line for each target that somebody objects to."""
    found = Share.objects.objected_under(user).values("target", "target__subject").annotate(number=Count("pk"))
    return [
        Todo(
            f"{row['number']}个单位对任务数有异议：{row['target__subject']}", "调整任务数，或者答复理由。",
            url=reverse("plans:target-shares", args=[row["target"]]), count=row["number"],
        )
        for row in found.order_by("target")
    ]  # fmt: skip


register(
    HomeSection(
        "plans.shares", order=41, template="plans/home_shares.html", context=shares_section, permission=Permission.PLANS_ANSWER,
    ),
    TodoProvider("plans.shares_to_answer", order=35, permission=Permission.PLANS_ANSWER, todos=shares_to_answer),
    TodoProvider("plans.shares_to_do", order=41, permission=Permission.PLANS_ANSWER, todos=shares_to_do),
    TodoProvider("plans.objections", order=26, permission=Permission.PLANS_EDIT, todos=objections),
)  # fmt: skip
