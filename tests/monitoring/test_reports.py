import io
import re
from decimal import Decimal

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from fulian.core.exceptions import Refused
from fulian.documents.blocks import Document, Heading, Table
from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun
from fulian.jobs.services import run
from plans.monitoring import services
from plans.monitoring.choices import Datum
from plans.monitoring.models import MonitoringReport
from plans.monitoring.services.documents import report_document
from plans.monitoring.services.reporting import file_name
from tests.factories.monitoring import indicator_of, report_of, value_of


@pytest.fixture
def a_year(cast, officer, indicator):
    """One of each standing."""
    value_of(indicator, 81, by=officer, year=2022)
    value_of(indicator, 82, by=officer, year=2023)
    value_of(indicator, 83, by=officer, note="常住人口口径")  # 84 is due
    on_track = indicator_of(cast.district, by=officer, name="婚检率", confirmed=False, unconfirmed_note="目标数")
    value_of(on_track, 85, by=officer)
    met = indicator_of(cast.district, by=officer, name="参保率")
    value_of(met, 101, by=officer)
    none = indicator_of(cast.district, by=officer, name="知晓率")
    value_of(none, None, by=officer, state=Datum.NO_DATA, reason="没有开展调查")
    indicator_of(cast.district, by=officer, name="没有报的", department="教育局")
    trend = indicator_of(cast.district, by=officer, name="普及率", trend_only=True)
    value_of(trend, 70, by=officer)


def text_of(file):
    reader = PdfReader(io.BytesIO(file))
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))


def stored(report, suffix):
    from django.core.files.storage import default_storage

    with default_storage.open(file_name(report, suffix)) as file:
        return file.read()


def test_the_report_says_in_words_and_tables_what_the_data_say(cast, officer, a_year):
    report = report_of(cast.district, by=officer)
    text = text_of(stored(report, ".pdf"))
    for sentence in (
        "2024年妇女儿童发展规划监测报告",
        "2024年，按《妇女发展规划》监测6项指标：已达标1项、有望1项、滞后1项、无数据2项、不判断1项。",
        "能够判断的3项中，已达标和有望达标的2项，占66.7%。",
        "滞后的指标（1项）",
        "2024年应达到84%，实际83%，差1个百分点。",
        "部门报明无数据的指标（1项）",
        "没有开展调查",
        "还没有审核通过的数的指标（1项）",
        "需要核对的数（1项）",
        "101%超过了100%",
        "带*的1项有内容待核实",
        "孕产妇系统管理率：常住人口口径",
        "滞后指标历年变化图",
    ):
        assert sentence in text
    word = WordDocument(io.BytesIO(stored(report, ".docx")))
    assert "2024年，按《妇女发展规划》监测6项指标" in "".join(p.text for p in word.paragraphs)
    assert [file.missing_glyphs for file in report.files.all()] == ["", ""]


def test_tables_add_up(cast, officer, a_year):
    document = report_document(cast.district, 2024, number=1, made_on=cast.district.opened_on)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    by_domain = tables[0]
    assert by_domain.rows == (("妇女与健康", "6", "1", "1", "1", "2", "1"),)
    assert by_domain.total_row == ("合计", "6", "1", "1", "1", "2", "1")
    assert tables[1].rows == (
        ("孕产妇系统管理率", "%", "80", "82", "83", "2030年≥90", "滞后"),
        ("婚检率*", "%", "80", "—", "85", "2030年≥90", "有望"),
        ("参保率", "%", "80", "—", "101", "2030年≥90", "已达标"),
        ("知晓率", "%", "80", "—", "无数据", "2030年≥90", "无数据"),
        ("没有报的", "%", "80", "—", "—", "2030年≥90", "无数据"),
        ("普及率", "%", "80", "—", "70", "只看趋势", "不判断"),
    )
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == ["总体情况", "妇女发展规划", "需要关注的指标", "有关说明"]


def test_each_making_has_its_number_and_what_was_printed_stays(cast, officer, a_year, indicator):
    first = report_of(cast.district, by=officer)
    value = indicator.values.get(year=2024)
    entry = services.Entry(indicator, value=Decimal(90))
    services.keep_values(
        organization=cast.district, year=2024, entries=[entry], office="区妇联", by=officer, why="年报订正"
    )
    second = report_of(cast.district, by=officer)
    assert (first.number, second.number) == (1, 2)
    assert value.year == 2024
    assert "已达标1项、有望1项、滞后1项" in text_of(stored(first, ".pdf"))
    assert "已达标2项、有望1项、无数据2项" in text_of(stored(second, ".pdf"))


def test_a_second_click_asks_for_the_same_report(cast, officer, indicator):
    jobs = {services.request_report(organization=cast.district, year=2024, by=officer).pk for _ in range(2)}
    assert len(jobs) == MonitoringReport.objects.count() == 1


def test_an_attempt_that_died_is_taken_up_where_it_stood(cast, officer, a_year):
    job = services.request_report(organization=cast.district, year=2024, by=officer)
    run(job.pk)
    report = MonitoringReport.objects.get()
    frozen = report.document
    report.files.all().delete()
    MonitoringReport.objects.update(rendered_at=None)
    JobRun.objects.update(state=JobState.QUEUED)
    run(job.pk)
    report.refresh_from_db()
    assert (report.document, report.files.count()) == (frozen, 2)
    assert Document.from_json(frozen).title_for_metadata.endswith("2024年妇女儿童发展规划监测报告")


def test_nothing_to_report_is_refused(cast, officer):
    with pytest.raises(Refused):
        services.request_report(organization=cast.district, year=2024, by=officer)


def test_the_officer_asks_follows_and_downloads(cast, officer, browser, as_user, a_year):
    response = browser.post(f"/monitoring/reports/new/{cast.district.pk}/", {"year": "2024"})
    job = JobRun.objects.get()
    assert response["Location"] == job.get_absolute_url()
    run(job.pk)
    report = MonitoringReport.objects.get()
    assert browser.get(f"{job.get_absolute_url()}status/").json()["done_url"] == report.get_absolute_url()
    assert "PDF" in browser.get(report.get_absolute_url()).content.decode()
    file = report.files.get(suffix=".pdf")
    answer = as_user(cast.leader).get(f"/monitoring/reports/files/{file.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "%E7%AC%AC1%E7%89%88.pdf" in answer["Content-Disposition"]
    assert as_user(cast.town_chair).get(f"/monitoring/reports/files/{file.pk}/").status_code == 403
