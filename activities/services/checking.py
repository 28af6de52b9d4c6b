"""What no activity may say, whoever enters it: a form, an import, a script."""

import datetime

from django.utils import timezone

from activities.models import Activity, Campaign
from fulian.core.chinese import long_date
from fulian.core.exceptions import Refused
from fulian.indicators.locks import assert_open
from fulian.organizations.models import Organization


def check(activity: Activity, *, read_in: bool = False) -> None:
    """`read_in`: it comes from another book of the portal, and may belong to a campaign that was closed since."""
    today = timezone.localdate()
    if not activity.is_planned:
        _check_days_are_over(activity, today)
    if activity.ends_on and activity.ends_on < activity.starts_on:
        raise Refused("结束日期不能早于开始日期。", field="ends_on")
    _check_existence(activity.organization, activity.starts_on)
    if activity.sessions < 1:
        raise Refused("至少是1场。", field="sessions")
    if activity.people is not None and activity.attendances is not None and activity.people > activity.attendances:
        raise Refused(
            f"人数（{activity.people}）不能大于参加人次（{activity.attendances}）：人次是一人来几次算几次，人数是去掉重复的人。",
            field="people",
        )
    check_campaign(activity, read_in=read_in)


def _check_days_are_over(activity: Activity, today: datetime.date) -> None:
    if activity.starts_on > today:
        raise Refused(f"活动日期不能晚于今天（{long_date(today)}），开展以后再记。", field="starts_on")
    if activity.ends_on and activity.ends_on > today:
        raise Refused("结束日期不能晚于今天，结束以后再记。", field="ends_on")


def check_campaign(activity: Activity, *, read_in: bool = False) -> None:
    """Its own organization's campaign or one from above in which it takes part, of that time."""
    campaign = activity.campaign
    if campaign is None:
        return
    if activity.starts_on not in campaign.span:
        raise Refused(f"“{campaign.title}”是{campaign.year}年的，日期对不上。", field="campaign")
    if activity.campaign_id == stored_campaign(activity):
        return
    if not campaign.is_active and not read_in:
        raise Refused(f"“{campaign.title}”已经结束，不再归入活动。", field="campaign")
    if not Campaign.objects.with_part_of(activity.organization.path).filter(pk=campaign.pk).exists():
        raise Refused(f"{activity.organization.name}没有参加“{campaign.title}”。", field="campaign")


def stored_campaign(activity: Activity) -> int | None:
    """What it belongs to already may stay, even when the campaign was closed since."""
    return Activity.objects.filter(pk=activity.pk).values_list("campaign", flat=True).first() if activity.pk else None


def _check_existence(organization: Organization, day: datetime.date) -> None:
    if organization.existed_on(day):
        return
    gone = organization.closed_on is not None and day > organization.closed_on
    what = (
        f"已于{long_date(organization.closed_on or day)}撤销"
        if gone
        else f"到{long_date(organization.opened_on)}才成立"
    )
    raise Refused(f"{organization.name}{what}，请核对活动日期。", field="starts_on")


def check_open(activity: Activity, *, field: str | None = "starts_on") -> None:
    """Its month may still be written. What is only planned is counted nowhere: no month holds it."""
    if activity.is_planned:
        return
    try:
        assert_open(organization=activity.organization, day=activity.starts_on)
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from refusal
