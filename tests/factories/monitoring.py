"""Programmes for tests, made by the services that make real ones."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from fulian.accounts.models import User
from fulian.accounts.roles import RoleCode
from fulian.jobs.models import JobRun
from fulian.jobs.services import run
from fulian.organizations.models import Organization
from plans.monitoring import services
from plans.monitoring.choices import Audience, Direction, Stage
from plans.monitoring.models import Domain, FillLink, MonitoredIndicator, MonitoringReport, Programme, YearValue
from plans.monitoring.services import Entry
from plans.monitoring.status import Goal
from tests.factories.accounts import person

DEPARTMENT = "卫生健康局"


def programme_of(organization: Organization, audience: str = Audience.WOMEN) -> Programme:
    """2021 to 2030, with one domain."""
    found = Programme.objects.filter(organization=organization, audience=audience).first()
    if found is None:
        found = Programme.objects.create(
            organization=organization, audience=audience, title="妇女发展规划", start_year=2021, end_year=2030
        )
        Domain.objects.create(programme=found, order=1, title="妇女与健康")
    return found


def indicator_of(
    organization: Organization, *, by: Any, goals: dict[int, Any] | None = None, **fields: Any
) -> MonitoredIndicator:
    """Higher is better, from 80% in 2020 to 90% in 2030, unless the fields say otherwise. `goals`: {year: bound or pair}."""
    programme = programme_of(organization)
    number = programme.indicators.count() + 1
    given = {
        "code": f"T{number:03}", "name": f"测试指标{number}", "unit": "%", "department": DEPARTMENT,
        "baseline_year": 2020, "baseline_value": Decimal(80), **fields,
    }  # fmt: skip
    indicator = MonitoredIndicator(programme=programme, domain=programme.domains.order_by("order")[0], **given)
    services.add_indicator(indicator=indicator, by=by)
    if not indicator.trend_only:
        wanted = {2030: 90} if goals is None else goals
        made = {year: _goal(indicator, year, bounds) for year, bounds in wanted.items()}
        services.set_targets(indicator=indicator, organization=organization, goals=made, by=by)
    return indicator


def _goal(indicator: MonitoredIndicator, year: int, bounds: Any) -> Goal:
    if isinstance(bounds, tuple):
        return Goal(year, Decimal(str(bounds[0])), Decimal(str(bounds[1])))
    bound = Decimal(str(bounds))
    return Goal(year, None, bound) if indicator.direction == Direction.LOWER else Goal(year, bound)


def value_of(indicator: MonitoredIndicator, value: Any, *, by: Any, year: int = 2024, **fields: Any) -> YearValue:
    """Accepted, as what an officer enters is; `stage=Stage.FILLED` for what a department handed in."""
    stage = fields.pop("stage", Stage.ACCEPTED)
    entry = Entry(indicator, value=None if value is None else Decimal(str(value)), **fields)
    [kept] = services.keep_values(
        organization=indicator.programme.organization, year=year, entries=[entry], office="妇幼健康科",
        by=by if stage == Stage.ACCEPTED else None, stage=stage,
    )  # fmt: skip
    return kept


def link_of(
    organization: Organization,
    *,
    by: Any,
    department: str = DEPARTMENT,
    year: int = 2024,
    days: int = 10,
    **fields: Any,
) -> tuple[FillLink, str]:
    today = timezone.localdate()
    due = today + datetime.timedelta(days=days)
    return services.make_link(
        organization=organization, department=department, year=year, due_on=due, by=by,
        expires_on=due + datetime.timedelta(days=30), **fields,
    )  # fmt: skip


def report_of(organization: Organization, *, by: Any, year: int = 2024) -> MonitoringReport:
    """Made without a worker."""
    job: JobRun = services.request_report(organization=organization, year=year, by=by)
    run(job.pk)
    return MonitoringReport.objects.get(pk=job.subject_id)


def officer_of(organization: Organization) -> User:
    """Who keeps another organization's programmes."""
    return person(organization, RoleCode.DISTRICT_OFFICER, name="何燕", title="干部")
