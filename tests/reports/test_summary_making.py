"""A summary as it is made: frozen, composed, laid out; whole or not at all."""

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from activities.models import Activity
from activities.services import cancel_activity
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Refused
from fulian.documents.blocks import Document
from fulian.indicators.models import Indicator
from fulian.jobs.models import JobRun
from fulian.jobs.services import run
from plans.models import Chapter, Plan, Target, Task
from plans.services import submit_plan
from reports.models import AnnualSummary, SummaryFile, SummaryFreeze
from reports.services.composing import compose
from reports.services.making import print_document
from reports.services.planned import PlannedLine, from_rows, to_rows
from reports.services.summarising import keep_snapshot, load_snapshot, refresh_summary, request_summary, take_snapshot
from reports.summary_choices import Edition
from tests.factories.plans import PlanFactory, target_of, task_of
from tests.factories.summaries import YEAR, YEAR_END, a_year_of_work, asked, done, made
from tests.reports.conftest import NOON


@pytest.fixture
def year(cast):
    a_year_of_work(cast)
    return cast


def said(organization, until=YEAR_END) -> str:
    """The prose, without laying it out."""
    return "\n".join(p.text for p in compose(take_snapshot(organization=organization, year=YEAR, until=until)))


def drawn(organization, edition=Edition.CLEAN, until=YEAR_END) -> Document:
    return print_document(take_snapshot(organization=organization, year=YEAR, until=until), edition)


def prose(summary) -> str:
    return "\n".join(p.text for p in summary.paragraphs.all())


def files() -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_the_figures_of_the_year_stand_in_its_prose(year):
    text = said(year.town)
    assert "组建巾帼宣讲队伍1支，开展主题宣讲20场次，听众600人次。" in text
    assert "护林防火期内开展防火巡查200次以上" in text
    assert "在柳溪镇党委坚强领导和清江市妇联有力指导下" in text


def test_nothing_is_said_of_what_nobody_did(year):
    text = said(year.town)
    assert "“两癌”" not in text
    assert "{" not in text
    assert "[" not in text
    assert "，。" not in text
    assert "、。" not in text


def test_the_same_figures_are_counted_for_the_village_the_township_and_the_district(year):
    assert "开展主题宣讲20场次" in said(year.village)
    assert "开展普法宣讲" not in said(year.village)
    assert "开展主题宣讲20场次" in said(year.district)
    assert "开展主题宣讲" not in said(year.other_town)


def test_up_to_an_earlier_day_only_what_came_before_it_counts(year):
    may = datetime.date(YEAR, 5, 31)
    text = said(year.town, may)
    assert text.count("1至5月") == 1
    assert "开展主题宣讲15场次" in text
    assert "普法" not in text
    assert any(
        getattr(block, "text", "") == "（数据截至2025年5月31日）" for block in drawn(year.town, until=may).blocks
    )


def test_open_months_are_named_and_the_draft_says_that_it_is_one(year):
    assert len(take_snapshot(organization=year.town, year=YEAR, until=YEAR_END).open_months) == 12
    document = drawn(year.town)
    assert document.watermark == "草稿"
    assert document.header_note == "数据截至2025年12月31日；1至12月尚未锁定，数据为暂计"


def test_a_frozen_figure_does_not_move_when_a_record_changes(year):
    summary = made(year)
    before = [(f.code, f.text, f.months) for f in summary.freezes.get().figures.all()]
    text = prose(summary)
    cancel_activity(activity=Activity.objects.get(kind__code="law_talk"), by=year.town_chair, reason="重复登记")
    Indicator.objects.filter(code="ideology.talks").update(name="别的名字", definition="别的口径")
    summary = AnnualSummary.objects.get(pk=summary.pk)
    assert [(f.code, f.text, f.months) for f in summary.freezes.get().figures.all()] == before
    assert prose(summary) == text
    assert compose(load_snapshot(summary.freezes.get()))[1].text in text


