import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from plans.monitoring import services
from plans.monitoring.choices import Direction, Stage, Standing
from plans.monitoring.models import MonitoredIndicator, Programme, YearValue
from tests.factories.monitoring import DEPARTMENT, indicator_of, link_of, officer_of, programme_of, value_of

HERE = f"?department={DEPARTMENT}"


def of_year(name, organization, year=2024, query=""):
    return reverse(f"monitoring:{name}", args=[organization.pk, year]) + query


def errors_of(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


# ---- the overview ----------------------------------------------------------------------------------------------------------


def test_an_officer_loads_the_national_indicators_from_the_empty_page(cast, browser):
    assert "载入国家指标" in browser.get("/monitoring/").content.decode()
    response = browser.post(reverse("monitoring:programme-load", args=[cast.district.pk]))
    assert response["Location"] == f"/monitoring/?organization={cast.district.pk}"
    assert MonitoredIndicator.objects.of(cast.district).count() == 32
    html = browser.get("/monitoring/").content.decode()
    assert "清和区妇女发展规划（2021—2030年）" in html
    assert "待核实" in html


def test_the_overview_begins_with_last_year_and_shows_the_worst_first_with_the_rule(cast, officer, browser, indicator):
    behind = indicator_of(cast.district, by=officer, name="滞后的")
    value_of(behind, 81, by=officer)
    value_of(indicator, 90, by=officer)
    indicator_of(cast.district, by=officer, name="没有报的")
    response = browser.get("/monitoring/")
    assert response.context["place"].year == 2024
    alerts = [(line.indicator.name, line.standing) for line in response.context["alerts"]]
    assert alerts == [("滞后的", Standing.BEHIND), ("没有报的", Standing.NO_DATA)]
    html = response.content.decode()
    assert "2024年应达到84%，实际81%，差3个百分点。" in html
    assert "从基期值到目标画一条直线" in html


def test_a_number_that_is_odd_is_asked_about_even_where_the_target_is_reached(officer, browser, indicator):
    value_of(indicator, 101, by=officer)
    [line] = browser.get("/monitoring/").context["alerts"]
    assert (line.standing, line.asked) == (
        Standing.MET, ["101%超过了100%，是毛率，还是单位或小数点有误？"],
    )  # fmt: skip


@pytest.mark.parametrize("query", ["year=1999", "year=²", "year=abc", "year=2026"])
def test_a_year_that_is_not_there_is_the_usual_one(browser, indicator, query):
    assert browser.get(f"/monitoring/?{query}").context["place"].year == 2024


def test_another_districts_programmes_are_not_there(cast, officer, browser):
    elsewhere = indicator_of(cast.other_district, by=officer_of(cast.other_district))
    addresses = [
        f"/monitoring/?organization={cast.other_district.pk}", "/monitoring/?organization=99999999999999999999",
        elsewhere.get_absolute_url(), f"{elsewhere.get_absolute_url()}edit/",
        of_year("collection-detail", cast.other_district), of_year("value-enter", cast.other_district, query=HERE),
        of_year("sheet-download", cast.other_district, query=HERE), of_year("link-create", cast.other_district, query=HERE),
        reverse("monitoring:report-create", args=[cast.other_district.pk]),
        reverse("monitoring:programme-load", args=[cast.other_district.pk]),
        reverse("monitoring:link-revoke", args=[link_of(cast.other_district, by=officer)[0].pk]),
    ]  # fmt: skip
    assert {address: browser.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)


def test_the_overview_costs_the_same_with_one_and_with_thirty(cast, officer, browser, indicator):
    value_of(indicator, 84, by=officer)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get("/monitoring/").status_code == 200
        return len(seen)

    first = queries()
    for _ in range(29):
        value_of(indicator_of(cast.district, by=officer), 84, by=officer)
    assert queries() == first


# ---- the list --------------------------------------------------------------------------------------------------------------


def test_the_list_costs_the_same_with_one_and_with_thirty(cast, officer, browser, indicator):
    value_of(indicator, 84, by=officer)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/monitoring/indicators/?standing=on_track").status_code == 200
        return len(seen)

    first = queries()
    for _ in range(29):
        value_of(indicator_of(cast.district, by=officer), 84, by=officer)
    assert len(browser.get("/monitoring/indicators/?standing=on_track").context["page"].rows) == 30
    assert queries() == first


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["孕产妇系统管理率", "婚检率", "知晓率"]),
        ("standing=behind", ["婚检率"]),
        ("standing=no_data", ["知晓率"]),
        ("year=2023&standing=no_data", ["孕产妇系统管理率", "婚检率", "知晓率"]),
        ("department=教育局", ["知晓率"]),
        ("confirmed=0", ["知晓率"]),
        ("q=w0102", ["孕产妇系统管理率"]),
        ("q=率&audience=children", []),
        ("standing=nonsense", ["孕产妇系统管理率", "婚检率", "知晓率"]),
    ],
)
def test_the_list_is_narrowed_by_what_stands_in_its_columns(cast, officer, browser, indicator, query, names):
    value_of(indicator, 84, by=officer)
    value_of(indicator_of(cast.district, by=officer, name="婚检率"), 81, by=officer)
    indicator_of(cast.district, by=officer, name="知晓率", department="教育局", confirmed=False)
    rows = browser.get(f"/monitoring/indicators/?{query}").context["page"].rows
    assert [row.name for row in rows] == names


