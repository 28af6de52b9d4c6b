"""What the fields of a kind say is counted through the one door, like everything else."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from activities.models import FieldValue, GoodsLine, KindField
from activities.services import Details, cancel_activity, change_activity, record_activity
from activities.services.details import check_value
from fulian.core.exceptions import Refused
from fulian.core.periods import Period
from fulian.core.quantities import Quantity
from fulian.indicators.figures import figure
from fulian.indicators.models import Indicator
from fulian.indicators.services import check_definition, load_defaults
from fulian.indicators.tracing import contributions, records_behind
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db
YEAR = Period.year(2025)


def said(code, number=None, qualifier="", **columns):
    return FieldValue(field=KindField.objects.get(code=code), number=number, qualifier=qualifier, **columns)


def goods(item, quantity=None, unit="", value=None):
    return GoodsLine(
        field=KindField.objects.get(code="relief_goods"), item=item, quantity=quantity, unit=unit, value=value
    )


def visit(organization, *values, lines=(), **fields):
    details = Details(values=values, goods=lines)
    return ActivityFactory(organization=organization, kind="visit", details=details, **fields)


def number(code, organization, period=YEAR):
    return figure(Indicator.objects.get(code=code), organization, period).value


def test_households_and_money_are_added_up_the_tree_and_keep_their_vagueness(cast):
    load_defaults()
    visit(cast.village, said("households", 35, "over"), said("relief_money", Decimal("17500.50")))
    visit(cast.far_village, said("households", 5), said("relief_money", 2000))
    assert [number("care.households", one) for one in (cast.village, cast.town, cast.district)] == [
        Quantity.of(35, "over"), Quantity.of(35, "over"), Quantity.of(40, "over"),
    ]  # fmt: skip
    assert number("care.relief_money", cast.district) == Quantity.of("19500.50")


def test_goods_are_added_apart_from_money_and_a_gift_without_a_value_adds_nothing(cast):
    load_defaults()
    visit(cast.village, said("relief_money", 500), lines=[goods("大米", 20, "袋", 1600), goods("服饰")])
    assert (number("care.relief_money", cast.town), number("care.relief_goods", cast.town)) == (
        Quantity.of(500), Quantity.of(1600),
    )  # fmt: skip


def test_the_records_behind_such_a_number_are_activities_with_what_each_adds(cast, as_user):
    load_defaults()
    first = visit(cast.village, said("households", 3), starts_on=datetime.date(2025, 2, 1))
    second = visit(cast.other_village, said("households", 4), said("relief_money", 100))
    visit(cast.village, said("relief_money", 100))
    indicator = Indicator.objects.get(code="care.households")
    behind = records_behind(indicator, cast.town, YEAR, user=cast.town_chair)
    assert [(row, row.part) for row in behind] == [(second, 4), (first, 3)]
    page = as_user(cast.town_chair).get(reverse("indicators:figure-trace", args=[indicator.code, cast.town.pk, YEAR]))
    assert [(row["pk"], row["value"]) for row in page.context["records"]] == [(second.pk, "4"), (first.pk, "3")]


def test_what_is_cancelled_or_only_joined_or_answered_in_an_uncounted_field_is_not_counted(cast):
    load_defaults()
    gone = visit(cast.village, said("households", 3))
    cancel_activity(activity=gone, by=cast.village_chair, reason="重复")
    visit(cast.village, said("households", 7), role="send_participants")
    assert number("care.households", cast.village) is None


def test_an_indicator_over_field_numbers_takes_the_unit_of_its_field(cast):
    hours = Indicator(
        code="x.hours", name="学时", unit="学时", area="women_training", measure_code="activities.field_numbers",
        dimensions={"field": ["course_hours"]},
    )  # fmt: skip
    check_definition(hours)
    hours.unit = "户"
    with pytest.raises(Refused, match="单位是“学时”"):
        check_definition(hours)
    hours.dimensions = {}
    with pytest.raises(Refused, match="要先限定是哪一项"):
        check_definition(hours)


def test_a_figure_can_be_narrowed_by_an_answer_without_counting_twice(cast):
    value = said("fund_source", text="春蕾计划")
    visit(cast.village, said("relief_money", 800), value)
    visit(cast.village, said("relief_money", 90), said("fund_source", text="社会妈妈"))
    indicator = Indicator.objects.create(
        code="x.buds", name="春蕾计划慰问金", unit="元", area="care", measure_code="activities.field_numbers",
        dimensions={"field": ["relief_money"], "answer": ["fund_source:春蕾计划"], "kind": ["visit"]},
    )  # fmt: skip
    assert figure(indicator, cast.village, YEAR).value == Quantity.of(800)


def test_the_page_says_with_how_much_in_as_many_queries_for_one_figure_as_for_many(cast, as_user):
    from activities.measures import COUNTED

    load_defaults()
    record = visit(cast.village, said("households", 35, "over"), sessions=2, attendances=60)
    told = {one.indicator.code: one.text for one in contributions(record, *COUNTED)}
    assert told == {
        "activity.sessions": "2场次", "activity.attendances": "60人次", "care.visits": "2次", "care.visited": "60人次",
        "care.households": "35余户",
    }  # fmt: skip
    assert "35余户" in as_user(cast.village_chair).get(record.get_absolute_url()).content.decode()


def test_an_answer_of_another_kind_is_refused_and_a_retired_one_stays(cast):
    with pytest.raises(Refused, match="没有“学时”"):
        visit(cast.village, said("course_hours", 3))
    record = visit(cast.village, said("households", 3), said("relief_money", 10))
    KindField.objects.filter(code="households").update(is_active=False)
    change_activity(activity=record, by=cast.village_chair, details=Details(values=[]))
    assert [value.field.code for value in record.field_values.all()] == ["households"]


def test_a_choice_must_be_one_of_the_answers(cast):
    with pytest.raises(Refused) as refusal:
        check_value(said("fund_source", text="捡来的"))
    assert refusal.value.field == "field_fund_source"


def test_an_activity_without_answers_is_recorded_as_before(cast):
    record = record_activity(
        activity=ActivityFactory.build(organization=cast.village, kind=KindField.objects.first().family.kinds.first()),
        by=cast.village_chair,
    )
    assert record.field_values.count() == 0
