"""主题活动: begun, changed, and closed to further activities. What joined it stays."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from activities.models import Activity, Campaign
from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused
from fulian.organizations.models import Organization


@transaction.atomic
def start_campaign(*, campaign: Campaign, organizations: Iterable[Organization], by: Any) -> Campaign:
    named = _check(campaign, organizations)
    campaign.path_at = campaign.organization.path
    campaign.created_by = campaign.updated_by = by
    campaign.save(force_insert=True)
    campaign.organizations.set(named)
    audit("activities.campaign_started", by=by, subject=campaign)
    return campaign


@transaction.atomic
def change_campaign(*, campaign: Campaign, organizations: Iterable[Organization], by: Any) -> Campaign:
    """Its organization and year stay: activities joined it as what it was. Its theme goes on to those that joined."""
    before = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if before.organization_id != campaign.organization_id or before.year != campaign.year:
        raise Refused("主办单位和年度定了就不再改；另建一个吧。", field="year")
    named = _check(campaign, organizations)
    joined = Activity.objects.filter(campaign=campaign)
    outside = joined.exclude(starts_on__range=(campaign.span.start, campaign.span.end))
    if outside.exists():
        raise Refused("已经归入的活动里，有的日期会落在外面。", field="starts_on")
    campaign.updated_by = by
    campaign.save()
    campaign.organizations.set(named)
    if campaign.theme and campaign.theme_id != before.theme_id:
        through = Activity.themes.through
        through.objects.bulk_create(
            [through(activity_id=key, theme_id=campaign.theme_id) for key in joined.values_list("pk", flat=True)],
            ignore_conflicts=True,
        )
    audit("activities.campaign_changed", by=by, subject=campaign)
    return campaign


@transaction.atomic
def set_campaign_open(*, campaign: Campaign, is_open: bool, by: Any) -> Campaign:
    """Closed, it takes in nothing more; its figures stay and are counted on."""
    if not Campaign.objects.filter(pk=campaign.pk, is_active=not is_open).update(is_active=is_open, updated_by=by):
        raise Conflict
    campaign.is_active = is_open
    audit("activities.campaign_opened" if is_open else "activities.campaign_closed", by=by, subject=campaign)
    return campaign


def _check(campaign: Campaign, organizations: Iterable[Organization]) -> list[Organization]:
    if campaign.ends_on < campaign.starts_on:
        raise Refused("结束日期不能早于开始日期。", field="ends_on")
    if campaign.year not in range(campaign.starts_on.year, campaign.ends_on.year + 1):
        raise Refused(f"日期不在{campaign.year}年。", field="starts_on")
    same = Campaign.objects.filter(organization=campaign.organization_id, year=campaign.year, title=campaign.title)
    if same.exclude(pk=campaign.pk).exists():
        raise Refused("今年已经有一个同名的了。", field="title")
    named = list(organizations)
    if any(not one.path.startswith(campaign.organization.path) for one in named):
        raise Refused("只能选本单位的下级。", field="organizations")
    return named