def test_the_place_is_handed_on_with_the_filters_and_is_none_itself(cast, browser, indicator):
    response = browser.get(f"/monitoring/indicators/?organization={cast.district.pk}&year=2023&standing=no_data")
    assert response.context["filterset"].form.changed_data == ["standing"]
    html = response.content.decode()
    assert '<input type="hidden" name="year" value="2023" id="id_year">' in html
    assert f'href="/monitoring/indicators/?organization={cast.district.pk}&amp;year=2023">清除筛选' in html


def test_the_file_is_the_list(cast, officer, browser, indicator):
    value_of(indicator, 83, by=officer)
    indicator_of(cast.district, by=officer, name="知晓率", department="教育局")
    answer = browser.get("/monitoring/indicators/export/?standing=behind&year=2024")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["指标"], told["当年"], told["状态"], told["依据"]) == (
        "孕产妇系统管理率", 83.0, "滞后", "2024年应达到84%，实际83%，差1个百分点。",
    )  # fmt: skip


def test_all_values_go_out_with_their_stage(cast, officer, browser, indicator):
    value_of(indicator, 82, by=officer, year=2023)
    value_of(indicator, 83, by=None, stage=Stage.FILLED, qualifier="at_least")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(browser.get("/monitoring/values/export/").getvalue()))
        .get_sheet_by_index(0)
        .to_python()
    )
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [(one["年度"], one["数值"], one["状态"]) for one in told] == [
        (2023.0, 82.0, "审核通过"), (2024.0, "83以上", "待审核"),
    ]  # fmt: skip


# ---- one indicator ---------------------------------------------------------------------------------------------------------


def test_an_indicators_page_tells_how_it_stands_in_each_year_and_every_change(cast, officer, browser, indicator):
    value_of(indicator, 82, by=officer, year=2023)
    value_of(indicator, 83, by=officer)
    services.keep_values(
        organization=cast.district, year=2024, entries=[services.Entry(indicator, value=Decimal(84))], office="区妇联",
        by=officer, why="年报订正",
    )  # fmt: skip
    response = browser.get(indicator.get_absolute_url())
    html = response.content.decode()
    assert [one["line"].standing for one in response.context["years"]] == [Standing.ON_TRACK, Standing.BEHIND]
    assert [one["what"] for one in response.context["changes"]] == [
        "2024年 84% · 审核通过", "2024年 83% · 审核通过", "2023年 82% · 审核通过",
    ]  # fmt: skip
    assert "年报订正" in html
    assert "<svg" in html
    assert "基期2020年80% → 2030年≥90%" in html


def test_a_name_is_never_markup(cast, officer, browser):
    name = '<script>alert("1")</script>'
    indicator = indicator_of(cast.district, by=officer, name=name, definition=name)
    value_of(indicator, 84, by=officer, year=2023, note=name)
    value_of(indicator, 84, by=officer, source=name)
    pages = ["/monitoring/", "/monitoring/indicators/", indicator.get_absolute_url()]
    assert [page for page in pages if "<script>alert" in browser.get(page).content.decode()] == []


def test_an_indicator_is_added_with_its_baseline(cast, officer, browser):
    domain = programme_of(cast.district).domains.get()
    sent = {
        "domain": domain.pk, "code": "B01", "name": "出生人口性别比", "unit": "", "direction": "range", "department": "卫健局",
        "baseline_year": "２０２０", "baseline_value": "111.3",
    }  # fmt: skip
    response = browser.post("/monitoring/indicators/new/", sent)
    assert errors_of(response) == {"unit": ["这个字段是必填项。"]}
    response = browser.post("/monitoring/indicators/new/", {**sent, "unit": "男/百女"})
    made = MonitoredIndicator.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.programme, made.baseline_value, made.confirmed, made.updated_by) == (
        domain.programme, Decimal("111.3"), False, officer,
    )  # fmt: skip


