import datetime
import io
import zipfile
from urllib.parse import quote

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from plans.monitoring.choices import Datum
from plans.monitoring.models import ValueVersion, YearValue
from tests.factories.monitoring import DEPARTMENT, indicator_of, officer_of, value_of

HEADER = ["代码", "指标", "单位", "定义", "2023年", "2024年值", "无数据的原因", "三年平均", "资料来源", "口径说明"]


@pytest.fixture
def place(cast, indicator):
    """Where the department's sheet is: `place("sheet-upload")`."""
    return lambda name: f"{reverse(f'monitoring:{name}', args=[cast.district.pk, 2024])}?department={DEPARTMENT}"


@pytest.fixture
def upload(browser, place):
    """Send rows (below the header, from row 2 on) or a whole file."""

    def send(rows=(), *, header=HEADER, content=None, name="表.xlsx"):
        content = workbook([header, *rows]) if content is None else content
        return browser.post(place("sheet-upload"), {"file": SimpleUploadedFile(name, content)})

    return send


def workbook(rows, sheet="填报表"):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    page.write_datetime(number, column, datetime.datetime.combine(cell, datetime.time()), day)
                else:
                    page.write(number, column, cell)
    return target.getvalue()


def row(indicator, value="", *, none="", average="", source="", note="", code=None, name=None):
    given = (code or indicator.code, name or indicator.name)
    return [*given, indicator.unit, "", "", value, none, average, source, note]


def errors_of(response):
    return [(error.place, error.message) for error in response.context["errors"]]


def refusal_of(response):
    assert response.status_code == 422
    return response.context["form"].errors["file"]


def confirm(browser, place, response, **more):
    return browser.post(place("sheet-confirm"), {"payload": response.context["payload"], **more})


# ---- out -------------------------------------------------------------------------------------------------------------------


def test_the_sheet_has_the_departments_indicators_with_last_years_numbers(cast, officer, browser, place, indicator):
    value_of(indicator, 83, by=officer, year=2023)
    indicator_of(cast.district, by=officer, department="教育局")
    response = browser.get(place("sheet-download"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == f"清和区2024年两规划监测填报表（{DEPARTMENT}）"
    assert rows[2] == HEADER
    assert [line[:6] for line in rows[3:]] == [[indicator.code, indicator.name, "%", "", "83", ""]]
    name = quote(f"清和区_2024年两规划监测填报表_{DEPARTMENT}.xlsx")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


def test_the_sheet_comes_back_as_it_went_out(browser, place, upload, officer, indicator):
    value_of(indicator, "84.5", by=officer, qualifier="about", source="年报", note="口径", three_year_average=True)
    response = upload(content=browser.get(place("sheet-download")).content)
    assert (response.status_code, response.context["rows"], response.context["unchanged"]) == (200, [], 1)


# ---- in --------------------------------------------------------------------------------------------------------------------


def test_nothing_is_kept_before_it_was_looked_at_and_confirmed(cast, officer, browser, place, upload, indicator):
    other = indicator_of(cast.district, by=officer, name="婚检率")
    response = upload([row(indicator, "８４．５％", source="年报"), row(other, none="检修，没有统计")])
    assert [(r["before"], r["after"]) for r in response.context["rows"]] == [("", "84.5%"), ("", "无数据")]
    assert not YearValue.objects.exists()
    assert confirm(browser, place, response).status_code == 302
    kept = list(YearValue.objects.order_by("indicator"))
    assert [(v.text, v.source, v.reason, v.filled_by, v.accepted_by) for v in kept] == [
        ("84.5%", "年报", "", DEPARTMENT, officer), ("无数据", "", "检修，没有统计", DEPARTMENT, officer),
    ]  # fmt: skip


def test_confirming_twice_keeps_once(browser, place, upload, indicator):
    response = upload([row(indicator, 84)])
    confirm(browser, place, response)
    assert confirm(browser, place, response).status_code == 422
    assert ValueVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (84.5, "84.5%"),
        ("84.5%", "84.5%"),
        ("80%以上", "80%以上"),
        ("约８４", "约84%"),
        (84.23456, "84.23%"),
        ("下降", "下降"),
        (0, "0%"),
    ],
)
def test_numbers_are_understood_as_people_write_them(upload, indicator, value, text):
    assert [r["after"] for r in upload([row(indicator, value)]).context["rows"]] == [text]


@pytest.mark.parametrize(
    ("bad", "place_in_sheet", "message"),
    [
        ({"value": "很多"}, "第2行F列", "“很多”：请填数字，例如 94.9；只知道升降的写“上升”“持平”或“下降”。"),
        ({"value": "-3"}, "第2行F列", "“-3”：不能小于 0。"),
        ({"value": "84‰"}, "第2行F列", "“84‰”：这个指标的单位是“%”，写的却是“‰”。"),
        ({"value": datetime.date(2024, 3, 8)}, "第2行F列", "这里是日期，不是数；请把单元格格式改成“文本”再填。"),
        ({"value": "无数据"}, "第2行G列", "写了无数据，请写明原因。"),
        ({"value": "84", "none": "没有"}, "第2行G列", "已经填了数，就不要再写无数据的原因。"),
        ({"value": "84", "average": "也许"}, "第2行H列", "填“是”或留空。"),
        ({"value": "84", "source": "源" * 101}, "第2行I列", "太长了，最多100个字。"),
        ({"value": "84", "code": "X999"}, "第2行A列", "没有“X999”这个代码。"),
        ({"value": "84", "name": "别的指标"}, "第2行B列", "“W0102”是“孕产妇系统管理率”，表里写的是“别的指标”，请核对有没有错行。"),
        ({"value": 99999999999}, "第2行F列", "这个数太大了，请核对是不是多打了几位。"),
    ],
)  # fmt: skip
def test_errors_are_listed_by_row_and_column(upload, indicator, bad, place_in_sheet, message):
    response = upload([row(indicator, **bad)])
    assert (response.status_code, errors_of(response)) == (422, [(place_in_sheet, message)])
    assert message.replace("“", "“") in response.content.decode()


