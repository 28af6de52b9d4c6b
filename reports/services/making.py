"""The work of a summary's job: freeze, compose, draw, lay out. Each step finds out what an attempt before it has done."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.documents.blocks import Document
from fulian.documents.keeping import media_path, write_whole
from fulian.documents.rendering import RenderedFile, render
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from reports.models import AnnualSummary, SummaryFile, SummaryFreeze, SummaryVersion
from reports.services.composing import Composed, compose, keep_paragraphs, runs_of
from reports.services.rendering import Correction, build_document
from reports.services.summarising import Snapshot, keep_snapshot, load_snapshot, take_snapshot
from reports.summary_choices import SUFFIXES, Edition, VersionKind

FREEZING, COMPOSING, DRAWING, LAYING_OUT, FINISHED = STEPS = ("冻结数据", "组织文字", "生成图表", "排版", "完成")


def make_summary(job: JobRun, progress: Progress) -> None:
    """`act`: generate, refresh (take the figures anew), or render (a version whose prose is settled)."""
    summary = AnnualSummary.objects.select_related("organization").get(pk=job.subject_id)
    version = _version_of(job, summary, progress)
    _draw(version, progress)
    _lay_out(version, progress, by=job.requested_by)
    progress.step(FINISHED, 100)


def _version_of(job: JobRun, summary: AnnualSummary, progress: Progress) -> SummaryVersion:
    """The version that this job is to render: made by the request already, or made here once the figures are frozen."""
    if number := job.arguments.get("version"):
        return SummaryVersion.objects.get(summary=summary, number=number)
    if made_before := summary.versions.filter(freeze__job_id=job.pk).first():
        return made_before  # by an attempt that died
    progress.step(FREEZING, 5, "第1步，共4步：读取各项指标")
    snapshot = take_snapshot(
        organization=summary.organization,
        year=summary.year,
        until=summary.until,
        guiding_thought=summary.guiding_thought,
    )
    progress.step(COMPOSING, 35, "第2步，共4步：按数据组织文字")
    composed = compose(snapshot)
    with transaction.atomic():
        progress.assert_current()
        freeze = keep_snapshot(summary=summary, snapshot=snapshot, job=job)
        keep_paragraphs(summary, composed)
        first = summary.version == 0
        kind = VersionKind.GENERATED if first else VersionKind.REFRESHED
        return new_version(summary=summary, kind=kind, freeze=freeze, by=job.requested_by)


def new_version(*, summary: AnnualSummary, kind: VersionKind, freeze: SummaryFreeze, by: Any) -> SummaryVersion:
    """The next number of a summary. The caller holds the transaction and, for an open summary, its row."""
    locked = AnnualSummary.objects.select_for_update().get(pk=summary.pk)
    summary.version = locked.version + 1
    AnnualSummary.objects.filter(pk=summary.pk).update(version=summary.version)
    return SummaryVersion.objects.create(
        summary=summary, number=summary.version, kind=kind, freeze=freeze, made_by=by, made_at=timezone.now()
    )


def documents_of(version: SummaryVersion) -> dict[Edition, Document]:
    """Both editions from the one freeze, with the prose as it stands now."""
    summary = version.summary
    snapshot = load_snapshot(version.freeze)
    return {
        edition: build_document(
            snapshot,
            current_prose(summary),
            edition=edition,
            signed_on=_signed_on(summary),
            corrections=_corrections(summary),
        )
        for edition in Edition
    }


def current_prose(summary: AnnualSummary) -> list[Composed]:
    return [
        Composed(paragraph.key, paragraph.chapter_title, runs)
        for paragraph in summary.paragraphs.order_by("order", "pk")
        if (runs := runs_of(paragraph))
    ]


def _signed_on(summary: AnnualSummary) -> str:
    if not summary.signed:
        return ""
    day = timezone.localdate(summary.signed_at)
    return f"{day.year}年{day.month}月{day.day}日"


def _corrections(summary: AnnualSummary) -> list[Correction]:
    return [
        Correction(c.number, f"{timezone.localdate(c.made_at):%Y-%m-%d}", c.old_text, c.new_text, c.reason)
        for c in summary.corrections.all()
    ]


def _draw(version: SummaryVersion, progress: Progress) -> None:
    """Documents with their charts, frozen with the version: what is printed once prints the same for ever."""
    if version.documents:
        return
    progress.step(DRAWING, 50, "第3步，共4步：画图、列表")
    documents = {edition.value: document.to_json() for edition, document in documents_of(version).items()}
    with transaction.atomic():
        progress.assert_current()
        SummaryVersion.objects.filter(pk=version.pk, documents={}).update(documents=documents)
    version.refresh_from_db(fields=["documents"])


def _lay_out(version: SummaryVersion, progress: Progress, *, by: Any) -> None:
    """Four files. They take their places, their rows and one audit row come, in one go or not at all."""
    if version.rendered_at is not None:
        return
    wanted = [(edition, suffix) for edition in Edition for suffix in SUFFIXES]
    rendered: dict[tuple[Edition, str], RenderedFile] = {}
    for place, (edition, suffix) in enumerate(wanted):
        label = f"{edition.label}{'PDF' if suffix == '.pdf' else 'Word'}"
        progress.step(LAYING_OUT, 60 + place * 9, f"第4步，共4步：{label}")
        rendered[edition, suffix] = render(Document.from_json(version.documents[edition.value]), suffix)
    with transaction.atomic():
        progress.assert_current()
        for (edition, suffix), file in rendered.items():
            write_whole(media_path(file_name(version, edition, suffix)), file.content)
        SummaryFile.objects.bulk_create(
            SummaryFile(
                version=version,
                edition=edition,
                suffix=suffix,
                name=file_name(version, edition, suffix),
                sha256=file.sha256,
                size=len(file.content),
                pages=file.pages,
                missing_glyphs="".join(file.missing_glyphs)[:200],
            )
            for (edition, suffix), file in rendered.items()
        )
        SummaryVersion.objects.filter(pk=version.pk).update(rendered_at=timezone.now())
        summary = version.summary
        record("reports.summary_render", by=by, subject=summary, path=summary.organization.path, version=version.number)


def file_name(version: SummaryVersion, edition: Edition, suffix: str) -> str:
    """By numbers alone; the name for people is given when it is downloaded."""
    return f"summaries/{version.summary_id}/{version.number}-{edition.value}{suffix}"


def print_document(snapshot: Snapshot, edition: Edition) -> Document:
    """A summary that is not kept: what the command prints. The same composing and the same layout."""
    return build_document(snapshot, compose(snapshot), edition=edition)
