"""What of the programmes stands on a home page: how they stand, what waits for acceptance, which department is late."""

import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from fulian.accounts.roles import RoleCode
from fulian.core.chinese import short_date
from fulian.core.permissions import Permission
from fulian.inbox.registry import HomeSection, Todo, TodoProvider, register
from plans.monitoring.choices import Stage
from plans.monitoring.models import FillLink, MonitoredIndicator, YearValue
from plans.monitoring.standing import counted, lines_of


def standing_section(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """Her organization's indicators in the year whose numbers come in now."""
    post = user.current_post
    if post is None:
        return None
    year = today.year - 1
    indicators = (
        MonitoredIndicator.objects.active()
        .of(post.organization)
        .filter(programme__start_year__lte=year, programme__end_year__gte=year)
    )
    lines = lines_of(indicators.visible_to(user, Permission.MONITORING_VIEW), post.organization, year)
    if not lines:
        return None
    query = f"organization={post.organization_id}&year={year}"
    url = f"{reverse('monitoring:overview')}?{query}"
    return {"year": year, "total": len(lines), "counts": counted(lines), "query": query, "url": url}


def values_waiting(user: Any, today: datetime.date) -> list[Todo]:
    waiting = YearValue.objects.visible_to(user, Permission.MONITORING_EDIT).waiting()
    years = waiting.values("organization", "year").annotate(number=Count("pk")).order_by("-year", "organization")
    return [
        Todo(
            f"{row['number']}个两规划监测数待审核",
            f"{row['year']}年，审核通过以后才算数。",
            url=reverse("monitoring:value-review", args=[row["organization"], row["year"]]),
            count=row["number"],
        )
        for row in years
    ]


def departments_late(user: Any, today: datetime.date) -> list[Todo]:
    """Asked by a link, the day is past, nothing was handed in, and nobody has entered it for them either."""
    late = FillLink.objects.visible_to(user, Permission.MONITORING_EDIT).overdue(today)
    late = late.filter(Exists(_owed())).order_by("due_on", "department")
    return [
        Todo(
            f"{link.department}还没有填{link.year}年监测数",
            f"期限{short_date(link.due_on)}。可以催一催，或者代填。",
            url=reverse("monitoring:collection-detail", args=[link.organization_id, link.year]),
            tone="late",
            due=link.due_on,
        )
        for link in late
    ]


def _owed() -> QuerySet[MonitoredIndicator]:
    """Of the link outside: its indicators without a number in its year that was handed in or entered."""
    told = YearValue.objects.filter(
        indicator=OuterRef("pk"), organization=OuterRef("programme__organization"), year=OuterRef(OuterRef("year")),
        stage__in=(Stage.FILLED, Stage.ACCEPTED),
    )  # fmt: skip
    return MonitoredIndicator.objects.active().filter(
        ~Exists(told), programme__organization=OuterRef("organization"), department=OuterRef("department"),
        programme=Coalesce(OuterRef("programme"), F("programme")), programme__start_year__lte=OuterRef("year"),
        programme__end_year__gte=OuterRef("year"),
    )  # fmt: skip


register(
    HomeSection(
        "monitoring.standing", order=44, template="monitoring/home.html", context=standing_section,
        permission=Permission.MONITORING_VIEW, roles=(RoleCode.DISTRICT_OFFICER, RoleCode.LEADER),
    ),
    TodoProvider("monitoring.waiting", order=45, permission=Permission.MONITORING_EDIT, todos=values_waiting),
    TodoProvider("monitoring.late", order=46, permission=Permission.MONITORING_EDIT, todos=departments_late),
)  # fmt: skip
