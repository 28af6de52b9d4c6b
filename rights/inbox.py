"""What waits for rights officers and village chairs. Never a name, a kind or a number of a case."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from fulian.accounts.models import User
from fulian.accounts.roles import RoleCode
from fulian.core.permissions import Permission
from fulian.inbox.registry import HomeSection, Todo, TodoProvider, register
from rights.choices import CaseStatus, HandlingWay
from rights.models import Case, RiskHousehold
from rights.models.cases import HANDLING_DAYS, NOTICE_DAYS

WARNING = datetime.timedelta(days=7)


def cases_waiting(user: User, today: datetime.date) -> Iterable[Todo]:
    """Registered and nobody's yet, or hers and not decided; and what is due within a week."""
    cases = Case.objects.visible_to(user, Permission.CASES_HANDLE)
    url = reverse("rights:case-list")
    waiting = cases.filter(Q(handler=user) | Q(handler__isnull=True), status=CaseStatus.REGISTERED).count()
    if waiting:
        yield Todo("求助登记待处理", "请尽快决定怎样办理。", url=f"{url}?status=registered", count=waiting)
    petitions = cases.filter(Q(handler=user) | Q(handler__isnull=True), way=HandlingWay.PETITION)
    notice = petitions.filter(
        status=CaseStatus.REGISTERED, received_on__lte=today + WARNING - datetime.timedelta(days=NOTICE_DAYS)
    )
    reply = petitions.filter(
        status__in=(CaseStatus.ACCEPTED, CaseStatus.HANDLING),
        accepted_on__lte=today + WARNING - datetime.timedelta(days=HANDLING_DAYS),
    )
    due = (notice | reply).count()
    if due:
        yield Todo(
            "信访事项7日内到期或已逾期", "告知15日、办结60日。", url=f"{url}?way=petition", tone="late", count=due
        )


def visits_due(user: User, today: datetime.date) -> Iterable[Todo]:
    """Households of her own organization whose next visit is due."""
    post = user.current_post
    if post is None:
        return
    rows = RiskHousehold.objects.live().filter(organization_id=post.organization_id)
    due = rows.visible_to(user, Permission.ASSISTANCE_EDIT).due_for_visit(today).count()
    if due:
        url = f"{reverse('rights:risk-household-list')}?state=due"
        yield Todo("重点关注家庭该走访了", "按风险等级的间隔走访，走访后记一笔。", url=url, count=due)


def lead_section(user: User, today: datetime.date) -> dict[str, Any]:
    return {}


register(
    HomeSection(
        "rights.lead",
        order=80,
        permission=Permission.ASSISTANCE_EDIT,
        roles=(RoleCode.VILLAGE_CHAIR,),
        template="rights/home_lead.html",
        context=lead_section,
        aside=True,
    ),
    TodoProvider("rights.cases", order=5, permission=Permission.CASES_HANDLE, todos=cases_waiting),
    TodoProvider("rights.visits", order=40, permission=Permission.ASSISTANCE_EDIT, todos=visits_due),
)