def test_taking_the_figures_anew_shows_the_change_and_keeps_what_was_written(year):
    summary = made(year)
    written = summary.paragraphs.get(key="ideology.brands")
    written.edited = "全镇开展主题宣讲20场次，群众反响热烈。"
    written.save()
    cancel_activity(
        activity=Activity.objects.filter(kind__code="theory_talk").first(), by=year.town_chair, reason="重复登记"
    )
    summary, job = refresh_summary(
        summary=summary, until=YEAR_END, guiding_thought="以新时代要求为指引", by=year.town_chair
    )
    summary = done(summary, job)
    paragraph = summary.paragraphs.get(key="ideology.brands")
    assert paragraph.text == "全镇开展主题宣讲20场次，群众反响热烈。"
    assert "20场次" not in paragraph.generated_text
    assert "以新时代要求为指引，" in summary.paragraphs.first().text
    assert [v.number for v in summary.versions.all()] == [2, 1]


def test_one_job_makes_four_files_and_one_audit_row(year):
    summary = made(year)
    names = [
        f"summaries/{summary.pk}/1-{edition}{suffix}" for edition in ("check", "clean") for suffix in (".docx", ".pdf")
    ]
    assert files() == names
    assert sorted(SummaryFile.objects.values_list("name", flat=True)) == names
    for file in SummaryFile.objects.all():
        content = (Path(settings.MEDIA_ROOT) / file.name).read_bytes()
        assert len(content) == file.size
        assert content.startswith(b"%PDF" if file.suffix == ".pdf" else b"PK")
        assert file.missing_glyphs == ""
    assert AuditEvent.objects.filter(event="reports.summary_render").count() == 1


def test_a_job_that_is_run_again_makes_nothing_twice(year):
    summary, job = asked(year)
    done(summary, job)
    job.state, job.token = "queued", ""
    job.save()
    run(job.pk)
    assert len(files()) == 4
    assert summary.versions.count() == summary.freezes.count() == 1
    assert AuditEvent.objects.filter(event="reports.summary_render").count() == 1


def test_a_second_request_gives_the_same_job_while_it_runs_and_points_at_the_summary_afterwards(year):
    summary, job = asked(year)
    assert asked(year) == (summary, job)
    assert JobRun.objects.count() == 1
    done(summary, job)
    with pytest.raises(Refused, match="已经有了"):
        asked(year)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"year": 2031, "until": datetime.date(2031, 1, 1)}, "year"), ({"until": datetime.date(2024, 5, 1)}, "until")],
)
def test_an_impossible_request_is_refused_at_its_field(year, changes, field):
    asked_for = {"organization": year.town, "year": YEAR, "until": YEAR_END, "by": year.town_chair}
    with pytest.raises(Refused) as refusal:
        request_summary(**{**asked_for, **changes})
    assert refusal.value.field == field


def test_the_clean_edition_has_no_codes_and_the_check_edition_explains_every_figure(year):
    clean, check = drawn(year.town), drawn(year.town, Edition.CHECK)
    assert (clean.show_codes, check.show_codes) == (False, True)
    assert [annex.title for annex in clean.annexes] == ["主要工作数据表", "主要工作数据图"]
    assert "ideology.talks" not in str(clean.annexes)
    table, note = check.annexes[0].blocks
    row = next(row for row in table.rows if row[0] == "ideology.talks")
    definition = Indicator.objects.get(code="ideology.talks").definition
    assert row == ("ideology.talks", "主题宣讲", definition, "20场次", "20", "—", "0/36", "暂计")
    assert "没有数据的指标：" in note.text
    assert "两癌筛查服务妇女" in note.text


def test_a_snapshot_comes_back_from_its_freeze_as_it_was(year):
    snapshot = take_snapshot(organization=year.town, year=YEAR, until=YEAR_END)
    summary, job = asked(year)
    freeze = keep_snapshot(summary=summary, snapshot=snapshot, job=job)
    assert load_snapshot(SummaryFreeze.objects.get(pk=freeze.pk)) == snapshot


def test_the_months_of_a_flow_add_up_to_its_figure(year):
    figure = take_snapshot(organization=year.town, year=YEAR, until=YEAR_END).figures["ideology.talks"]
    assert figure.months == {"2025-01": "3", "2025-03": "12", "2025-06": "5"}


def test_the_months_of_every_figure_add_up_to_it(year):
    figures = take_snapshot(organization=year.town, year=YEAR, until=YEAR_END).figures.values()
    added_up = {f.code: sum(map(Decimal, f.months.values())) for f in figures if f.months}
    assert added_up == {f.code: f.value.value for f in figures if f.months}
    assert len(added_up) > 3


