"""The ledger of activities carries whatever an activity can say, there and back."""

import datetime
import io
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from activities.models import Activity, ActivityKind, Campaign, FieldValue, GoodsLine, KindField, Partner, Series, Theme
from activities.services import Details, days_of, plan_series, postpone_activity
from activities.services.campaigns import set_campaign_open
from fulian.ledgers.models import LedgerKey, PortalSign
from fulian.ledgers.services.exchange import export_exchange, import_now
from tests.factories.activities import ActivityFactory, CampaignFactory
from tests.ledgers.books import cells, imported, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
D = datetime.date


@pytest.fixture
def _today():
    with time_machine.travel("2025-11-15 10:00+08:00", tick=False):
        yield


def field(code):
    return KindField.objects.get(code=code)


def at_work(cast):
    campaign = CampaignFactory(
        organization=cast.district,
        organizations=[cast.town],
        theme=Theme.objects.get(code="womens_day"),
        by=cast.district_officer,
    )
    ActivityFactory(
        organization=cast.village, kind="visit", campaign=campaign, place="村委会",
        details=Details(
            values=[
                FieldValue(field=field("households"), number=35, qualifier="over"),
                FieldValue(field=field("relief_money"), number=Decimal("1750.50")),
                FieldValue(field=field("fund_source"), text="春蕾计划"),
            ],
            goods=[
                GoodsLine(field=field("relief_goods"), item="大米", quantity=20, unit="袋", value=1600),
                GoodsLine(field=field("relief_goods"), item="服饰"),
            ],
            partners=[Partner(organization=cast.town, role="funder")],
            tasks=["6f1d1f3e-6a77-4b35-8f2e-0d8f5a4f0a11"],
        ),
    )  # fmt: skip
    set_campaign_open(campaign=campaign, is_open=False, by=cast.district_officer)
    pattern = Activity(
        organization=cast.village, kind=ActivityKind.objects.get(code="law_talk"), title="法律咨询日", status="planned",
        starts_on=D(2025, 11, 30),
    )  # fmt: skip
    days = days_of("monthly", D(2025, 11, 30), D(2025, 12, 31))
    series = plan_series(pattern=pattern, rhythm="monthly", until=D(2025, 12, 31), days=days, by=cast.village_chair)
    last = series.activities.order_by("series_number").last()
    postpone_activity(activity=last, to_day=D(2025, 12, 31), reason="下雨", by=cast.village_chair)


def workbook(organization):
    out = io.BytesIO()
    export_exchange(organization=organization, year=2025, target=out)
    content = out.getvalue()
    return content, {name: cells(content, name) for name in ("活动台账", "主题活动台账")}


def test_everything_that_hangs_on_activities_comes_back_the_same(cast):
    at_work(cast)
    content, before = workbook(cast.district)
    Activity.objects.all().delete()
    for model in (Campaign, Series, LedgerKey, PortalSign):
        model.objects.all().delete()
    result, _ = import_now(content=content, by=cast.district_officer)
    assert [str(problem) for _, problem in result.problems] == []
    assert workbook(cast.district)[1] == before
    assert [Activity.objects.planned().count(), Series.objects.count(), Campaign.objects.get().is_active] == [
        2,
        1,
        False,
    ]


def test_an_office_file_brings_a_number_of_a_kinds_own_and_a_wrong_one_is_told_beside_its_cell(cast):
    head = ["日期", "名称", "种类", "场次", "走访户数（走访慰问）"]
    rows = [
        head,
        ["2025-11-08", "冬日走访", "走访慰问", 1, "35余"],
        ["2025-11-09", "冬日走访", "走访慰问", 1, "很多户"],
    ]
    done = imported(xlsx(("活动", rows)), by=cast.village_chair)
    assert [str(value) for value in FieldValue.objects.all()] == ["走访户数：35余户"]
    assert done.counts["activities.activities"]["wrong"] == 1


def test_the_list_exports_what_can_be_counted_of_each_kind(cast, as_user):
    at_work(cast)
    response = as_user(cast.village_chair).get(reverse("activities:activity-export"))
    table = cells(b"".join(response.streaming_content))
    head = next(row for row in table if "走访户数（走访慰问）" in row)
    row = table[table.index(head) + 1]
    assert row[head.index("走访户数（走访慰问）")] == "35余"
    assert "钱物来源（走访慰问）" not in head
