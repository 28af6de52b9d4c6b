"""From a draft to a signed summary: edit, send for signing, return, sign; afterwards only numbered corrections."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move
from fulian.jobs.models import JobRun
from fulian.jobs.services import request_job
from reports.models import AnnualSummary, SummaryCorrection, SummaryParagraph, SummaryVersion
from reports.services.making import new_version
from reports.services.summarising import JOB_KIND
from reports.summary_choices import EDITABLE_STATUSES, SummaryStatus, VersionKind


def edit_prose(*, summary: AnnualSummary, texts: dict[int, str], version: int, by: Any) -> JobRun | None:
    """Set paragraphs ({paragraph id: text}) and render the next version; None when nothing was changed.

    A text equal to the generated one takes the override away; an empty one leaves the paragraph out. `version` is the one
    that she was looking at: somebody else's newer one is not overwritten.
    """
    with transaction.atomic():
        locked = AnnualSummary.objects.select_for_update().get(pk=summary.pk)
        if locked.status not in EDITABLE_STATUSES:
            raise Refused(f"这份总结{locked.get_status_display()}，不能修改文字。")
        if locked.version != version:
            raise Conflict("您修改的时候，别人保存了新的一稿。请先看看新稿，再决定怎么改。")
        paragraphs = summary.paragraphs.filter(pk__in=texts)
        changed = [paragraph.key for paragraph in paragraphs if _set_text(paragraph, texts[paragraph.pk])]
        if not changed:
            return None
        job = _render_next(summary, VersionKind.EDITED, by)
        record(
            "reports.summary_edit", by=by, subject=summary, path=summary.organization.path,
            version=summary.version, paragraphs=changed,
        )  # fmt: skip
    return job


def _set_text(paragraph: SummaryParagraph, text: str) -> bool:
    text = "".join(text.split("\r")).strip().replace("\n", "")
    before = (paragraph.edited, paragraph.removed)
    if not text:
        paragraph.edited, paragraph.removed = "", True
    else:
        paragraph.edited, paragraph.removed = ("" if text == paragraph.generated_text else text), False
    if before == (paragraph.edited, paragraph.removed):
        return False
    paragraph.save(update_fields=["edited", "removed"])
    return True


def _newest(summary: AnnualSummary) -> SummaryVersion:
    newest = summary.versions.first()
    if newest is None:
        raise Refused("总结还没有生成好，请等进度完成。")
    return newest


def _render_next(summary: AnnualSummary, kind: VersionKind, by: Any) -> JobRun:
    if JobRun.objects.open().about(summary).filter(kind=JOB_KIND).exists():
        raise Refused("上一稿还在排版，请等它完成后再操作。")
    version = new_version(summary=summary, kind=kind, freeze=_newest(summary).freeze, by=by)
    return request_job(kind=JOB_KIND, subject=summary, arguments={"act": "render", "version": version.number}, by=by)


def submit_summary(*, summary: AnnualSummary, by: Any) -> None:
    """Send it to the leader."""
    with transaction.atomic():
        if _newest(summary).rendered_at is None:
            raise Refused("最新一稿还在排版，完成后才能送审。")
        move(
            summary, to=SummaryStatus.SUBMITTED, allowed=EDITABLE_STATUSES,
            submitted_at=timezone.now(), submitted_by=by, return_reason="",
        )  # fmt: skip
        record(
            "reports.summary_submit", by=by, subject=summary, path=summary.organization.path, version=summary.version
        )


def return_summary(*, summary: AnnualSummary, reason: str, by: Any) -> None:
    with transaction.atomic():
        if not reason.strip():
            raise Refused("请写明退回的原因。", field="reason")
        move(
            summary, to=SummaryStatus.RETURNED, allowed=[SummaryStatus.SUBMITTED],
            return_reason=reason.strip(), submitted_at=None, submitted_by=None,
        )  # fmt: skip
        record(
            "reports.summary_return", by=by, subject=summary, path=summary.organization.path, version=summary.version
        )


def sign_summary(*, summary: AnnualSummary, version: int, by: Any) -> JobRun:
    """签发: figures, definitions, prose and files stand from now on. The last version is printed without the watermark.

    `version` is the one that the leader read.
    """
    with transaction.atomic():
        locked = AnnualSummary.objects.select_for_update().get(pk=summary.pk)
        if locked.version != version:
            raise Conflict("您看的不是最新一稿，请刷新后再签发。")
        move(
            summary, to=SummaryStatus.SIGNED, allowed=[SummaryStatus.SUBMITTED],
            signed_at=timezone.now(), signed_by=by,
        )  # fmt: skip
        job = _render_next(summary, VersionKind.SIGNED, by)
        record("reports.summary_sign", by=by, subject=summary, path=summary.organization.path, version=summary.version)
    return job


def correct_summary(*, summary: AnnualSummary, paragraph: SummaryParagraph, text: str, reason: str, by: Any) -> JobRun:
    """A numbered 更正 of a signed summary. The files that were signed stay; the corrected ones are a new issue."""
    text, reason = text.strip(), reason.strip()
    with transaction.atomic():
        locked = AnnualSummary.objects.select_for_update().get(pk=summary.pk)
        if locked.status != SummaryStatus.SIGNED:
            raise Refused("还没有签发的总结直接修改文字即可，不用更正。")
        if not reason:
            raise Refused("请写明更正的原因，它会印在文件上。", field="reason")
        if not text or text == paragraph.text:
            raise Refused("请写出更正后的整段文字；现在和原文一样。", field="text")
        last = summary.corrections.order_by("-number").first()
        correction = SummaryCorrection.objects.create(
            summary=summary, number=last.number + 1 if last else 1, paragraph=paragraph, old_text=paragraph.text,
            new_text=text, reason=reason, version=locked.version + 1, made_by=by,
        )  # fmt: skip
        _set_text(paragraph, text)
        job = _render_next(summary, VersionKind.CORRECTED, by)
        record(
            "reports.summary_correct", by=by, subject=summary, path=summary.organization.path, number=correction.number
        )
    return job