def test_a_baseline_is_whole_and_a_code_stands_once(browser, indicator):
    url = f"{indicator.get_absolute_url()}edit/"
    sent = {
        "domain": indicator.domain_id, "code": "W0102", "name": "名", "unit": "%", "direction": "higher", "department": "局",
        "baseline_year": "2020", "active": "on",
    }  # fmt: skip
    assert errors_of(browser.post(url, sent)) == {"baseline_value": ["基期年度和基期值要么都填，要么都不填。"]}
    assert browser.post(url, {**sent, "baseline_value": "80"}).status_code == 302


def test_targets_are_typed_year_by_year(cast, browser, indicator):
    url = reverse("monitoring:target-update", args=[indicator.pk])
    page = browser.get(url).context["form"]
    assert [name for name in page.fields if name.startswith(("low", "high"))] == [f"low_{y}" for y in range(2021, 2031)]
    browser.post(url, {"low_2025": "８６.５", "low_2030": "92", "basis": "区规划"})
    assert list(indicator.targets.values_list("year", "low", "high", "basis")) == [
        (2025, Decimal("86.5"), None, "区规划"), (2030, Decimal(92), None, "区规划"),
    ]  # fmt: skip
    assert errors_of(browser.post(url, {"low_2030": "多"})) == {"low_2030": ["请填数字，例如 5000。"]}


def test_a_range_that_stands_upside_down_is_told_at_its_field(cast, officer, browser):
    indicator = indicator_of(cast.district, by=officer, direction=Direction.RANGE, goals={})
    url = reverse("monitoring:target-update", args=[indicator.pk])
    assert errors_of(browser.post(url, {"low_2030": "107", "high_2030": "103"})) == {
        "high_2030": ["上限不能小于下限。"]
    }
    assert errors_of(browser.post(url, {"low_2030": "103"})) == {"high_2030": ["请填写上限。"]}


# ---- collecting ------------------------------------------------------------------------------------------------------------


def test_a_year_adds_up_over_its_departments(cast, officer, browser, indicator):
    value_of(indicator, 84, by=officer)
    value_of(indicator_of(cast.district, by=officer), 1, by=None, stage=Stage.FILLED)
    indicator_of(cast.district, by=officer, department="教育局")
    link_of(cast.district, by=officer)
    context = browser.get(of_year("collection-detail", cast.district)).context
    assert [(one["name"], one["total"], one["accepted"], one["filled"], one["missing"]) for one in context["departments"]] == [
        (DEPARTMENT, 2, 1, 1, 0), ("教育局", 1, 0, 0, 1),
    ]  # fmt: skip
    assert context["departments"][0]["link_state"] == {"label": "已发链接，期限07-12", "tone": "wait"}
    assert (context["total"]["total"], context["total"]["missing"]) == (3, 1)


def test_a_year_costs_the_same_with_one_and_with_thirty(cast, officer, browser, indicator):
    url = of_year("collection-detail", cast.district)
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for number in range(29):
        indicator_of(cast.district, by=officer, department=f"部门{number}")
    with CaptureQueriesContext(connection) as many:
        browser.get(url)
    assert len(many) == len(few)


def test_entering_a_departments_year_counts_at_once(cast, officer, browser, indicator):
    other = indicator_of(cast.district, by=officer)
    url = of_year("value-enter", cast.district, query=HERE)
    sent = {
        f"value_{indicator.pk}": "８４",
        f"seen_{indicator.pk}": "0",
        f"value_{other.pk}": "",
        f"seen_{other.pk}": "0",
    }
    assert browser.post(url, sent)["Location"] == of_year("collection-detail", cast.district)
    assert [(value.indicator, value.text, value.stage) for value in YearValue.objects.all()] == [
        (indicator, "84%", Stage.ACCEPTED)
    ]


def test_correcting_asks_why_and_nothing_typed_is_lost(cast, officer, browser, indicator):
    value_of(indicator, 84, by=officer)
    url = of_year("value-enter", cast.district, query=HERE)
    sent = {f"value_{indicator.pk}": "85.5", f"seen_{indicator.pk}": "1", f"source_{indicator.pk}": "年报"}
    response = browser.post(url, sent)
    assert (response.status_code, errors_of(response)) == (422, {"why": ["审核通过的数要改，请写明更正原因。"]})
    assert 'value="85.5"' in response.content.decode()
    assert browser.post(url, {**sent, "why": "年报订正"}).status_code == 302


