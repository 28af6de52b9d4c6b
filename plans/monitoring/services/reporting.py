"""Asking for a monitoring report and making it: frozen first, then laid out; a report that was made is never made over."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.documents.blocks import Document
from fulian.documents.rendering import RenderedFile, render
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.services import request_job
from fulian.organizations.models import Organization
from plans.monitoring.models import MonitoredIndicator, MonitoringReport, MonitoringReportFile
from plans.monitoring.services.documents import report_document
from plans.monitoring.services.values import check_year, hold

JOB_KIND = "monitoring.report"
SUFFIXES = (".pdf", ".docx")
FREEZING, LAYING_OUT, FINISHED = STEPS = ("汇总数据", "排版", "完成")


@transaction.atomic
def request_report(*, organization: Organization, year: int, by: Any) -> JobRun:
    """The job of the next number; one that is being made already is not made twice."""
    check_year(hold(organization), year)
    if not MonitoredIndicator.objects.of(organization).active().exists():
        raise Refused("还没有监测指标，先载入或添加指标。")
    made = MonitoringReport.objects.filter(organization=organization, year=year)
    waiting = made.filter(rendered_at__isnull=True).order_by("-number").first()
    if waiting is None:
        last = made.aggregate(last=Max("number"))["last"] or 0
        waiting = MonitoringReport.objects.create(
            organization=organization, year=year, number=last + 1, requested_by=by
        )
        record("monitoring.summarise", by=by, subject=waiting, year=year, number=waiting.number)
    return request_job(kind=JOB_KIND, subject=waiting, by=by)


def make_report(job: JobRun, progress: Progress) -> None:
    """Each step finds out what an attempt before it has done."""
    report = MonitoringReport.objects.select_related("organization").get(pk=job.subject_id)
    if not report.document:
        progress.step(FREEZING, 10, "第1步，共2步：汇总各项指标")
        made_on = timezone.localdate(report.requested_at)
        document = report_document(report.organization, report.year, number=report.number, made_on=made_on)
        with transaction.atomic():
            progress.assert_current()
            MonitoringReport.objects.filter(pk=report.pk, document={}).update(document=document.to_json())
        report.refresh_from_db(fields=["document"])
    if report.rendered_at is None:
        _lay_out(report, progress, by=job.requested_by)
    progress.step(FINISHED, 100)


def _lay_out(report: MonitoringReport, progress: Progress, *, by: Any) -> None:
    document = Document.from_json(report.document)
    files: dict[str, RenderedFile] = {}
    for place, suffix in enumerate(SUFFIXES):
        label = "PDF" if suffix == ".pdf" else "Word"
        progress.step(LAYING_OUT, 40 + 30 * place, f"第2步，共2步：{label}")
        files[suffix] = render(document, suffix)
    with transaction.atomic():
        progress.assert_current()
        for suffix, file in files.items():
            _store(file_name(report, suffix), file.content)
        MonitoringReportFile.objects.bulk_create(
            MonitoringReportFile(
                report=report, suffix=suffix, name=file_name(report, suffix), sha256=file.sha256, size=len(file.content),
                pages=file.pages, missing_glyphs="".join(file.missing_glyphs)[:200],
            )
            for suffix, file in files.items()
        )  # fmt: skip
        MonitoringReport.objects.filter(pk=report.pk).update(rendered_at=timezone.now())
        record("monitoring.finish", by=by, subject=report, year=report.year, number=report.number)


def file_name(report: MonitoringReport, suffix: str) -> str:
    """By the key alone; the name for people is given when it is downloaded."""
    return f"monitoring/{report.pk}{suffix}"


def _store(name: str, content: bytes) -> None:
    """What a dead attempt left is replaced: a name stands for one report for ever."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
