"""What of the activities stands on a home page: one tap to record another, and what was done this month and this year."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from activities.models import Activity, ActivityKind
from fulian.accounts.roles import RoleCode
from fulian.core.chinese import short_date
from fulian.core.periods import Month, Period
from fulian.core.permissions import Permission
from fulian.inbox.registry import DraftForm, HomeSection, Todo, TodoProvider, register
from fulian.indicators.figures import Figure, figures
from fulian.indicators.models import Indicator

DONE = ("activity.sessions", "activity.attendances")
RECENT = datetime.timedelta(days=6)  # today and the six days before
VILLAGE = (RoleCode.VILLAGE_CHAIR, RoleCode.VILLAGE_AIDE)
TOWN = (RoleCode.TOWN_CHAIR, RoleCode.TOWN_OFFICER)


def quick_section(user: Any, today: datetime.date) -> dict[str, Any]:
    """The big button, and the kinds that she used last; before she has any, those that everybody uses."""
    create = reverse("activities:quick-entry")
    kinds = ActivityKind.objects.at_hand(Activity.objects.last_used_kinds(user))
    return {"create_url": create, "kinds": [(kind.label, f"{create}?kind={kind.code}") for kind in kinds]}


def done_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """Her organization's figures, through the one door to a number."""
    post = user.current_post
    if post is None:
        return None
    indicators = list(Indicator.objects.active().filter(code__in=DONE))
    spans = (("本月", Month.of(today).period), ("今年", Period(datetime.date(today.year, 1, 1), today)))
    shown = []
    for word, period in spans:
        found = figures(indicators, post.organization, period)
        shown += [_shown(word, found[code], period) for code in DONE if code in found]
    return {"name": post.organization.name, "figures": shown} if shown else None


def _shown(word: str, figure: Figure, period: Period) -> dict[str, Any]:
    return {
        "label": f"{word}{figure.indicator.name}",
        "value": figure.value.text() if figure.value is not None else None,
        "unit": figure.indicator.unit,
        "url": reverse("indicators:figure-trace", args=[figure.indicator.code, figure.organization.pk, period]),
    }


def recent_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """What was newly recorded below: where the district looks for highlights."""
    since = today - RECENT
    midnight = timezone.make_aware(datetime.datetime.combine(since, datetime.time.min))
    rows = Activity.objects.visible_to(user, Permission.ACTIVITIES_VIEW).active().filter(created_at__gte=midnight)
    latest = list(rows.listed().order_by("-pk")[:5])
    if not latest:
        return None
    return {"count": rows.count(), "latest": latest, "since": short_date(since)}


def planned_days_come(user: Any, today: datetime.date) -> list[Todo]:
    """Planned activities whose day is there or over: were they held?"""
    due = Activity.objects.visible_to(user, Permission.ACTIVITIES_EDIT).planned().filter(starts_on__lte=today)
    first, number = due.order_by("starts_on", "pk").first(), due.count()
    if first is None:
        return []
    if number == 1:
        text = f"原计划{short_date(first.starts_on)}。开展了就填数字，没办成就改期或取消。"
        return [Todo(f"“{first.title}”办了吗？", text, first.get_absolute_url(), due=first.starts_on)]
    url = f"{reverse('activities:activity-list')}?status=planned&sort=oldest"
    return [Todo("计划的活动到日子了", "开展了就填数字，没办成就改期或取消。", url, count=number, due=first.starts_on)]


register(
    TodoProvider("activities.planned", order=38, permission=Permission.ACTIVITIES_EDIT, todos=planned_days_come),
    HomeSection(
        "activities.quick", order=20, template="activities/home_quick.html", context=quick_section,
        permission=Permission.ACTIVITIES_EDIT, roles=(*VILLAGE, *TOWN),
    ),
    HomeSection(
        "activities.done", order=40, template="activities/home_done.html", context=done_section,
        permission=Permission.ACTIVITIES_VIEW, roles=(*VILLAGE, *TOWN),
    ),
    HomeSection(
        "activities.recent", order=45, template="activities/home_recent.html", context=recent_section,
        permission=Permission.ACTIVITIES_VIEW, roles=(*TOWN, RoleCode.DISTRICT_OFFICER),
    ),
    DraftForm("activities.quick", "快记", create_url="activities:quick-entry"),
    DraftForm(
        "activities.activity", "活动", create_url="activities:activity-create", update_url="activities:activity-update"
    ),
)  # fmt: skip
