"""A plan's files: asked for by somebody, laid out in the background, kept whole or not at all."""

import hashlib
from typing import Any

from django.db import transaction

from fulian.audit.services import record
from fulian.documents.blocks import Document
from fulian.documents.keeping import media_path, write_whole
from fulian.documents.rendering import render
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.services import request_job
from plans.document import build_document
from plans.models import Plan, PlanFile
from plans.models.files import FORMATS

JOB_KIND = "plans.print"
LAYING_OUT, FINISHED = STEPS = ("排版", "完成")


def request_print(*, plan: Plan, by: Any) -> JobRun:
    return request_job(kind=JOB_KIND, subject=plan, by=by)


def make_print(job: JobRun, progress: Progress) -> None:
    """Both files of the plan as it stands now; what an attempt that died had finished is not made again."""
    plan = Plan.objects.whole().get(pk=job.subject_id)
    if PlanFile.objects.filter(job=job.pk).exists():
        progress.step(FINISHED, 100)
        return
    document = build_document(plan)
    rendered = {}
    for place, (suffix, label) in enumerate(FORMATS.items()):
        progress.step(LAYING_OUT, 10 + place * 40, f"第{place + 1}步，共{len(FORMATS)}步：{label}")
        rendered[suffix] = render(document, suffix)
    with transaction.atomic():
        progress.assert_current()
        files = [
            PlanFile(
                plan=plan, job=job.pk, suffix=suffix, name=file_name(plan, job, suffix), sha256=file.sha256,
                size=len(file.content), pages=file.pages, missing_glyphs="".join(file.missing_glyphs)[:200],
                fingerprint=fingerprint(document), made_by=job.requested_by,
            )
            for suffix, file in rendered.items()
        ]  # fmt: skip
        for file in files:
            write_whole(media_path(file.name), rendered[file.suffix].content)
        PlanFile.objects.bulk_create(files)
        record("plans.printed", by=job.requested_by, subject=plan, job=job.pk)
    progress.step(FINISHED, 100)


def fingerprint(document: Document) -> str:
    """Another one means that the document says something else."""
    return hashlib.sha256(repr(document).encode()).hexdigest()


def file_name(plan: Plan, job: JobRun, suffix: str) -> str:
    """By numbers alone; the name for people is given when it is downloaded."""
    return f"plans/{plan.pk}/{job.pk}{suffix}"