@pytest.fixture
def plan(year):
    """Of the township: one target met, one missed, one commitment kept."""
    by = {"created_by": year.town_chair, "updated_by": year.town_chair}
    made_plan = Plan.objects.create(
        organization=year.town, path_at=year.town.path, year=YEAR, title="要点", status="published",
        submitted_at=NOON, submitted_by=year.town_officer, approved_at=NOON, approved_by=year.town_chair,
        published_at=NOON, published_by=year.town_officer, in_force_from=datetime.date(YEAR, 1, 21), **by,
    )  # fmt: skip
    task = Task.objects.create(chapter=Chapter.objects.create(plan=made_plan, title="引领"), text="开展宣讲")
    times = {"task": task, "organization": year.town, "starts_on": datetime.date(YEAR, 1, 1), "due_on": YEAR_END}
    for subject, code, low in (("主题宣讲", "ideology.talks", 18), ("普法宣讲", "rights.law_talks", 50)):
        indicator = Indicator.objects.get(code=code)
        Target.objects.create(subject=subject, indicator=indicator, low=low, unit="场次", **times)
    return made_plan


def test_what_the_plan_promised_and_what_came_of_it_is_frozen_with_the_figures(year, plan):
    snapshot = take_snapshot(organization=year.town, year=YEAR, until=YEAR_END)
    (planned,) = snapshot.plan
    assert (planned.title, planned.version) == ("要点", f"计划第1版，{YEAR}年1月21日起执行")
    assert planned.lines == [
        PlannedLine("主题宣讲", "不少于18场次", "20场次", "111%（20/18）", "完成"),
        PlannedLine("普法宣讲", "不少于50场次", "7场次", "14%（7/50）", "滞后"),
    ]
    assert from_rows(json.loads(json.dumps(to_rows(snapshot.plan)))) == snapshot.plan
    assert "全部2项目标中，已完成1项" in said(year.town)


def test_what_a_higher_level_promised_is_told_as_its_own_and_not_counted_as_ours(year, plan):
    target = Target.objects.get(subject="普法宣讲")
    Target.objects.filter(pk=target.pk).update(contribution="higher")
    snapshot = take_snapshot(organization=year.town, year=YEAR, until=YEAR_END)
    assert snapshot.plan[0].lines[1] == PlannedLine(
        "普法宣讲", "不少于50场次", "本级7场次", "上级目标，本级配合", "", own=False
    )
    assert from_rows(json.loads(json.dumps(to_rows(snapshot.plan)))) == snapshot.plan
    assert "全部1项目标中，已完成1项" in said(year.town)


def test_a_version_of_the_plan_that_came_later_is_not_what_was_promised_by_then(year, plan):
    Plan.objects.filter(pk=plan.pk).update(in_force_from=datetime.date(YEAR, 6, 1))
    until = datetime.date(YEAR, 5, 31)
    assert take_snapshot(organization=year.town, year=YEAR, until=until).plan == []


def test_both_editions_print_what_was_promised_and_done_and_only_one_says_what_lags(year, plan):
    clean, check = drawn(year.town), drawn(year.town, Edition.CHECK)
    for document in (clean, check):
        (annex,) = [annex for annex in document.annexes if annex.title == "年度计划完成情况表"]
        assert annex.blocks[0].rows[1][:4] == ("普法宣讲", "不少于50场次", "7场次", "14%（7/50）")
        assert f"计划第1版，{YEAR}年1月21日起执行" in annex.blocks[0].caption
    assert "滞后" not in str(clean)
    assert "滞后" in str(check)


def test_the_guiding_thought_is_typed_once_by_the_district(year):
    asked(year, year.district, guiding_thought="以服务大局为主线")
    assert asked(year, year.village)[0].guiding_thought == "以服务大局为主线"
    assert asked(year, year.town, guiding_thought="以乡村振兴为主线")[0].guiding_thought == "以乡村振兴为主线"
    assert asked(year, year.other_village)[0].guiding_thought == "以乡村振兴为主线"


def test_the_next_year_s_plan_ends_the_prose_once_it_is_more_than_a_draft(year):
    plan = PlanFactory(organization=year.town, year=YEAR + 1, by=year.town_officer)
    target_of(task_of(plan, text="把宣讲办到院落里，每月一场；"), indicator=None, subject="院落宣讲", unit="场")
    assert "把宣讲办到院落里" not in said(year.town)
    submit_plan(plan=plan, by=year.town_officer)
    assert said(year.town).endswith("思想引领。把宣讲办到院落里，每月一场。")
