"""Draft, sent for signing, returned, signed; and corrected by number."""

import pytest

from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from fulian.documents.blocks import Document
from fulian.jobs.models import JobRun
from reports.models import AnnualSummary, SummaryVersion
from reports.services.composing import runs_of, strange_numbers
from reports.services.making import documents_of
from reports.services.signing import correct_summary, edit_prose, return_summary, sign_summary, submit_summary
from reports.services.summarising import refresh_summary
from reports.summary_choices import Edition, SummaryStatus
from tests.factories.summaries import YEAR, YEAR_END, written

NEW = "全镇开展主题宣讲20场次，走进35个院落。"


@pytest.fixture
def draft(cast):
    return written(cast, cast.town)


@pytest.fixture
def submitted(cast):
    return written(cast, cast.town, status="submitted")


def paragraph(summary):
    return summary.paragraphs.get(key="ideology")


def edited(summary, cast, text=NEW):
    return edit_prose(
        summary=summary, texts={paragraph(summary).pk: text}, version=summary.version, by=cast.town_officer
    )


def finished(job: JobRun) -> None:
    """As if a worker had done it."""
    version = SummaryVersion.objects.get(summary_id=job.subject_id, number=job.arguments["version"])
    version.documents = {edition.value: document.to_json() for edition, document in documents_of(version).items()}
    version.rendered_at = job.requested_at
    version.save()
    JobRun.objects.filter(pk=job.pk).update(state="done")


def clean(summary) -> Document:
    return Document.from_json(summary.versions.first().documents["clean"])


def test_edited_prose_is_a_new_version_with_the_generated_text_beside_it(cast, draft):
    job = edited(draft, cast)
    finished(job)
    assert job.arguments == {"act": "render", "version": 2}
    assert (paragraph(draft).text, paragraph(draft).generated_text) == (NEW, "开展主题宣讲20场次。")
    assert [v.kind for v in draft.versions.all()] == ["edited", "generated"]
    assert NEW in [block.text for block in clean(draft).blocks if hasattr(block, "runs")]


def test_a_figure_that_still_stands_in_edited_prose_keeps_its_source(cast, draft):
    edited(draft, cast)
    assert [(run.text, run.code) for run in runs_of(paragraph(draft))] == [
        ("全镇开展主题宣讲", ""), ("20场次", "ideology.talks"), ("，走进35个院落。", ""),
    ]  # fmt: skip
    assert strange_numbers(paragraph(draft)) == ["35"]


def test_prose_put_back_as_it_was_is_no_longer_an_override(cast, draft):
    finished(edited(draft, cast))
    draft.refresh_from_db()
    edited(draft, cast, "开展主题宣讲20场次。")
    assert not paragraph(draft).changed


def test_an_emptied_paragraph_is_not_printed_and_its_chapter_goes_with_it(cast, draft):
    finished(edited(draft, cast, ""))
    assert paragraph(draft).removed
    assert "聚焦政治引领" not in [getattr(block, "text", "") for block in clean(draft).blocks]


def test_nothing_changed_makes_no_version(cast, draft):
    assert edited(draft, cast, "开展主题宣讲20场次。") is None
    assert draft.versions.count() == 1


def test_two_people_editing_at_once_do_not_overwrite_each_other(cast, draft):
    stale = AnnualSummary.objects.get(pk=draft.pk)
    finished(edited(draft, cast))
    with pytest.raises(Conflict):
        edited(stale, cast, "另一个人写的。")
    assert paragraph(draft).text == NEW


def test_while_a_version_is_laid_out_nothing_else_begins(cast, draft):
    edited(draft, cast)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="还在排版"):
        edited(draft, cast, "又改一次。")
    with pytest.raises(Refused, match="还在排版"):
        submit_summary(summary=draft, by=cast.town_officer)


def test_sent_for_signing_it_is_not_edited(cast, draft):
    submit_summary(summary=draft, by=cast.town_officer)
    assert draft.status == SummaryStatus.SUBMITTED
    with pytest.raises(Refused, match="待签发"):
        edited(draft, cast)
    with pytest.raises(Conflict):
        refresh_summary(summary=draft, until=YEAR_END, guiding_thought="", by=cast.town_officer)


