"""What of the month stands on a home page: her own report first, then those that wait for her."""

import datetime
from typing import Any

from django.urls import reverse

from fulian.accounts.roles import RoleCode
from fulian.core.periods import Month
from fulian.core.permissions import Permission
from fulian.inbox.registry import DraftForm, HomeSection, Todo, TodoProvider, register
from fulian.indicators.models import Indicator
from fulian.indicators.statements import recorded
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from reports import overview as overviews
from reports.choices import DecisionKind, Status
from reports.models import Decision, MonthlyReport, Reminder
from reports.services.steps import term_of

VILLAGE = (RoleCode.VILLAGE_CHAIR, RoleCode.VILLAGE_AIDE)
ABOVE = (RoleCode.TOWN_CHAIR, RoleCode.TOWN_OFFICER, RoleCode.DISTRICT_OFFICER)
SESSIONS = "activity.sessions"  # what the line names: 已汇总4场活动
AHEAD = 12  # days before its due day from which the month that runs is put forward


def own_month(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """「11月月报 还有3天｜已汇总4场活动 → 去核对」: the oldest month that is still hers to hand in, or the one about to be due."""
    organization = overviews.my_organization(user, Permission.REPORTS_FILE)
    if organization is None:
        return None
    month, report = _month_to_file(organization, today)
    if month is None:
        return None
    term = term_of(organization, month)
    indicator = Indicator.objects.filter(code=SESSIONS).first()
    found = recorded(organization, month, [indicator]) if indicator else {}
    return {
        "organization": organization,
        "month": month,
        "returned": report is not None and report.status == Status.RETURNED,
        "term": term,
        "days_left": term.days_left(today),
        "sessions": found.get(SESSIONS),
        "fill_url": reverse("reports:monthly-report-fill", args=[organization.pk, month]),
    }


def _month_to_file(organization: Organization, today: datetime.date) -> tuple[Month | None, MonthlyReport | None]:
    for month in dict.fromkeys((overviews.current_month(organization, today), Month.of(today))):
        report = MonthlyReport.objects.of_month(month).filter(organization=organization).first()
        near = month.last < today or term_of(organization, month).days_left(today) <= AHEAD
        if near and (report is None or report.editable):
            return month, report
    return None, None


def month_below(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """「应报12＝已通过8＋待审核2＋退回修改1＋未报1 → 看名单」."""
    organization = overviews.my_organization(user, Permission.REPORTS_REVIEW)
    if organization is None or organization.level == Level.VILLAGE:
        return None
    month = overviews.current_month(organization, today)
    return {"overview": overviews.overview(organization, month), "organization": organization, "month": month}


def own_todos(user: Any, today: datetime.date) -> list[Todo]:
    """Returned reports, a reminder from above, and (for who has more to do than that) her own month."""
    organization = overviews.my_organization(user, Permission.REPORTS_FILE)
    if organization is None:
        return []
    todos = _returned(organization)
    month = overviews.current_month(organization, today)
    report = MonthlyReport.objects.of_month(month).filter(organization=organization).first()
    if report is None or report.status == Status.DRAFT:
        fill = reverse("reports:monthly-report-fill", args=[organization.pk, month])
        term = term_of(organization, month)
        tone = "late" if today > term.due_on else "mine"
        if Reminder.objects.filter(organization=organization, year=month.year, month=month.month).exists():
            todos.append(Todo(f"上级提醒：{month.month}月月报还没有交", url=fill, tone=tone, due=term.due_on))
        elif organization.level != Level.VILLAGE and month.last < today:
            todos.append(Todo(f"本级{month.month}月月报", "核对后提交。", url=fill, tone=tone, due=term.due_on))
    return todos


def _returned(organization: Organization) -> list[Todo]:
    """Each points at the first figure that was remarked on."""
    reports = MonthlyReport.objects.filter(organization=organization, status=Status.RETURNED).order_by("year", "month")
    sent_back = [(report, _sent_back(report)) for report in reports.prefetch_related("decisions")]
    if not sent_back:
        return []
    codes = {code for _, decision in sent_back for code in decision.comments}
    names = dict(Indicator.objects.filter(code__in=codes).order_by("order").values_list("code", "name"))
    above = f"{organization.parent.name}妇联" if organization.parent else ""
    todos = []
    for report, decision in sent_back:
        remarks = [f"“{name}”：{decision.comments[code]}" for code, name in names.items() if code in decision.comments]
        url = reverse("reports:monthly-report-fill", args=[organization.pk, report.as_month])
        todos.append(
            Todo(f"{above}退回{report.month}月月报", remarks[0] if remarks else decision.reason, url=url, tone="stop")
        )
    return todos


def _sent_back(report: MonthlyReport) -> Decision:
    return next(d for d in report.decisions.all() if d.kind in (DecisionKind.RETURN, DecisionKind.REOPEN))


def review_todos(user: Any, today: datetime.date) -> list[Todo]:
    """One line for all that waits for her, month by month; the township does its villages, the district its townships."""
    organization = overviews.my_organization(user, Permission.REPORTS_REVIEW)
    if organization is None:
        return []
    waiting = MonthlyReport.objects.filter(status=Status.SUBMITTED, organization__parent=organization)
    counts: dict[Month, int] = {}
    for year, number in waiting.order_by("year", "month").values_list("year", "month"):
        month = Month(year, number)
        counts[month] = counts.get(month, 0) + 1
    return [
        Todo(
            f"{count}份{month.month}月月报待审核",
            url=f"{reverse('reports:monthly-report-overview', args=[organization.pk, month])}?status={Status.SUBMITTED.value}",
            count=count,
        )
        for month, count in counts.items()
    ]


def closing_todos(user: Any, today: datetime.date) -> list[Todo]:
    organization = overviews.my_organization(user, Permission.REPORTS_CLOSE)
    if organization is None or organization.level != Level.DISTRICT:
        return []
    month = overviews.current_month(organization, today)
    term = term_of(organization, month)
    if term.closed or today < term.lock_on:
        return []
    return [
        Todo(f"{month.month}月可以关账了", url=reverse("reports:month-close", args=[organization.pk, month]), due=None)
    ]


register(
    HomeSection(
        "reports.own_month", order=10, template="reports/home_month.html", context=own_month,
        permission=Permission.REPORTS_FILE, roles=VILLAGE,
    ),
    HomeSection(
        "reports.month_below", order=10, template="reports/home_overview.html", context=month_below,
        permission=Permission.REPORTS_REVIEW, roles=ABOVE,
    ),
    TodoProvider("reports.own", order=10, permission=Permission.REPORTS_FILE, todos=own_todos),
    TodoProvider("reports.review", order=15, permission=Permission.REPORTS_REVIEW, todos=review_todos),
    TodoProvider("reports.closing", order=20, permission=Permission.REPORTS_CLOSE, todos=closing_todos),
    DraftForm(
        "reports.monthly", "月报", create_url="reports:monthly-report-list", update_url="reports:monthly-report-draft"
    ),
)  # fmt: skip
