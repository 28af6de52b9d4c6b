"""Who has and has not reported a month: 应报12＝已通过8＋待审核2＋退回修改1＋未报1, in a constant number of queries."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from fulian.core.periods import Month
from fulian.core.permissions import Holder, Permission
from fulian.indicators.totals import due
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from reports.choices import TONES, Status
from reports.models import MonthlyReport, ReportingTerm
from reports.services.steps import term_of

LABELS = {
    Status.APPROVED: "审核通过",
    Status.SUBMITTED: "待审核",
    Status.RETURNED: "退回修改",
    Status.UNREVIEWED: "已报未审",
    Status.BY_RECORD: "未报按记录",
}


@dataclass(frozen=True)
class Line:
    """One organization that must report the month, with its report when there is one."""

    organization: Organization
    report: MonthlyReport | None
    running: bool = False  # the month is not over: nothing is missing yet

    @property
    def status(self) -> Status:
        return Status(self.report.status) if self.report else Status.DRAFT

    @property
    def label(self) -> str:
        if self.running:
            return "进行中"
        return Status.DRAFT.label if self.report and self.status == Status.DRAFT else LABELS.get(self.status, "未报")

    @property
    def tone(self) -> str:
        return TONES[self.status]

    @property
    def missing(self) -> bool:
        return self.status == Status.DRAFT


@dataclass
class Tally:
    """A total and its parts."""

    counts: Counter = field(default_factory=Counter)

    @property
    def due(self) -> int:
        return self.counts.total()

    @property
    def approved(self) -> int:
        return self.counts[Status.APPROVED]

    @property
    def waiting(self) -> int:
        return self.counts[Status.SUBMITTED]

    @property
    def returned(self) -> int:
        return self.counts[Status.RETURNED]

    @property
    def missing(self) -> int:
        return self.counts[Status.DRAFT]

    @property
    def parts(self) -> list[tuple[str, int, str]]:
        """(label, number, status); parts that are nought after closing are left out."""
        always = [
            (Status.APPROVED, "已通过"),
            (Status.SUBMITTED, "待审核"),
            (Status.RETURNED, "退回修改"),
            (Status.DRAFT, "未报"),
        ]
        closed = [(Status.UNREVIEWED, "已报未审"), (Status.BY_RECORD, "未报按记录")]
        if any(self.counts[status] for status, _ in closed):
            always = always[:1]
        else:
            closed = []
        return [(label, self.counts[status], status.value) for status, label in always + closed]

    @property
    def text(self) -> str:
        return f"应报{self.due}＝" + "＋".join(f"{label}{number}" for label, number, _ in self.parts)


@dataclass
class Group:
    """A township and its villages, in the district's overview."""

    line: Line
    tally: Tally
    lines: list[Line]


@dataclass
class Overview:
    """A month of everything below an organization, and of itself."""

    organization: Organization
    month: Month
    term: ReportingTerm
    own: Line | None
    lines: list[Line]
    today: datetime.date

    @property
    def tally(self) -> Tally:
        return Tally(Counter(line.status for line in self.lines))

    @property
    def groups(self) -> list[Group]:
        """By the organization directly below; empty when nothing lies deeper."""
        depth = len(self.organization.ancestor_ids)
        by_child: dict[int, list[Line]] = {}
        for line in self.lines:
            by_child.setdefault(line.organization.ancestor_ids[depth], []).append(line)
        if all(len(lines) == 1 for lines in by_child.values()):
            return []
        heads = {line.organization.pk: line for line in self.lines}
        return [
            Group(heads[key], Tally(Counter(line.status for line in lines)), lines)
            for key, lines in by_child.items()
            if key in heads
        ]

    @property
    def reported(self) -> bool:
        """Whether there is any report to put into a file."""
        return any(line.report for line in [*self.lines, *([self.own] if self.own else [])])

    @property
    def to_review(self) -> list[Line]:
        """Handed in by who lies directly below: what waits for this organization itself."""
        return [
            line
            for line in self.lines
            if line.status == Status.SUBMITTED and line.organization.parent_id == self.organization.pk
        ]

    @property
    def overdue(self) -> bool:
        return not self.term.closed and self.today > self.term.due_on

    @property
    def days_left(self) -> int:
        return self.term.days_left(self.today)

    @property
    def may_lock(self) -> bool:
        return not self.term.closed and self.month.last < self.today

    @property
    def burden(self) -> dict[str, int]:
        """How much the portal had already filled in, and how much was typed: cells of this month's reports."""
        cells = [cell for line in self.lines if line.report for cell in line.report.statement.cells.values()]
        recorded = sum("recorded" in cell for cell in cells)
        typed = sum("added" in cell for cell in cells)
        return {"recorded": recorded, "typed": typed, "total": recorded + typed}


