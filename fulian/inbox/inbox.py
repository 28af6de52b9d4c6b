"""The home page's own parts, and those of the apps below, which cannot know an inbox."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fulian.accounts.models import Post, User
from fulian.accounts.roles import RoleCode
from fulian.calendar.festivals import festivals_between
from fulian.core.chinese import short_date
from fulian.core.permissions import Permission
from fulian.drafts.models import Draft
from fulian.inbox.registry import DRAFT_FORMS, WAITING_ORDER, HomeSection, Todo, TodoProvider, register, todos_for
from fulian.organizations.models import Organization

MOST_SHOWN = 6
DAYS_AHEAD = 21


def todo_section(user: User, today: datetime.date) -> dict[str, Any]:
    todos = todos_for(user, today, beside_sections=True)
    return {"todos": todos[:MOST_SHOWN], "count": len(todos), "more": len(todos) > MOST_SHOWN}


def contact_section(user: User, today: datetime.date) -> dict[str, Any] | None:
    """Whom to ring up: the organization above hers."""
    post = user.current_post
    if post is None or not post.organization.parent_id:
        return None
    above = Organization.objects.get(pk=post.organization.parent_id)
    return {"above": above} if above.phone else None


def days_section(user: User, today: datetime.date) -> dict[str, Any] | None:
    days = festivals_between(today, today + datetime.timedelta(days=DAYS_AHEAD))
    return {"days": days, "today": today} if days else None


def district_section(user: User, today: datetime.date) -> dict[str, Any]:
    """What an administrator keeps in order."""
    organizations = Organization.objects.visible_to(user, Permission.ORGANIZATIONS_VIEW).filter(closed_on__isnull=True)
    people = User.objects.filter(is_active=True).visible_to(user, Permission.ACCOUNTS_VIEW)
    return {
        "organizations": organizations.count(),
        "accounts": people.count(),
        "never_signed_in": people.filter(last_login__isnull=True).count(),
    }


def organizations_without_people(user: User, today: datetime.date) -> list[Todo]:
    """Villages and townships that nobody acts for, and people left in what was merged or closed."""
    scope = user.scope(Permission.ACCOUNTS_MANAGE)
    unstaffed = Organization.objects.visible_to(user, Permission.ACCOUNTS_MANAGE).unstaffed_on(today).count()
    running = Post.objects.active_on(today).filter(scope.q("organization__path"), user__is_active=True)
    stranded = running.filter(organization__closed_on__isnull=False).values("user").distinct().count()
    todos = []
    if unstaffed:
        title = f"{unstaffed}个组织还没有人任职"
        url = f"{reverse('organizations:organization-list')}?state=unstaffed"
        todos.append(Todo(title, "没有人任职就没有人报月报。", url=url, count=unstaffed))
    if stranded:
        title = f"{stranded}人的任职还在已撤销的组织里"
        url = f"{reverse('accounts:user-list')}?state=stranded"
        todos.append(Todo(title, "撤并以后请另行安排。", url=url, count=stranded))
    return todos


def unfinished_drafts(user: User, today: datetime.date) -> list[Todo]:
    """What she began to write and did not send, newest first."""
    todos = []
    for draft in Draft.objects.filter(user=user, form_key__in=DRAFT_FORMS).defer("data").order_by("-saved_at")[:5]:
        form = DRAFT_FORMS[draft.form_key]
        saved = timezone.localtime(draft.saved_at)
        todos.append(
            Todo(
                f"草稿：{form.label}",
                f"{short_date(saved.date())} {saved:%H:%M}存的，接着写。",
                url=form.url(draft.object_id),
            )
        )
    return todos


register(
    HomeSection("inbox.todos", order=WAITING_ORDER, template="inbox/home_todos.html", context=todo_section),
    HomeSection("inbox.days", order=60, template="inbox/home_days.html", context=days_section, aside=True),
    HomeSection("inbox.contact", order=90, template="inbox/home_contact.html", context=contact_section, aside=True),
    HomeSection(
        "inbox.district", order=20, template="inbox/home_district.html", context=district_section,
        roles=(RoleCode.ADMINISTRATOR,),
    ),
    TodoProvider("inbox.drafts", order=90, todos=unfinished_drafts),
    TodoProvider(
        "inbox.organizations_without_people", order=50, permission=Permission.ACCOUNTS_MANAGE, todos=organizations_without_people
    ),
)  # fmt: skip
