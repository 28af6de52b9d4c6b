"""What runs in the background."""

from typing import Any

from fulian.core.permissions import Permission
from fulian.jobs.models import JobRun
from fulian.jobs.registry import handler
from fulian.jobs.services import Progress
from reports.models import AnnualSummary
from reports.services.making import STEPS, make_summary
from reports.services.summarising import JOB_KIND


def _done_url(job: JobRun) -> str:
    summary = AnnualSummary.objects.filter(pk=job.subject_id).first()
    return summary.get_absolute_url() if summary else ""


def _visible(user: Any, job: JobRun) -> bool:
    return AnnualSummary.objects.visible_to(user, Permission.SUMMARIES_VIEW).filter(pk=job.subject_id).exists()


@handler(JOB_KIND, label="生成年度工作总结", steps=STEPS, done_url=_done_url, visible=_visible)
def run_summary(job: JobRun, progress: Progress) -> None:
    make_summary(job, progress)