def overview(organization: Organization, month: Month, *, with_cells: bool = False) -> Overview:
    reports = MonthlyReport.objects.of_month(month).under(organization.path).select_related("organization")
    if with_cells:
        reports = reports.select_related("organization", "statement")
    by_organization = {report.organization_id: report for report in reports}
    lines = [Line(o, by_organization.get(o.pk)) for o in _in_tree_order(due(organization.path, month))]
    return Overview(
        organization=organization,
        month=month,
        term=term_of(organization, month),
        own=next((line for line in lines if line.organization.pk == organization.pk), None),
        lines=[line for line in lines if line.organization.pk != organization.pk],
        today=timezone.localdate(),
    )


def _in_tree_order(organizations: Any) -> list[Organization]:
    """Each township before its villages, siblings by their own order."""
    rows = list(organizations)
    keys = {o.pk: (o.sort_key or o.code, o.pk) for o in rows}
    return sorted(rows, key=lambda o: [keys[key] for key in o.ancestor_ids if key in keys])


def current_month(organization: Organization, today: datetime.date) -> Month:
    """The month that is being reported: the last one until it is locked, then the one that runs."""
    last = Month.of(today).plus(-1)
    if not organization.existed_on(last.last):
        return Month.of(today)
    closed = (
        ReportingTerm.objects.of_month(last)
        .filter(organization__in=organization.ancestor_ids, closed_at__isnull=False)
        .exists()
    )
    return Month.of(today) if closed else last


def my_organization(user: Any, permission: Permission = Permission.REPORTS_VIEW) -> Organization | None:
    """The highest reporting organization among her posts for which she holds the permission."""
    scope = user.scope(permission)
    for post in user.active_posts:
        if scope.covers(post.organization.path) and post.organization.level in (
            Level.DISTRICT,
            Level.TOWN,
            Level.VILLAGE,
        ):
            return post.organization
    return None


def may(user: Holder, permission: Permission, organization: Organization) -> bool:
    return user.scope(permission).covers(organization.path)


def may_review(user: Holder, report: MonthlyReport) -> bool:
    """Whether the report is one of those below her; nobody reviews her own organization's."""
    return MonthlyReport.objects.reviewable_by(user).filter(pk=report.pk).exists()


def reported_months(organization: Organization, year: int, today: datetime.date) -> list[tuple[Month, Line]]:
    """The months of a year that have begun and that the organization had to report, the latest first."""
    months = [Month(year, number) for number in range(12, 0, -1)]
    reports = {r.month: r for r in MonthlyReport.objects.filter(organization=organization, year=year)}
    return [
        (
            month,
            Line(organization, reports.get(month.month), running=month.last >= today and month.month not in reports),
        )
        for month in months
        if month.first <= today and organization.existed_on(month.last)
    ]


def years_of(organization: Organization, today: datetime.date) -> list[int]:
    first = (
        MonthlyReport.objects.filter(organization=organization).order_by("year").values_list("year", flat=True).first()
    )
    return list(range(today.year, (first or today.year) - 1, -1))
