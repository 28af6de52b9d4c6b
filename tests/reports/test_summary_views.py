import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from fulian.jobs.models import JobRun
from reports.models import AnnualSummary, SummaryFigure, SummaryFreeze
from reports.summary_inbox import returned, to_sign
from tests.factories.summaries import YEAR, a_year_of_work, written


def page(client, summary, name="summary-detail"):
    return client.get(reverse(f"reports:{name}", args=[summary.pk]))


def test_asking_for_a_summary_leads_to_its_progress(cast, as_user):
    client = as_user(cast.district_officer)
    form = client.get(reverse("reports:summary-request")).context["form"]
    key = form.fields["submission_key"].initial()
    data = {"organization": cast.town.pk, "year": "２０２５", "until": "2025.11.30", "submission_key": key}
    answers = [client.post(reverse("reports:summary-request"), data) for _ in range(2)]
    job = JobRun.objects.get()
    assert [answer.url for answer in answers] == [job.get_absolute_url()] * 2
    summary = AnnualSummary.objects.get()
    assert (summary.organization, summary.until) == (cast.town, datetime.date(2025, 11, 30))
    assert client.get(job.get_absolute_url()).context["page_title"] == "生成年度工作总结"
    assert as_user(cast.outsider).get(job.get_absolute_url()).status_code == 404


def test_only_organizations_within_reach_are_offered(cast, as_user):
    offered = as_user(cast.town_officer).get(reverse("reports:summary-request")).context["form"].fields["organization"]
    assert list(offered.queryset) == [cast.town]
    answer = as_user(cast.town_officer).post(
        reverse("reports:summary-request"), {"organization": cast.district.pk, "year": YEAR}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["organization"]


def test_an_impossible_cut_off_is_refused_at_its_field_with_everything_typed_still_there(cast, as_user):
    data = {"organization": cast.town.pk, "year": "2025", "until": "2024-05-01", "guiding_thought": "以……为指导"}
    form = as_user(cast.town_officer).post(reverse("reports:summary-request"), data).context["form"]
    assert form.errors == {"until": ["数据截止日要在2025年里。"]}
    assert form["guiding_thought"].value() == "以……为指导"


def test_each_number_of_the_page_leads_to_its_source(cast, as_user):
    summary = written(cast, cast.town)
    trace = reverse("indicators:figure-trace", args=["ideology.talks", cast.town.pk, "2025"])
    assert (
        f'<a href="{trace}" title="看这个数的来处">20场次</a>'
        in page(as_user(cast.town_chair), summary).content.decode()
    )


def test_open_months_and_missing_reports_are_told_to_the_writer_and_not_to_other_readers(cast, as_user):
    summary = written(cast, cast.town)
    told = [
        "2025年12月还没有锁定" in page(as_user(user), summary).content.decode()
        for user in (cast.town_officer, cast.town_chair, cast.leader)
    ]
    assert told == [True, True, False]


def test_what_changed_since_the_figures_were_last_taken_is_told(cast, as_user):
    summary = written(cast, cast.town)
    freeze = SummaryFreeze.objects.create(summary=summary, number=2, job_id=1, until=summary.until)
    SummaryFigure.objects.create(
        freeze=freeze,
        code="ideology.talks",
        name="主题宣讲",
        unit="场次",
        area="ideology",
        definition="场次之和。",
        value=18,
    )
    assert page(as_user(cast.town_officer), summary).context["changes"] == [("主题宣讲", "20场次", "18场次")]
    assert page(as_user(cast.leader), summary).context["changes"] == []


def test_what_waits_stands_among_the_things_to_do_of_who_must_act(cast):
    written(cast, cast.town, status="submitted")
    written(cast, cast.village, status="returned")
    today = datetime.date(2026, 11, 3)
    assert [todo.title for todo in to_sign(cast.town_chair, today)] == ["待签发：柳溪镇2025年工作总结送审稿"]
    assert list(to_sign(cast.leader, today)) == []
    assert [todo.title for todo in returned(cast.district_officer, today)] == ["退回修改：石桥村2025年工作总结"]
    assert list(returned(cast.town_officer, today)) == []


def test_the_list_costs_the_same_for_one_and_for_many(cast, as_user, django_assert_num_queries):
    written(cast, cast.town)
    client = as_user(cast.district_officer)
    url = reverse("reports:summary-list")
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    for organization in (cast.district, cast.village, cast.other_village, cast.other_town, cast.far_village):
        written(cast, organization)
    with django_assert_num_queries(7):
        content = client.get(url).content.decode()
    assert content.count("2025年工作总结") == 6


def test_a_file_has_a_name_for_people_without_anybody_in_it(cast, as_user):
    summary = written(cast, cast.town)
    file = summary.versions.get().files.get(edition="check")
    answer = as_user(cast.town_chair).get(file.download_url)
    assert unquote(answer["Content-Disposition"]).endswith("''柳溪镇_2025年工作总结_核对版_第1稿.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.getvalue() == b"%PDF-1.7"


def test_prose_is_edited_on_one_page_and_goes_on_to_the_progress(cast, as_user):
    summary = written(cast, cast.town)
    client = as_user(cast.town_officer)
    form = page(client, summary, "summary-edit").context["form"]
    data = {name: form[name].value() for name in form.fields if name != "submission_key"}
    field = f"paragraph_{summary.paragraphs.last().pk}"
    answer = client.post(
        reverse("reports:summary-edit", args=[summary.pk]), {**data, field: "开展宣讲20场次，反响热烈。"}
    )
    assert answer.url == JobRun.objects.get().get_absolute_url()
    assert summary.paragraphs.last().text == "开展宣讲20场次，反响热烈。"
    late = client.post(reverse("reports:summary-edit", args=[summary.pk]), {**data, field: "别的。"})
    assert late.status_code == 409
    assert [(row.mine, row.theirs) for row in late.context["clash"].rows] == [("别的。", "开展宣讲20场次，反响热烈。")]


def test_the_leader_is_asked_before_signing_and_signs_what_she_saw(cast, as_user):
    summary = written(cast, cast.district, status="submitted")
    client = as_user(cast.leader)
    assert "签发后数据、口径、文字和文件都不再改变" in page(client, summary, "summary-sign").content.decode()
    client.post(reverse("reports:summary-sign", args=[summary.pk]), {"version": "1"})
    summary.refresh_from_db()
    assert (summary.status, summary.signed_by) == ("signed", cast.leader)


def test_the_command_prints_a_summary_without_keeping_one(cast, tmp_path: Path, capsys):
    a_year_of_work(cast)
    target = tmp_path / "out" / "summary.pdf"
    call_command("render_summary", organization=cast.town.code, year=YEAR, output=target, edition="核对版")
    text = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert "20场次" in text
    assert "ideology.talks" in text
    assert "核对版" in capsys.readouterr().out
    assert [path.name for path in target.parent.iterdir()] == ["summary.pdf"]
    assert not AnnualSummary.objects.exists()
    call_command(
        "render_summary", organization=cast.town.code, year=YEAR, output=target.with_suffix(".docx"),
        until=datetime.date(YEAR, 11, 30),
    )  # fmt: skip
    assert target.with_suffix(".docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"organization": "000000000000"}, "没有区划代码"),
        ({"output": Path("/nowhere/x.odt")}, "后缀"),
        ({"year": 1950}, "年度"),
    ],
)
def test_the_command_says_what_is_wrong(cast, tmp_path, options, words):
    usual = {"organization": cast.town.code, "year": YEAR, "output": tmp_path / "x.pdf"}
    with pytest.raises(CommandError, match=words):
        call_command("render_summary", **{**usual, **options})
