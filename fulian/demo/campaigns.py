"""What is still to come, and what belongs together: a campaign of the season, plans, a series, answers of the kinds' own fields."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from activities.models import Activity, ActivityKind, Campaign, FieldValue, GoodsLine, KindField, Partner
from activities.services import Details, change_activity, days_of, plan_series, postpone_activity, record_activity
from activities.services.campaigns import start_campaign
from fulian.core.periods import Month
from fulian.indicators.locks import is_open
from fulian.organizations.models import Organization

DAY = datetime.timedelta(days=1)
JOINING_KINDS = ("visit", "old_orphan_care", "volunteer_env", "volunteer_service", "law_talk", "skill_training")
JOINING_OF_A_KIND = 2


def make_campaigns(
    *, district: Organization, towns: Sequence[Organization], clerks: Mapping[int, Any], today: datetime.date
) -> None:
    campaign = _campaign(district, clerks, today)
    _join(campaign, clerks, today)
    for number, town in enumerate(towns[:2]):
        village = Organization.objects.filter(parent=town, closed_on__isnull=True).in_tree_order().first()
        if village is not None and village.pk in clerks:
            _plans(town, village, clerks, today, first=number == 0)


def _campaign(district: Organization, clerks: Mapping[int, Any], today: datetime.date) -> Campaign:
    month = Month.of(today)
    return start_campaign(
        campaign=Campaign(
            organization=district, title=f"{today.year}年巾帼暖人心系列活动", year=today.year,
            starts_on=month.plus(-1).first if month.month > 1 else month.first, ends_on=month.last,
            goal="每个镇街至少办一场，走访和志愿服务结合起来，村里方便怎么办就怎么办。",
        ),
        organizations=(), by=clerks[district.pk],
    )  # fmt: skip


def _join(campaign: Campaign, clerks: Mapping[int, Any], today: datetime.date) -> None:
    """This month's visits and services, with what their kinds ask for; none is added, so that no figure of before changes."""
    rows = Activity.objects.active().own().filter(starts_on__gte=Month.of(today).first).detailed().order_by("pk")
    for kind in JOINING_KINDS:
        for number, activity in enumerate(rows.filter(kind__code=kind)[:JOINING_OF_A_KIND]):
            if is_open(activity.organization, activity.starts_on):
                activity.campaign = campaign
                details = _answers(activity, number)
                change_activity(activity=activity, by=clerks[activity.organization_id], details=details)


def _answers(activity: Activity, number: int) -> Details:
    family = activity.kind.family.code if activity.kind.family else ""
    if family == "visiting":
        values = [
            FieldValue(field=_field("households"), number=6 + number),
            FieldValue(field=_field("relief_money"), number=Decimal(500 * (2 + number))),
            FieldValue(field=_field("fund_source"), text="企业和爱心人士捐赠"),
            FieldValue(field=_field("donor"), text="爱心人士"),
        ]
        goods = [
            GoodsLine(
                field=_field("relief_goods"),
                item="大米",
                quantity=Decimal(6 + number),
                unit="袋",
                value=Decimal(80 * (6 + number)),
            )
        ]
        return Details(values=values, goods=goods)
    if family == "volunteering":
        return Details(values=[FieldValue(field=_field("service_hours"), number=Decimal(20 + 4 * number))])
    if family == "training":
        return Details(
            values=[
                FieldValue(field=_field("course"), text="电商直播与短视频制作"),
                FieldValue(field=_field("teacher"), text="区巾帼讲师团"),
                FieldValue(field=_field("certified"), number=Decimal(18 + number)),
            ]
        )
    if family == "talk":
        return Details(values=[FieldValue(field=_field("laws"), text="妇女权益保障法、家庭教育促进法")])
    return Details()


def _field(code: str) -> KindField:
    return KindField.objects.get(code=code)


def _plans(
    town: Organization, village: Organization, clerks: Mapping[int, Any], today: datetime.date, *, first: bool
) -> None:
    """One whose day has come, one put off, one with the township, and a talk every month until the summer."""
    by = clerks[village.pk]
    record_activity(activity=_planned(village, "parent_child_reading", "亲子阅读会", today - DAY), by=by)
    late = record_activity(activity=_planned(village, "health_clinic", "健康义诊", today + 6 * DAY), by=by)
    postpone_activity(activity=late, to_day=today + 13 * DAY, reason="医院那天排不开。", by=by)
    partner = Partner(organization=town, role="co_host")
    joint = _planned(village, "law_talk", "“宪法进家庭”普法集市", today + 12 * DAY)
    record_activity(activity=joint, by=by, details=Details(partners=[partner]))
    if first:
        begin = Month.of(today).plus(1).last
        until = Month.of(today).plus(7).last
        days = days_of("monthly", begin, until)
        pattern = _planned(town, "law_consult", "巾帼维权咨询日", begin)
        plan_series(pattern=pattern, rhythm="monthly", until=until, days=days, by=clerks[town.pk])


def _planned(organization: Organization, kind: str, title: str, day: datetime.date) -> Activity:
    return Activity(
        organization=organization, kind=ActivityKind.objects.get(code=kind), title=title, starts_on=day, status="planned",
        place=f"{organization.name}活动室",
    )  # fmt: skip