def test_all_errors_at_once_and_nothing_of_the_good_rows(cast, officer, upload, indicator):
    foreign = indicator_of(cast.district, by=officer, code="E1", department="教育局")
    rows = [row(indicator, "84"), row(indicator, "85"), row(foreign, "1"), ["", "没有代码", "", "", "", "3"]]
    response = upload(rows)
    assert errors_of(response) == [
        ("第3行A列", "“W0102”和第2行重复。"),
        ("第4行A列", f"“E1”由教育局填，不归{DEPARTMENT}填。"),
        ("第5行A列", "没有代码，不知道是哪个指标。"),
    ]
    assert "payload" not in response.context


def test_a_foreign_districts_code_is_no_code_here(cast, upload, indicator):
    elsewhere = indicator_of(cast.other_district, by=officer_of(cast.other_district), code="Z1")
    assert errors_of(upload([row(elsewhere, "1")])) == [("第2行A列", "没有“Z1”这个代码。")]


def test_columns_that_were_moved_are_found_by_their_names(upload, indicator):
    header = ["口径说明", "2024年值", "指标", "代码", "无数据的原因"]
    response = upload([["常住口径", 84, indicator.name, indicator.code, ""]], header=header)
    [change] = response.context["rows"]
    assert (change["after"], change["entry"].note) == ("84%", "常住口径")


def test_rows_that_say_nothing_are_left_out(cast, officer, upload, indicator):
    other = indicator_of(cast.district, by=officer)
    response = upload([row(other), ["", "", ""], row(indicator, 84)])
    assert (len(response.context["rows"]), response.context["sheet"].blank) == (1, 1)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["名称", "数"], "这不是本系统下载的填报表：前10行里找不到“代码”和“指标”两列。请重新下载表格填写。"),
        ([h.replace("2024", "2023") for h in HEADER], "这是2023年的填报表，现在要的是2024年。"),
        ([h for h in HEADER if h != "无数据的原因"], "表里少了“无数据的原因”列，请重新下载表格填写。"),
        ([h for h in HEADER if h != "2024年值"], "表里少了“2024年值”列，请重新下载表格填写。"),
        ([*HEADER, "代码"], "“代码”列有两个，请删去一个。"),
    ],
)
def test_a_wrong_sheet_is_told_so(upload, indicator, header, message):
    assert refusal_of(upload([row(indicator, 84)], header=header)) == [message]


def test_what_is_no_workbook_is_told_how_to_save_it(upload):
    told = "读不出这个文件。请用WPS或Excel打开，另存为 .xlsx 再传。"
    assert refusal_of(upload(content=b"PK\x03\x04 not really")) == [told]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        parts.writestr("readme.txt", "nothing")
    assert refusal_of(upload(content=target.getvalue())) == [told]
    assert refusal_of(upload(name="表.xls")) == ["只收 .xlsx 文件；.xls 或 .et 请用WPS或Excel打开，另存为 .xlsx 再传。"]
    assert refusal_of(upload()) == ["表里一个数也没有填。"]


def test_a_file_that_unfolds_into_something_huge_is_not_unfolded(upload):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 41 * 1024 * 1024)
    assert refusal_of(upload(content=target.getvalue())) == ["文件展开以后太大，请重新下载表格填写。"]


def test_questions_stand_in_the_preview(officer, upload, indicator):
    value_of(indicator, 60, by=officer, year=2023)
    [change] = upload([row(indicator, 84)]).context["rows"]
    assert change["asked"] == ["比2023年的60%变动了24个百分点，是口径变了，还是填错了？"]


def test_a_correction_asks_why(officer, browser, place, upload, indicator):
    value_of(indicator, 80, by=officer)
    response = upload([row(indicator, 84)])
    assert response.context["asks_why"] is True
    assert confirm(browser, place, response).status_code == 422
    assert confirm(browser, place, response, why="年报订正").status_code == 302
    assert YearValue.objects.get().versions.first().why == "年报订正"


def test_what_changed_since_the_preview_is_not_overwritten(officer, browser, place, upload, indicator):
    response = upload([row(indicator, 84)])
    value_of(indicator, 70, by=officer)
    answer = confirm(browser, place, response, why="x")
    assert answer.status_code == 422
    assert "刚刚被别人改过" in answer.content.decode()
    assert YearValue.objects.get().text == "70%"


def test_a_preview_belongs_to_who_saw_it_and_cannot_be_made_up(cast, as_user, browser, place, upload, indicator):
    response = upload([row(indicator, 84)])
    colleague = as_user(officer_of(cast.district))
    assert confirm(colleague, place, response).status_code == 422
    forged = {"payload": response.context["payload"][:-2] + "xx"}
    assert browser.post(place("sheet-confirm"), forged).status_code == 422
    assert not YearValue.objects.exists()


def test_a_direction_in_place_of_a_number(browser, place, upload, indicator):
    confirm(browser, place, upload([row(indicator, "持平")]))
    assert (YearValue.objects.get().state, YearValue.objects.get().text) == (Datum.TREND, "持平")
