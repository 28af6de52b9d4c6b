"""The totals of what lies above the districts: cities, provinces, the nation. Made by a task, so that an approval never waits.

A higher organization's month is the sum of the kept totals directly below it and of its own records; it counts as closed once
every organization directly below it has closed it. Until then its figures are read live, as those of any open month.
"""

from django.db import transaction
from django.db.models import Max, Min, Sum, Value
from django.db.models.functions import NullIf
from django.utils import timezone

from fulian.core.periods import Month
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.choices import MonthState
from fulian.indicators.locks import lock_month
from fulian.indicators.models import Indicator, MonthGuard, MonthlyCoverage, MonthlyTotal
from fulian.indicators.statements import recorded
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

HIGHER_LEVELS = (Level.NATION, Level.PROVINCE, Level.CITY)


def higher(organization: Organization):
    """Those above the organization that keep totals made from below."""
    return Organization.objects.above(organization.path).filter(level__in=HIGHER_LEVELS)


def recompute_above(organization: Organization, month: Month) -> int:
    """Every level above its district, the lowest first. Returns how many there were."""
    ancestors = list(higher(organization).order_by("-path"))
    for ancestor in ancestors:
        _recompute_from_below(ancestor, month)
    return len(ancestors)


@transaction.atomic
def _recompute_from_below(organization: Organization, month: Month) -> None:
    lock_month(organization, month)
    below = Organization.objects.filter(parent=organization).existing_on(month.last)
    totals = {
        key: (recorded_sum, added, Qualifier.combined((low or "", high or "")))
        for key, recorded_sum, added, low, high in _sums(below, month)
    }
    indicators = {i.code: i for i in Indicator.objects.active() if i.in_totals}
    for code, own in recorded(organization, month, list(indicators.values())).items():
        was, added, qualifier = totals.get(indicators[code].pk, (0, 0, Qualifier.EXACT))
        totals[indicators[code].pk] = (own.value + was, added, (Quantity.of(0, qualifier) + own).qualifier)
    MonthlyTotal.objects.of_month(month).filter(organization=organization).delete()
    MonthlyTotal.objects.bulk_create(
        MonthlyTotal(
            organization=organization, indicator_id=key, year=month.year, month=month.month,
            recorded=recorded_sum, added=added, qualifier=qualifier,
        )
        for key, (recorded_sum, added, qualifier) in totals.items()
    )  # fmt: skip
    reports = MonthlyCoverage.objects.of_month(month).filter(organization__in=below)
    found = reports.aggregate(due=Sum("due"), filed=Sum("filed"), approved=Sum("approved"))
    MonthlyCoverage.objects.update_or_create(
        organization=organization,
        year=month.year,
        month=month.month,
        defaults={key: value or 0 for key, value in found.items()},
    )
    _settle_guard(organization, below, month)


def _sums(below, month: Month):
    qualifier = NullIf("qualifier", Value(""))
    rows = MonthlyTotal.objects.of_month(month).filter(organization__in=below).values("indicator_id").order_by()
    return rows.annotate(
        recorded_sum=Sum("recorded"), added_sum=Sum("added"), low=Min(qualifier), high=Max(qualifier)
    ).values_list("indicator_id", "recorded_sum", "added_sum", "low", "high")


def _settle_guard(organization: Organization, below, month: Month) -> None:
    """Closed when everything directly below is; open again when one of them is not."""
    guards = MonthGuard.objects.of_month(month).filter(organization__in=below, state=MonthState.CLOSED)
    closed = guards.count() == below.count() > 0
    state = MonthState.CLOSED if closed else MonthState.OPEN
    last = guards.order_by("-changed_at").first()
    if last is not None:
        MonthGuard.objects.of_month(month).filter(organization=organization).exclude(state=state).update(
            state=state, changed_at=timezone.now(), changed_by=last.changed_by
        )