def test_entering_does_not_accept_by_the_way_what_waits_for_review(cast, officer, browser, indicator):
    value_of(indicator, 84, by=None, stage=Stage.FILLED)
    other = indicator_of(cast.district, by=officer)
    sent = {
        f"value_{indicator.pk}": "84",
        f"seen_{indicator.pk}": "1",
        f"value_{other.pk}": "85",
        f"seen_{other.pk}": "0",
    }
    browser.post(of_year("value-enter", cast.district, query=HERE), sent)
    assert list(YearValue.objects.order_by("indicator").values_list("stage", flat=True)) == [
        Stage.FILLED,
        Stage.ACCEPTED,
    ]


def test_a_department_that_there_is_not_and_a_year_that_is_not_are_404(cast, browser, indicator):
    assert browser.get(of_year("value-enter", cast.district, query="?department=没有")).status_code == 404
    assert browser.get(of_year("collection-detail", cast.district, 2020)).status_code == 404
    assert browser.get(of_year("collection-detail", cast.town)).status_code == 404


@pytest.fixture
def waiting(cast, officer, indicator):
    other = indicator_of(cast.district, by=officer, name="婚检率", department="民政局")
    return [value_of(one, 84, by=None, stage=Stage.FILLED) for one in (indicator, other)]


def test_review_accepts_what_is_chosen_and_leaves_the_rest(cast, officer, browser, waiting):
    url = of_year("value-review", cast.district)
    first, second = waiting
    browser.post(url, {"action": "accept", "chosen": [f"{first.pk}:1"]})
    stages = {value.pk: (value.stage, value.accepted_by) for value in YearValue.objects.all()}
    assert stages == {first.pk: (Stage.ACCEPTED, officer), second.pk: (Stage.FILLED, None)}


def test_review_sends_back_with_a_reason(cast, browser, waiting):
    url = of_year("value-review", cast.district, query="?department=民政局")
    chosen = {"action": "return", "chosen": [f"{waiting[1].pk}:1"]}
    assert errors_of(browser.post(url, chosen)) == {"reason": ["请写明退回原因，填报的人要据此修改。"]}
    assert browser.post(url, {**chosen, "reason": "口径不同"}).status_code == 302
    assert [value.stage for value in YearValue.objects.order_by("pk")] == [Stage.FILLED, Stage.RETURNED]


def test_review_shows_where_the_indicator_would_stand(cast, browser, waiting):
    page = browser.get(of_year("value-review", cast.district))
    assert [(line.standing, line.would.standing) for line in page.context["lines"]] == [
        (Standing.NO_DATA, Standing.ON_TRACK)
    ] * 2
    assert "2024年应达到84%，实际84%。" in page.content.decode()


def test_review_shows_one_department_when_asked(cast, browser, waiting):
    page = browser.get(of_year("value-review", cast.district, query="?department=民政局"))
    assert [line.indicator.name for line in page.context["lines"]] == ["婚检率"]


def test_review_refuses_what_changed_meanwhile(cast, officer, browser, waiting):
    value = waiting[0]
    services.accept_values(organization=cast.district, year=2024, seen={value.pk: 1}, by=officer)
    response = browser.post(of_year("value-review", cast.district), {"action": "accept", "chosen": [f"{value.pk}:1"]})
    assert response.status_code == 422


# ---- programmes ------------------------------------------------------------------------------------------------------------


def test_a_programme_is_renamed_after_the_districts_own_document(cast, browser, indicator):
    programme = Programme.objects.get()
    sent = {
        "title": "清和区妇女发展规划",
        "basis": "清政发〔2022〕5号",
        "start_year": "2021",
        "end_year": "2030",
        "active": "on",
    }
    response = browser.post(reverse("monitoring:programme-update", args=[programme.pk]), sent)
    assert response["Location"] == f"/monitoring/?organization={cast.district.pk}#programme-{programme.pk}"
    programme.refresh_from_db()
    assert programme.basis == "清政发〔2022〕5号"


def test_a_leader_looks_and_changes_nothing(cast, as_user, officer, indicator):
    leader = as_user(cast.leader)
    value_of(indicator, 84, by=officer)
    html = leader.get(of_year("collection-detail", cast.district)).content.decode()
    assert "发链接" not in html
    assert "修改指标" not in leader.get(indicator.get_absolute_url()).content.decode()
