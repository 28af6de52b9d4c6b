from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from plans.monitoring import services
from plans.monitoring.choices import Datum, Direction, Stage, Standing, Trend
from plans.monitoring.models import Domain, MonitoredIndicator, Programme, ValueVersion, YearTarget, YearValue
from plans.monitoring.services import Entry
from plans.monitoring.standing import lines_of
from plans.monitoring.status import Goal
from tests.factories.monitoring import indicator_of, programme_of, value_of

D = Decimal


# ---- loading ---------------------------------------------------------------------------------------------------------------


def test_the_national_outlines_have_eight_and_seven_domains_and_each_has_an_indicator(cast, officer):
    came = services.load_programmes(organization=cast.district, by=officer)
    assert came == MonitoredIndicator.objects.count() == 32
    domains = {p.audience: p.domains.count() for p in Programme.objects.filter(organization=cast.district)}
    assert domains == {"women": 8, "children": 7}
    assert not Domain.objects.filter(indicators=None).exists()
    maternal = MonitoredIndicator.objects.get(code="W0101")
    assert (maternal.unit, maternal.direction, maternal.confirmed) == ("/10万", Direction.LOWER, True)
    target = maternal.targets.get()
    assert (target.organization, target.year, target.low, target.high, target.basis) == (
        cast.district, 2030, None, D(12), "国家纲要",
    )  # fmt: skip


def test_what_is_not_confirmed_is_marked_and_says_what(cast, officer):
    services.load_programmes(organization=cast.district, by=officer)
    village = MonitoredIndicator.objects.get(code="W0401")
    assert (village.confirmed, village.unconfirmed_note) == (False, "目标数")


def test_loading_again_brings_only_what_is_missing_and_leaves_what_was_changed(cast, officer):
    services.load_programmes(organization=cast.district, by=officer)
    MonitoredIndicator.objects.get(code="C0602").delete()
    changed = MonitoredIndicator.objects.get(code="W0103")
    changed.department = "区卫健局"
    services.change_indicator(indicator=changed, by=officer)
    services.set_targets(indicator=changed, organization=cast.district, goals={}, by=officer)
    assert services.load_programmes(organization=cast.district, by=officer) == 1
    assert services.load_programmes(organization=cast.district, by=officer) == 0
    changed.refresh_from_db()
    assert (changed.department, changed.targets.count()) == ("区卫健局", 0)
    assert MonitoredIndicator.objects.filter(code="C0602").exists()


def test_the_command_loads_every_district_or_the_ones_named(cast, capsys):
    call_command("load_programmes", cast.other_district.code)
    assert set(Programme.objects.values_list("organization", flat=True)) == {cast.other_district.pk}
    call_command("load_programmes")
    assert Programme.objects.count() == 4
    with pytest.raises(CommandError):
        call_command("load_programmes", "123456789012")


# ---- indicators and targets ------------------------------------------------------------------------------------------------


def test_a_new_indicator_stands_at_the_end_of_its_domain(cast, officer):
    services.load_programmes(organization=cast.district, by=officer)
    domain = Domain.objects.get(title="妇女与健康")
    new = MonitoredIndicator(
        programme=domain.programme, domain=domain, code="W0199", name="乳腺癌筛查率", unit="%", department="卫健局"
    )
    services.add_indicator(indicator=new, by=officer)
    assert [i.code for i in domain.indicators.all()][-2:] == ["W0105", "W0199"]
    assert new.order < MonitoredIndicator.objects.get(code="W0201").order


def test_a_code_stands_once_in_a_programme(cast, officer, indicator):
    with pytest.raises(Refused) as refusal:
        indicator_of(cast.district, by=officer, code=indicator.code)
    assert refusal.value.field == "code"


def test_a_unit_stays_once_there_are_numbers_and_a_direction_once_there_are_targets(officer, indicator):
    indicator.direction = Direction.LOWER
    with pytest.raises(Refused) as refusal:
        services.change_indicator(indicator=indicator, by=officer)
    assert refusal.value.field == "direction"
    indicator.direction = Direction.HIGHER
    value_of(indicator, 84, by=officer)
    indicator.unit = "‰"
    with pytest.raises(Refused) as refusal:
        services.change_indicator(indicator=indicator, by=officer)
    assert refusal.value.field == "unit"


