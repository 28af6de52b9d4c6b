"""What of supervision stands on a home page: what we are asked, what waits for our judgement, and who is late with an answer."""

import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from fulian.accounts.roles import RoleCode
from fulian.core.chinese import short_date
from fulian.core.permissions import Permission
from fulian.inbox.registry import DraftForm, HomeSection, Todo, TodoProvider, register
from plans.supervision.choices import OPEN, Answer, Status
from plans.supervision.filters import Asked, Side
from plans.supervision.models import Recipient

SHOWN = 5


def to_answer(user: Any, today: datetime.date) -> list[Todo]:
    """Each notice that waits for her answer, the most urgent first, and how often she was reminded of it."""
    rows = Recipient.objects.visible_to(user, Permission.SUPERVISION_REPLY).open().listed()
    found = list(rows.annotate(reminded=Count("reminders")).order_by("due_on", "pk")[: SHOWN + 1])
    todos = [_asked(row, today) for row in found[:SHOWN]]
    if len(found) > SHOWN:
        url = f"{reverse('supervision:notice-list')}?side={Side.MINE}&status={Status.ISSUED}"
        todos.append(Todo("还有别的工作提示、提醒函待答复", url=url))
    return todos


def _asked(row: Any, today: datetime.date) -> Todo:
    notice = row.notice
    what = "补充答复" if row.status == Answer.SENT_BACK else "答复"
    who = f"{row.department} · " if row.department else ""
    reminded = f"，已提醒{row.reminded}次" if row.reminded else ""
    late = row.days_late(today)
    left = f"逾期{late}天" if late else f"还有{(row.due_on - today).days}天" if row.due_on > today else "今天到期"
    tone = "late" if late else "stop" if row.status == Answer.SENT_BACK else "mine"
    return Todo(
        f"{what}{notice.get_degree_display()}：{notice.title}",
        f"{who}{notice.organization.name} {notice.number_text}，{left}{reminded}。",
        url=notice.get_absolute_url(),
        tone=tone,
        count=row.reminded or None,
        due=row.due_on,
    )


def to_judge(user: Any, today: datetime.date) -> list[Todo]:
    rows = Recipient.objects.visible_to(user, Permission.SUPERVISION_ISSUE).to_judge().order_by("pk")
    notices = list(rows.values_list("notice", flat=True)[:100])
    if not notices:
        return []
    listed = f"{reverse('supervision:notice-list')}?side={Side.ISSUED}&asked={Asked.REPLIED}"
    one = reverse("supervision:notice-detail", args=[notices[0]])
    return [
        Todo(
            f"{len(notices)}份答复待审核",
            "看答复，审核通过或退回补充。",
            url=one if len(set(notices)) == 1 else listed,
            count=len(notices),
        )
    ]


def supervision_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """「督办：未办结6＝待答复3＋逾期未答复2＋待审核1」, and who is late, the longest first."""
    post = user.current_post
    if post is None:
        return None
    rows = Recipient.objects.visible_to(user, Permission.SUPERVISION_VIEW).filter(
        notice__organization=post.organization_id, notice__status=Status.ISSUED
    )
    late = Q(status__in=OPEN, due_on__lt=today)
    counts = rows.aggregate(
        open=Count("pk", filter=Q(status__in=OPEN) & ~late),
        late=Count("pk", filter=late),
        replied=Count("pk", filter=Q(status=Answer.REPLIED)),
    )
    if not any(counts.values()):
        return None
    overdue = rows.filter(late).listed().annotate(reminded=Count("reminders")).order_by("due_on", "pk")[:SHOWN]
    own = f"side={Side.ISSUED}&" if user.may(Permission.SUPERVISION_ISSUE) else ""
    listed = f"{reverse('supervision:notice-list')}?{own}asked="
    return {
        "total": sum(counts.values()),
        "parts": [
            {"label": asked.label, "number": counts[asked.value], "url": f"{listed}{asked.value}"}
            for asked in Asked
            if counts[asked.value]
        ],
        "overdue": [{"row": row, "note": _overdue_note(row, today)} for row in overdue],
    }


def _overdue_note(row: Any, today: datetime.date) -> str:
    reminded = f" · 已提醒{row.reminded}次" if row.reminded else ""
    return f"{row.notice.number_text} · {short_date(row.due_on)}到期，逾期{row.days_late(today)}天{reminded}"


def issuer_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    return None if RoleCode.LEADER in user.role_codes else supervision_section(user, today)


register(
    HomeSection(
        "supervision.late", order=24, template="supervision/home_late.html", context=supervision_section,
        permission=Permission.SUPERVISION_VIEW, roles=(RoleCode.LEADER,),
    ),
    HomeSection(
        "supervision.issued", order=44, template="supervision/home_late.html", context=issuer_section,
        permission=Permission.SUPERVISION_ISSUE,
    ),
    TodoProvider("supervision.answer", order=12, permission=Permission.SUPERVISION_REPLY, todos=to_answer),
    TodoProvider("supervision.judge", order=22, permission=Permission.SUPERVISION_ISSUE, todos=to_judge),
    DraftForm(
        "supervision.notice", "工作提示", create_url="supervision:notice-create", update_url="supervision:notice-update"
    ),
    DraftForm("supervision.reply", "答复", create_url="supervision:notice-list", update_url="supervision:reply-create"),
)  # fmt: skip
