"""Targets of every shape that real plans have: what follows from them, what is refused, what is read back in words."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from fulian.core.exceptions import Refused
from fulian.core.periods import Period
from plans import services
from plans.choices import Comparator, Curve, Repeat, Timing
from plans.models import Target
from plans.services.shaping import Shape
from plans.windows import repeats
from plans.wording import understood
from tests.factories.plans import PlanFactory, target_of, task_of

D = datetime.date


def by_hand(task, **fields):
    return target_of(task, None, fields.pop("low", 10), **{"unit": "个", **fields})


# ---- repeated --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", range(2018, 2042))
def test_a_year_has_fifty_two_weeks_that_cover_it_without_a_gap(year):
    weeks = repeats(Repeat.WEEKLY, Period.year(year))
    assert (len(weeks), weeks[0].start, weeks[-1].end) == (52, D(year, 1, 1), D(year, 12, 31))
    assert [week.start - datetime.timedelta(days=1) for week in weeks[1:]] == [week.end for week in weeks[:-1]]


@pytest.mark.parametrize(
    ("repeat", "number", "first", "last"),
    [
        (Repeat.WEEKLY, 52, D(2025, 1, 5), D(2025, 12, 31)),
        (Repeat.MONTHLY, 12, D(2025, 1, 31), D(2025, 12, 31)),
        (Repeat.QUARTERLY, 4, D(2025, 3, 31), D(2025, 12, 31)),
        (Repeat.HALF_YEARLY, 2, D(2025, 6, 30), D(2025, 12, 31)),
    ],
)
def test_a_repeated_target_has_a_dated_time_for_each_of_its_turns(task, repeat, number, first, last):
    target = by_hand(task, low=1, unit="次", repeat=repeat)
    times = list(target.occurrences.all())
    assert (len(times), times[0].due_on, times[-1].due_on) == (number, first, last)
    assert [time.order for time in times] == list(range(1, number + 1))


def test_its_times_keep_step_with_its_dates_and_go_with_the_repetition(cast, task):
    target = by_hand(task, low=1, unit="次", repeat=Repeat.QUARTERLY)
    before = list(target.occurrences.values_list("pk", flat=True))
    services.change_target(target=target, by=cast.district_officer)
    assert list(target.occurrences.values_list("pk", flat=True)) == before
    target.starts_on = D(2025, 5, 10)
    services.change_target(target=target, by=cast.district_officer)
    assert list(target.occurrences.values_list("starts_on", "due_on")) == [
        (D(2025, 5, 10), D(2025, 6, 30)), (D(2025, 7, 1), D(2025, 9, 30)), (D(2025, 10, 1), D(2025, 12, 31)),
    ]  # fmt: skip
    target.repeat = Repeat.NONE
    services.change_target(target=target, by=cast.district_officer)
    assert target.occurrences.count() == 0


def test_a_promise_that_comes_back_is_a_number_of_times(task):
    target = target_of(task, None, None, subject="召开联席会议", repeat=Repeat.QUARTERLY)
    assert (target.comparator, target.goal_text, target.occurrences.count()) == (
        Comparator.AT_LEAST,
        "每季度不少于1次",
        4,
    )


# ---- when ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"timing": Timing.FESTIVAL, "festival": "women"}, (D(2025, 3, 1), D(2025, 3, 15), "三八期间（3月1日—3月15日）")),
        ({"timing": Timing.FESTIVAL, "festival": "chongyang"}, (D(2025, 10, 22), D(2025, 11, 5), "重阳节期间（10月22日—11月5日）")),
        (
            {"timing": Timing.FESTIVAL, "festival": "women", "starts_on": D(2025, 3, 6), "due_on": D(2025, 3, 8)},
            (D(2025, 3, 6), D(2025, 3, 8), "三八期间（3月6日—3月8日）"),
        ),
        ({"timing": Timing.BY_DATE, "due_on": D(2025, 6, 20)}, (D(2025, 1, 1), D(2025, 6, 20), "1月1日—6月20日")),
        ({"timing": Timing.OPEN}, (D(2025, 1, 1), D(2025, 12, 31), "适时")),
        ({"timing": Timing.YEAR, "festival": "women"}, (D(2025, 1, 1), D(2025, 12, 31), "")),
        (
            {"timing": Timing.YEARS, "due_on": D(2026, 12, 31)},
            (D(2025, 1, 1), D(2026, 12, 31), "2025年1月1日—2026年12月31日"),
        ),
    ],
)  # fmt: skip
def test_days_that_nobody_gave_follow_from_the_words(task, fields, expected):
    target = by_hand(task, **{"starts_on": None, "due_on": None, **fields})
    assert (target.starts_on, target.due_on, target.window_text) == expected


# ---- refused ---------------------------------------------------------------------------------------------------------------

HUNDRED = {"low": 100, "unit": "%"}


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"comparator": Comparator.BETWEEN, "low": 3, "high": 2}, "high", "上限不能小于下限"),
        ({"due_on": D(2026, 3, 31)}, "due_on", "日期要在2025年以内；跨年度的目标，时间请选“跨年度”"),
        ({"timing": Timing.YEARS, "due_on": D(2025, 12, 31)}, "timing", "没有跨年度"),
        ({"timing": Timing.YEARS, "starts_on": D(2026, 1, 1), "due_on": D(2027, 12, 31)}, "starts_on", "要包含计划的2025年"),
        ({"timing": Timing.YEARS, "due_on": D(2205, 12, 31)}, "due_on", "请核对年份"),
        ({"timing": Timing.BY_DATE, "due_on": None}, "due_on", "请填写完成时限"),
        ({"timing": Timing.WINDOW, "starts_on": None}, "starts_on", "请填写开始日期"),
        ({"timing": Timing.FESTIVAL}, "festival", "请选是哪个节日"),
        ({"repeat": Repeat.QUARTERLY, "due_on": D(2025, 2, 28)}, "repeat", "“每季度”一共只有一次"),
        ({"repeat": Repeat.YEARLY}, "repeat", "“每年”一共只有一次"),
        ({"repeat": Repeat.MONTHLY, "curve": Curve.QUARTERS}, "curve", "不用按季推进"),
        ({"timing": Timing.YEARS, "due_on": D(2026, 12, 31), "curve": Curve.QUARTERS}, "curve", "请填分年目标"),
        (HUNDRED, "base", "请填百分比按多少来算"),
        ({**HUNDRED, "base": 28}, "base_name", "请写明基数是什么"),
        ({"low": 120, "unit": "%", "base": 28, "base_name": "全区的村"}, "low", "百分比不能超过100"),
        ({"low": Decimal("2.5"), "unit": "户"}, "low", "请填整数"),
        ({"unit": ""}, "unit", "请填写单位"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(task, fields, field, says):
    with pytest.raises(Refused, match=says) as refused:
        by_hand(task, **fields)
    assert (refused.value.field, task.targets.count()) == (field, 0)


def test_a_festival_that_the_table_does_not_reach_asks_for_its_days(cast, monkeypatch):
    plan = PlanFactory(organization=cast.district, by=cast.district_officer, year=2023)
    task = task_of(plan)
    with pytest.raises(Refused, match="还没有2023年七夕的日子") as refused:
        by_hand(task, timing=Timing.FESTIVAL, festival="qixi", starts_on=None, due_on=None)
    assert refused.value.field == "festival"
    kept = by_hand(task, timing=Timing.FESTIVAL, festival="qixi", starts_on=D(2023, 8, 20), due_on=D(2023, 8, 24))
    assert kept.due_on == D(2023, 8, 24)


@pytest.mark.parametrize(
    ("of", "level", "says"),
    [
        ("town", "town", "柳溪镇是镇街，下面没有镇街"),
        ("village", "village", "石桥村是村社区"),
        ("village", "town", "石桥村是村社区，下面没有镇街"),
    ],
)  # fmt: skip
def test_each_unit_is_one_below_the_organization(cast, task, of, level, says):
    with pytest.raises(Refused, match=says) as refused:
        by_hand(task, unit="户", low=3, per_level=level, organization=cast[of])
    assert refused.value.field == "per_level"
    assert by_hand(task, unit="户", low=3, per_level="village").goal_text == "每个村社区不少于3户"


@pytest.mark.parametrize(
    ("unit", "fits"), [("场次", True), ("场", True), ("次", True), ("户", False), ("人", False), ("人次", False)]
)
def test_a_unit_stands_for_the_indicators_own_only_where_it_counts_the_same(task, unit, fits):
    if fits:
        assert target_of(task, unit=unit).goal_text == f"不少于100{unit}"
    else:
        with pytest.raises(Refused, match="单位是“场次”") as refused:
            target_of(task, unit=unit)
        assert refused.value.field == "unit"


@pytest.mark.parametrize(
    ("percents", "field", "says"),
    [
        ([30, 20, 60, 100], "quarter_2", "不能比上一季度末的30%少"),
        ([25, 50, 75, 90], "quarter_4", "要累计到100%"),
        ([25, None, 75, 100], "quarter_2", "一共应完成百分之几"),
        ([25, 50, 120, 130], "quarter_3", "不能超过100%"),
    ],
)
def test_quarters_rise_and_end_at_the_whole(cast, task, percents, field, says):
    target = Target(
        task=task, subject="走访", comparator=Comparator.AT_LEAST, low=Decimal(10), unit="户", curve=Curve.QUARTERS,
        organization=cast.district,
    )  # fmt: skip
    with pytest.raises(Refused, match=says) as refused:
        services.add_target(target=target, by=cast.district_officer, shape=Shape(quarters=percents))
    assert refused.value.field == field


def test_quarters_and_years_are_kept_as_they_were_said(cast, task):
    by = cast.district_officer
    target = by_hand(task, curve=Curve.QUARTERS)
    assert list(target.quarter_shares.values_list("quarter", "percent")) == [(1, 25), (2, 50), (3, 75), (4, 100)]
    services.change_target(target=target, by=by, shape=Shape(quarters=[10, 40, 70, 100]))
    assert list(target.quarter_shares.values_list("percent", flat=True)) == [10, 40, 70, 100]
    target.curve, target.timing, target.due_on = Curve.EVEN, Timing.YEARS, D(2026, 12, 31)
    services.change_target(target=target, by=by, shape=Shape(years={2025: Decimal(4), 2026: Decimal(5)}))
    assert (target.quarter_shares.count(), target.years_text) == (0, "分年：2025年4、2026年5，合计9个，比目标少1个")
    with pytest.raises(Refused, match="2027年不用填") as refused:
        services.change_target(target=target, by=by, shape=Shape(years={2027: Decimal(1)}))
    assert refused.value.field == "year_2027"


# ---- read back -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {"low": 1, "unit": "次", "repeat": Repeat.QUARTERLY},
            "2025年每季度不少于1次，共4次，3月31日、6月30日、9月30日、12月31日到期，没有统计指标，做一笔记一笔，完成数由记录相加。",
        ),
        (
            {"low": 2, "unit": "场", "repeat": Repeat.MONTHLY},
            "2025年每月不少于2场，分12期，共24场，第一期1月31日到期，最后一期12月31日到期，没有统计指标，做一笔记一笔，完成数由记录相加。",
        ),
        (
            {"low": 100, "unit": "%", "base": 28, "base_name": "全区的村"},
            "2025年全年不少于100%，按全区的村28算，就是28，没有统计指标，做一笔记一笔，完成数由记录相加。",
        ),
        (
            {"low": 200, "comparator": Comparator.ABOUT, "qualifier": "over", "unit": "人次", "due_on": D(2025, 6, 20)},
            "2025年6月20日前200余人次，没有统计指标，做一笔记一笔，完成数由记录相加。",
        ),
    ],
)  # fmt: skip
def test_a_target_is_read_back_in_words(task, fields, says):
    assert understood(by_hand(task, **fields)) == says


# ---- the form --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(cast, as_user):
    return as_user(cast.district_officer)


def typed(task, **changes):
    organization = task.chapter.plan.organization_id
    return {
        "subject": "培育品牌",
        "comparator": "at_least",
        "low": "10",
        "unit": "个",
        "organization": organization,
        **changes,
    }


def post(officer, task, *, follow=False, **changes):
    return officer.post(reverse("plans:target-create", args=[task.pk]), typed(task, **changes), follow=follow)


@pytest.mark.parametrize(
    ("low", "expected"),
    [
        ("2-3个", "2—3个"),
        ("２～３个", "2—3个"),
        ("200余", "200余个"),
        ("约300", "约300个"),
        ("300以上", "不少于300个"),
        ("至少五十", "不少于50个"),
        ("不超过5", "不超过5个"),
        ("两千多", "2000余个"),
        ("1，200", "不少于1200个"),
    ],
)
def test_a_number_is_understood_as_the_document_writes_it(officer, task, low, expected):
    assert post(officer, task, low=low).status_code == 302
    assert Target.objects.get().goal_text == expected


def test_the_unit_may_stand_behind_the_number(officer, task):
    assert post(officer, task, low="1200余场次", unit="").status_code == 302
    assert Target.objects.get().goal_text == "1200余场次"


def test_before_saving_she_can_see_how_it_is_read(officer, task):
    response = post(officer, task, repeat="quarterly", low="1", unit="次", preview="1")
    assert (response.status_code, Target.objects.count()) == (200, 0)
    assert response.context["understood"].startswith(
        "2025年每季度不少于1次，共4次，3月31日、6月30日、9月30日、12月31日到期"
    )
    assert response.context["understood"] in response.content.decode()


def test_an_error_shows_what_was_understood_with_everything_still_there(officer, task):
    response = post(officer, task, repeat="quarterly", timing="by_date", due_on="2025-02-28")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["repeat"]
    assert "2025年2月28日前每季度不少于10个" in response.content.decode()


def test_after_saving_it_is_read_back_too(officer, task):
    response = post(officer, task, repeat="half_yearly", low="1", unit="次", follow=True)
    page = response.content.decode()
    assert "已写进计划，读作：2025年每半年不少于1次，共2次，6月30日、12月31日到期" in page
    assert page.count("共2次，6月30日、12月31日到期") == 2  # in the message, and beside the target


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"timing": "festival", "festival": "women"}, ("festival", D(2025, 3, 1), D(2025, 3, 15))),
        ({"timing": "by_date", "due_on": "2025.6.20"}, ("by_date", D(2025, 1, 1), D(2025, 6, 20))),
        ({"timing": "year", "due_on": "2025-06-20"}, ("by_date", D(2025, 1, 1), D(2025, 6, 20))),
        (
            {"timing": "year", "starts_on": "2025-03-01", "due_on": "2025-06-20"},
            ("window", D(2025, 3, 1), D(2025, 6, 20)),
        ),
        ({}, ("year", D(2025, 1, 1), D(2025, 12, 31))),
    ],
)
def test_days_typed_say_more_than_the_choice_beside_them(officer, task, sent, expected):
    assert post(officer, task, **sent).status_code == 302
    target = Target.objects.get()
    assert (target.timing, target.starts_on, target.due_on) == expected


def test_a_time_that_is_chosen_anew_brings_its_own_days(officer, task):
    target = by_hand(task, timing=Timing.BY_DATE, due_on=D(2025, 6, 20))
    address = reverse("plans:target-update", args=[target.pk])
    old = {"starts_on": "2025-01-01", "due_on": "2025-06-20"}
    assert officer.post(address, typed(task, timing="festival", festival="children", **old)).status_code == 302
    target.refresh_from_db()
    assert (target.starts_on, target.due_on) == (D(2025, 5, 25), D(2025, 6, 8))


def test_years_and_quarters_are_typed_in_boxes_of_their_own(officer, task):
    sent = {"timing": "years", "due_on": "2026-12-31", "low": "200", "year_2025": "100", "year_2026": "八十"}
    response = post(officer, task, follow=True, **sent)
    assert Target.objects.get().years_text == "分年：2025年100、2026年80，合计180个，比目标少20个"
    assert "合计180个，比目标少20个" in response.content.decode()
    quarters = {f"quarter_{number}": percent for number, percent in enumerate(("10", "40", "30", "100"), start=1)}
    wrong = post(officer, task, curve="quarters", **quarters)
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["quarter_3"])
    assert wrong.context["form"].more_open


def test_the_rest_is_folded_until_something_in_it_is_set(officer, task):
    plain = by_hand(task)
    festive = by_hand(task, timing=Timing.FESTIVAL, festival="women", starts_on=None, due_on=None)
    opened = [
        officer.get(reverse("plans:target-update", args=[target.pk])).context["form"].more_open
        for target in (plain, festive)
    ]
    assert opened == [False, True]