@pytest.mark.parametrize(
    ("direction", "goal", "field"),
    [
        (Direction.HIGHER, Goal(2030, None, D(3)), "low_2030"),
        (Direction.HIGHER, Goal(2030, D(3), D(4)), "high_2030"),
        (Direction.LOWER, Goal(2030, D(3)), "low_2030"),
        (Direction.RANGE, Goal(2030, D(3)), "high_2030"),
        (Direction.RANGE, Goal(2030, D(5), D(4)), "high_2030"),
        (Direction.HIGHER, Goal(2031, D(3)), "low_2031"),
    ],
)
def test_a_target_has_the_bounds_that_its_direction_asks_for(cast, officer, direction, goal, field):
    indicator = indicator_of(cast.district, by=officer, direction=direction, goals={})
    with pytest.raises(Refused) as refusal:
        services.set_targets(indicator=indicator, organization=cast.district, goals={goal.year: goal}, by=officer)
    assert refusal.value.field == field
    assert not YearTarget.objects.exists()


def test_a_target_that_stays_keeps_what_it_rests_on(cast, officer, indicator):
    services.set_targets(
        indicator=indicator, organization=cast.district, by=officer, basis="区规划",
        goals={2025: Goal(2025, D(86)), 2030: Goal(2030, D(90))},
    )  # fmt: skip
    assert list(indicator.targets.values_list("year", "low", "basis")) == [(2025, D(86), "区规划"), (2030, D(90), "")]


def test_an_indicator_that_is_only_watched_has_no_targets(cast, officer):
    indicator = indicator_of(cast.district, by=officer, trend_only=True)
    with pytest.raises(Refused):
        services.set_targets(
            indicator=indicator, organization=cast.district, goals={2030: Goal(2030, D(9))}, by=officer
        )


def test_a_programme_does_not_shrink_past_its_targets(officer, indicator):
    programme = indicator.programme
    programme.end_year = 2029
    with pytest.raises(Refused):
        services.change_programme(programme=programme, by=officer)


# ---- values ----------------------------------------------------------------------------------------------------------------


def entered(organization, entries, *, by, year=2024, **options):
    return services.keep_values(
        organization=organization, year=year, entries=entries, office="区妇联", by=by, **options
    )


def test_what_the_officer_enters_counts_at_once_and_leaves_its_history(cast, officer, indicator):
    [value] = entered(
        cast.district, [Entry(indicator, value=D("84.5"), source="年报", note="常住人口口径")], by=officer
    )
    assert (value.stage, value.accepted_by, value.text, value.version) == (Stage.ACCEPTED, officer, "84.5%", 1)
    version = ValueVersion.objects.get()
    assert (version.number, version.value, version.by, version.office) == (1, D("84.5"), officer, "区妇联")
    assert AuditEvent.objects.filter(event="monitoring.file").get().detail["values"] == [value.pk]


def test_a_correction_of_what_was_accepted_says_why_and_overwrites_nothing(cast, officer, indicator):
    entered(cast.district, [Entry(indicator, value=D(84))], by=officer)
    with pytest.raises(Refused) as refusal:
        entered(cast.district, [Entry(indicator, value=D(85))], by=officer)
    assert refusal.value.field == "why"
    [value] = entered(cast.district, [Entry(indicator, value=D(85))], by=officer, why="年报订正")
    told = list(value.versions.values_list("number", "value", "why"))
    assert told == [(2, D(85), "年报订正"), (1, D(84), "")]


def test_what_stays_as_it_is_makes_no_history(cast, officer, indicator):
    entered(cast.district, [Entry(indicator, value=D(84))], by=officer)
    assert entered(cast.district, [Entry(indicator, value=D("84.00"))], by=officer) == []
    assert ValueVersion.objects.count() == 1


def test_that_there_is_no_number_is_a_value_with_its_reason(cast, officer, indicator):
    with pytest.raises(Refused):
        entered(cast.district, [Entry(indicator, Datum.NO_DATA)], by=officer)
    [value] = entered(cast.district, [Entry(indicator, Datum.NO_DATA, reason="没有开展调查")], by=officer)
    assert (value.value, value.text, value.reason) == (None, "无数据", "没有开展调查")


def test_a_direction_alone_is_a_value_too(cast, officer):
    indicator = indicator_of(cast.district, by=officer, trend_only=True)
    [value] = entered(cast.district, [Entry(indicator, Datum.TREND, trend=Trend.DOWN)], by=officer)
    assert value.text == "下降"


def test_nothing_is_left_of_what_does_not_belong_to_the_state(cast, officer, indicator):
    entry = Entry(indicator, value=D(84), reason="多余", trend=Trend.UP)
    [value] = entered(cast.district, [entry], by=officer)
    assert (value.reason, value.trend) == ("", "")


