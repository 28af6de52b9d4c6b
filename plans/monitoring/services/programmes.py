"""Loading the national outlines as a start, and changing what is monitored."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.organizations.models import Organization
from plans.monitoring.choices import Audience, Direction
from plans.monitoring.models import Domain, MonitoredIndicator, Programme, YearTarget
from plans.monitoring.status import Goal

DEFAULTS = Path(__file__).parent.parent / "default_programmes.toml"
NATIONAL = "国家纲要"
PLACE = {Audience.WOMEN: 1, Audience.CHILDREN: 2}
DOMAIN_STEP, PROGRAMME_STEP = 1000, 100_000


@transaction.atomic
def load_programmes(*, organization: Organization, by: Any = None) -> int:
    """Add what of the national outlines an organization does not have yet; what it has, changed or not, stays. Returns how
    many indicators came."""
    wanted = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["programme"]
    came = sum(_load(organization, words) for words in wanted)
    if came:
        record("monitoring.import", by=by, subject=organization, path=organization.path, indicators=came)
    return came


def _load(organization: Organization, words: dict[str, Any]) -> int:
    programme, _ = Programme.objects.get_or_create(
        organization=organization, audience=words["audience"], start_year=words["start_year"],
        defaults={"title": f"{organization.name}{words['title']}", "end_year": words["end_year"], "basis": words["basis"]},
    )  # fmt: skip
    present = set(programme.indicators.values_list("code", flat=True))
    domains = {domain.title: domain for domain in programme.domains.all()}
    new: list[tuple[MonitoredIndicator, dict[str, Any]]] = []
    for order, part in enumerate(words["domain"], start=1):
        missing = [item for item in part["indicator"] if item["code"] not in present]
        if missing:
            domain = domains.get(part["title"]) or _add_domain(programme, part["title"], order)
            new += [(_default(domain, item, place), item) for place, item in enumerate(missing)]
    made = MonitoredIndicator.objects.bulk_create([indicator for indicator, _ in new])
    YearTarget.objects.bulk_create(
        _target(indicator, organization, int(year), goal)
        for indicator, (_, item) in zip(made, new, strict=True)
        for year, goal in item.get("goal", {}).items()
    )
    return len(made)


def _add_domain(programme: Programme, title: str, order: int) -> Domain:
    """At its place, or at the end when a district has put something else there."""
    if programme.domains.filter(order=order).exists():
        order = (programme.domains.aggregate(last=Max("order"))["last"] or 0) + 1
    return Domain.objects.create(programme=programme, title=title, order=order)


def _default(domain: Domain, item: dict[str, Any], place: int) -> MonitoredIndicator:
    plain = {
        name: item.get(name, "")
        for name in ("definition", "calculation", "source", "partners", "national_goal", "national_latest")
    }
    return MonitoredIndicator(
        programme=domain.programme, domain=domain, code=item["code"], name=item["name"], unit=item["unit"],
        department=item["department"], direction=item.get("direction", Direction.HIGHER),
        trend_only=item.get("trend_only", False), confirmed="unconfirmed" not in item,
        unconfirmed_note=item.get("unconfirmed", ""), order=_base_order(domain) + place + 1, **plain,
    )  # fmt: skip


def _base_order(domain: Domain) -> int:
    return PLACE[Audience(domain.programme.audience)] * PROGRAMME_STEP + domain.order * DOMAIN_STEP


def _target(indicator: MonitoredIndicator, organization: Organization, year: int, goal: float) -> YearTarget:
    bound = "high" if indicator.direction == Direction.LOWER else "low"
    return YearTarget(
        indicator=indicator, organization=organization, year=year, basis=NATIONAL, **{bound: Decimal(str(goal))}
    )


@transaction.atomic
def change_programme(*, programme: Programme, by: Any) -> Programme:
    if programme.end_year <= programme.start_year:
        raise Refused("结束年度要晚于开始年度。", field="end_year")
    outside = YearTarget.objects.filter(indicator__programme=programme).exclude(
        year__range=(programme.start_year, programme.end_year)
    )
    if outside.exists():
        raise Refused("有的年度目标会落到规划以外，请先改目标。", field="end_year")
    programme.save()
    record("monitoring.update", by=by, subject=programme)
    return programme


@transaction.atomic
def add_indicator(*, indicator: MonitoredIndicator, by: Any) -> MonitoredIndicator:
    """At the end of its domain."""
    _check_indicator(indicator)
    last = MonitoredIndicator.objects.filter(domain=indicator.domain).aggregate(last=Max("order"))["last"]
    indicator.order = (last or _base_order(indicator.domain)) + 1
    indicator.updated_by = by
    indicator.save(force_insert=True)
    record("monitoring.create", by=by, subject=indicator, path=indicator.programme.organization.path)
    return indicator


@transaction.atomic
def change_indicator(*, indicator: MonitoredIndicator, by: Any) -> MonitoredIndicator:
    """Numbers that were filled in keep their unit: with another unit it is another indicator."""
    stored = MonitoredIndicator.objects.select_for_update().get(pk=indicator.pk)
    _check_indicator(indicator)
    if indicator.unit != stored.unit and stored.values.filter(value__isnull=False).exists():
        raise Refused("已经有各年的数，单位不能改；口径变了请停用这个指标，另建一个。", field="unit")
    if indicator.direction != stored.direction and stored.targets.exists():
        raise Refused("已经设了目标，方向不能改；请先清空各年目标。", field="direction")
    changed = [
        field.name
        for field in MonitoredIndicator._meta.concrete_fields
        if field.name not in ("updated_at", "updated_by")
        and getattr(stored, field.attname) != getattr(indicator, field.attname)
    ]
    if indicator.domain_id != stored.domain_id:
        last = MonitoredIndicator.objects.filter(domain=indicator.domain).aggregate(last=Max("order"))["last"]
        indicator.order = (last or _base_order(indicator.domain)) + 1
    indicator.updated_by = by
    indicator.save()
    record("monitoring.update", by=by, subject=indicator, path=indicator.programme.organization.path, fields=changed)
    return indicator


def _check_indicator(indicator: MonitoredIndicator) -> None:
    if indicator.domain.programme_id != indicator.programme_id:
        raise Refused("这个领域不在这个规划里。", field="domain")
    same = MonitoredIndicator.objects.filter(programme=indicator.programme, code=indicator.code).exclude(
        pk=indicator.pk
    )
    if same.exists():
        raise Refused(f"代码“{indicator.code}”已经有了，请换一个。", field="code")
    if (indicator.baseline_year is None) != (indicator.baseline_value is None):
        missing = "baseline_value" if indicator.baseline_value is None else "baseline_year"
        raise Refused("基期年度和基期值要么都填，要么都不填。", field=missing)
    if indicator.confirmed:
        indicator.unconfirmed_note = ""


@transaction.atomic
def set_targets(
    *, indicator: MonitoredIndicator, organization: Organization, goals: Mapping[int, Goal], basis: str = "", by: Any
) -> MonitoredIndicator:
    """All targets of an area's indicator at once; a year that `goals` does not name has none any more. A target that stays as
    it is keeps what it rests on."""
    programme = indicator.programme
    for year, goal in goals.items():
        if year not in programme.years:
            raise Refused(f"{year}年不在规划期内。", field=f"low_{year}")
        _check_goal(indicator, goal)
    if indicator.trend_only and goals:
        raise Refused("这个指标只看趋势，不设数值目标；要设目标请先改指标。")
    MonitoredIndicator.objects.select_for_update().get(pk=indicator.pk)
    stored = {target.year: target for target in indicator.targets.filter(organization=organization)}
    for year, goal in goals.items():
        target = stored.pop(year, None) or YearTarget(indicator=indicator, organization=organization, year=year)
        if target.pk and (target.low, target.high) == (goal.low, goal.high):
            continue
        target.low, target.high, target.basis = goal.low, goal.high, basis
        target.save()
    YearTarget.objects.filter(pk__in=[target.pk for target in stored.values()]).delete()
    record("monitoring.set", by=by, subject=indicator, path=programme.organization.path, years=sorted(goals))
    return indicator


def _check_goal(indicator: MonitoredIndicator, goal: Goal) -> None:
    """The bounds that the direction asks for, and no other."""
    needs_low = indicator.direction != Direction.LOWER
    needs_high = indicator.direction != Direction.HIGHER
    if needs_low != (goal.low is not None):
        raise Refused("请填写下限。" if needs_low else "这个指标越低越好，只填上限。", field=f"low_{goal.year}")
    if needs_high != (goal.high is not None):
        raise Refused("请填写上限。" if needs_high else "这个指标越高越好，只填下限。", field=f"high_{goal.year}")
    if goal.low is not None and goal.high is not None and goal.high < goal.low:
        raise Refused("上限不能小于下限。", field=f"high_{goal.year}")
