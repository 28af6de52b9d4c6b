"""What runs in the background."""

from typing import Any

from fulian.core.permissions import Permission
from fulian.jobs.models import JobRun
from fulian.jobs.registry import handler
from fulian.jobs.services import Progress
from plans.monitoring.models import MonitoringReport
from plans.monitoring.services.reporting import JOB_KIND, STEPS, make_report


def _done_url(job: JobRun) -> str:
    report = MonitoringReport.objects.filter(pk=job.subject_id).first()
    return report.get_absolute_url() if report else ""


def _visible(user: Any, job: JobRun) -> bool:
    return MonitoringReport.objects.visible_to(user, Permission.MONITORING_VIEW).filter(pk=job.subject_id).exists()


@handler(JOB_KIND, label="生成监测报告", steps=STEPS, done_url=_done_url, visible=_visible)
def run_report(job: JobRun, progress: Progress) -> None:
    make_report(job, progress)