@pytest.mark.parametrize("year", [2020, 2026, 2031])
def test_a_year_outside_the_programme_or_to_come_is_refused(cast, officer, indicator, year):
    with pytest.raises(Refused):
        entered(cast.district, [Entry(indicator, value=D(1))], by=officer, year=year)


@pytest.mark.parametrize("value", ["-1", "1.234", "10000000000", None])
def test_numbers_that_cannot_be_are_refused(cast, officer, indicator, value):
    with pytest.raises(Refused) as refusal:
        entered(cast.district, [Entry(indicator, value=None if value is None else D(value))], by=officer)
    assert refusal.value.field == f"value_{indicator.pk}"


def test_one_bad_row_keeps_the_whole_sheet_out(cast, officer, indicator):
    other = indicator_of(cast.district, by=officer)
    with pytest.raises(Refused):
        entered(cast.district, [Entry(indicator, value=D(84)), Entry(other, value=D(-1))], by=officer)
    assert not YearValue.objects.exists()


def test_an_indicator_of_another_district_is_refused(cast, officer, indicator):
    with pytest.raises(Refused):
        entered(cast.other_district, [Entry(indicator, value=D(84))], by=officer)
    programme_of(cast.other_district)
    with pytest.raises(Refused):
        entered(cast.other_district, [Entry(indicator, value=D(84))], by=officer)


def test_who_looked_at_an_older_state_is_told(cast, officer, indicator):
    entered(cast.district, [Entry(indicator, value=D(84), seen=0)], by=officer)
    with pytest.raises(Conflict):
        entered(cast.district, [Entry(indicator, value=D(85), seen=0)], by=officer, why="改")


# ---- review ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(indicator):
    return value_of(indicator, 84, by=None, stage=Stage.FILLED)


def test_only_what_is_accepted_counts(cast, officer, indicator, waiting):
    [line] = lines_of([indicator], cast.district, 2024)
    assert (line.standing, line.value_text, line.told) == (Standing.NO_DATA, "", "84%")
    services.accept_values(organization=cast.district, year=2024, seen={waiting.pk: 1}, by=officer)
    [line] = lines_of([indicator], cast.district, 2024)
    assert (line.standing, line.value_text, line.value.accepted_by) == (Standing.ON_TRACK, "84%", officer)


def test_sending_back_needs_a_reason_and_keeps_it_where_it_is_seen(cast, officer, waiting):
    with pytest.raises(Refused) as refusal:
        services.return_values(organization=cast.district, year=2024, seen={waiting.pk: 1}, reason=" ", by=officer)
    assert refusal.value.field == "reason"
    services.return_values(
        organization=cast.district, year=2024, seen={waiting.pk: 1}, reason="和上年口径不同", by=officer
    )
    waiting.refresh_from_db()
    assert (waiting.stage, waiting.return_reason) == (Stage.RETURNED, "和上年口径不同")
    assert waiting.versions.first().why == "和上年口径不同"


def test_what_changed_since_she_looked_is_not_accepted(cast, officer, waiting):
    with pytest.raises(Conflict):
        services.accept_values(organization=cast.district, year=2024, seen={waiting.pk: 7}, by=officer)
    services.accept_values(organization=cast.district, year=2024, seen={waiting.pk: 1}, by=officer)
    with pytest.raises(Conflict):
        services.accept_values(organization=cast.district, year=2024, seen={waiting.pk: 2}, by=officer)
    with pytest.raises(Refused):
        services.accept_values(organization=cast.district, year=2024, seen={}, by=officer)


# ---- lines -----------------------------------------------------------------------------------------------------------------


def test_lines_cost_the_same_for_one_and_for_thirty(cast, officer, indicator, django_assert_num_queries):
    value_of(indicator, 84, by=officer)
    with django_assert_num_queries(2):
        lines_of([indicator], cast.district, 2024)
    many = [indicator, *(indicator_of(cast.district, by=officer) for _ in range(29))]
    for one in many[1:]:
        value_of(one, 84, by=officer)
    with django_assert_num_queries(2):
        assert [line.standing for line in lines_of(many, cast.district, 2024)] == [Standing.ON_TRACK] * 30


def test_the_latest_accepted_number_before_is_the_one_compared_with(cast, officer, indicator):
    value_of(indicator, 81, by=officer, year=2021)
    value_of(indicator, 82, by=None, year=2023, stage=Stage.FILLED)
    value_of(indicator, 99, by=officer, year=2025)
    [line] = lines_of([indicator], cast.district, 2024)
    assert (line.previous.year, line.previous_text, line.value) == (2021, "81%", None)
