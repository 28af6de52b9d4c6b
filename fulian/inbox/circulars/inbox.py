"""通知 on the home page: what waits for her answer, before everything else, until she has given it."""

import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from fulian.calendar.hours import has_come
from fulian.core.permissions import Permission
from fulian.inbox.circulars.choices import Status
from fulian.inbox.circulars.filters import Side, Standing
from fulian.inbox.circulars.models import Circular, CircularRecipient
from fulian.inbox.registry import DraftForm, HomeSection, Todo, TodoProvider, register

SHOWN = 3
MOST_TODOS = 20


def waiting_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """The most urgent ones, each with its button; two queries, however many there are."""
    number = CircularRecipient.objects.visible_to(user, Permission.CIRCULARS_ANSWER).waiting().count()
    if not number:
        return None
    found = _waiting(user, today)[:SHOWN]
    listed = f"{reverse('circulars:circular-list')}?side={Side.RECEIVED}&standing={Standing.WAITING}"
    return {"cards": [_card(row, today) for row in found], "count": number, "more": number > SHOWN, "list_url": listed}


def _waiting(user: Any, today: datetime.date) -> Any:
    rows = CircularRecipient.objects.visible_to(user, Permission.CIRCULARS_ANSWER).waiting()
    last = today if has_come(today) else today - datetime.timedelta(days=1)
    reminded = Count("reminders", filter=Q(reminders__for_day__lte=last))
    return rows.select_related("organization", "circular__organization").annotate(reminded=reminded).by_urgency()


def to_answer(user: Any, today: datetime.date) -> list[Todo]:
    """The same for the page of to-dos."""
    todos = []
    for card in (_card(row, today) for row in _waiting(user, today)[:MOST_TODOS]):
        text = " · ".join(part for part in (card["circular"].organization.name, card["left"]) if part)
        tone = "late" if card["late"] else "mine"
        todos.append(
            Todo(
                f"{card['ask'].to_do}：{card['circular'].title}",
                text,
                url=card["circular"].get_absolute_url(),
                tone=tone,
            )
        )
    return todos


def _card(row: Any, today: datetime.date) -> dict[str, Any]:
    circular = row.circular
    late, due = circular.days_late(today), circular.due_on
    left = ""
    if late:
        left = f"逾期{late}天"
    elif due:
        left = "今天截止" if due == today else f"{due.month}月{due.day}日截止，还有{(due - today).days}天"
    return {
        "row": row,
        "circular": circular,
        "ask": circular.asked,
        "left": left,
        "late": bool(late),
        "reminded": row.reminded,
    }


def issued_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """For the issuer: what she sent out and how many have answered, while somebody is missing."""
    issued: Any = Circular.objects.written_by(user).filter(status=Status.ISSUED).with_counts().listed()
    open_ones = [one for one in issued.order_by("-issued_at")[:10] if one.answered_count < one.asked_count]
    return {"circulars": open_ones[:SHOWN], "today": today} if open_ones else None


register(
    HomeSection(
        "circulars.waiting", order=4, template="circulars/home_waiting.html", context=waiting_section,
        permission=Permission.CIRCULARS_ANSWER,
    ),
    HomeSection(
        "circulars.issued", order=43, template="circulars/home_issued.html", context=issued_section,
        permission=Permission.CIRCULARS_ISSUE,
    ),
    TodoProvider(
        "circulars.answer", order=4, permission=Permission.CIRCULARS_ANSWER, todos=to_answer, has_section=True
    ),
    DraftForm("circulars.circular", "通知", create_url="circulars:circular-create", update_url="circulars:circular-update"),
)  # fmt: skip