def test_the_leader_returns_it_with_a_reason_and_it_can_be_edited_again(cast, submitted):
    with pytest.raises(Refused, match="原因"):
        return_summary(summary=submitted, reason=" ", by=cast.town_chair)
    return_summary(summary=submitted, reason="第二段的场次再核一遍", by=cast.town_chair)
    assert (submitted.status, submitted.return_reason) == (SummaryStatus.RETURNED, "第二段的场次再核一遍")
    finished(edited(submitted, cast))
    submit_summary(summary=submitted, by=cast.town_officer)
    submitted.refresh_from_db()
    assert submitted.return_reason == ""


def test_signed_it_is_printed_without_the_watermark_and_dated_with_the_day(cast, submitted):
    job = sign_summary(summary=submitted, version=1, by=cast.town_chair)
    finished(job)
    document = clean(submitted)
    assert (document.watermark, document.header_note) == ("", "")
    assert "2026年11月3日" in [getattr(block, "date", "") for block in document.blocks]
    assert [v.kind for v in submitted.versions.all()] == ["signed", "generated"]
    assert AuditEvent.objects.filter(event="reports.summary_sign").count() == 1


def test_the_leader_signs_what_she_has_read(cast, submitted):
    with pytest.raises(Conflict):
        sign_summary(summary=submitted, version=7, by=cast.town_chair)


def test_of_two_signatures_one_counts(cast, submitted):
    twin = AnnualSummary.objects.get(pk=submitted.pk)
    finished(sign_summary(summary=submitted, version=1, by=cast.town_chair))
    with pytest.raises(Conflict):
        sign_summary(summary=twin, version=1, by=cast.town_chair)
    assert submitted.versions.filter(kind="signed").count() == 1


def test_a_draft_cannot_be_signed_past_the_leader(cast, draft):
    with pytest.raises(Conflict):
        sign_summary(summary=draft, version=1, by=cast.town_chair)


def test_once_signed_nothing_moves_it(cast, submitted):
    finished(sign_summary(summary=submitted, version=1, by=cast.town_chair))
    submitted.refresh_from_db()
    printed = clean(submitted)
    for act in (
        lambda: edited(submitted, cast),
        lambda: submit_summary(summary=submitted, by=cast.town_officer),
        lambda: return_summary(summary=submitted, reason="再改", by=cast.town_chair),
        lambda: refresh_summary(summary=submitted, until=YEAR_END, guiding_thought="", by=cast.town_officer),
    ):
        with pytest.raises(Refused):
            act()
    assert clean(AnnualSummary.objects.get(pk=submitted.pk)) == printed


def test_a_correction_has_a_number_and_a_reason_and_leaves_the_signed_issue_alone(cast, submitted):
    finished(sign_summary(summary=submitted, version=1, by=cast.town_chair))
    submitted.refresh_from_db()
    signed = submitted.versions.get(kind="signed")
    for text, reason in ((NEW, " "), ("开展主题宣讲20场次。", "没有改")):
        with pytest.raises(Refused):
            correct_summary(
                summary=submitted, paragraph=paragraph(submitted), text=text, reason=reason, by=cast.town_chair
            )
    job = correct_summary(
        summary=submitted, paragraph=paragraph(submitted), text=NEW, reason="漏写走进院落", by=cast.town_chair
    )
    finished(job)
    correction = submitted.corrections.get()
    assert str(correction) == f"更正〔{YEAR}〕1号"
    assert (correction.old_text, correction.new_text) == ("开展主题宣讲20场次。", NEW)
    assert SummaryVersion.objects.get(pk=signed.pk).documents == signed.documents
    newest = submitted.versions.first()
    assert newest.kind == "corrected"
    check = Document.from_json(newest.documents[Edition.CHECK])
    assert [annex.title for annex in check.annexes] == ["数据来源附表", "更正情况表"]
    assert "漏写走进院落" in str(Document.from_json(newest.documents[Edition.CLEAN]))


def test_a_draft_is_edited_and_not_corrected(cast, draft):
    with pytest.raises(Refused, match="不用更正"):
        correct_summary(summary=draft, paragraph=paragraph(draft), text=NEW, reason="改", by=cast.town_chair)
