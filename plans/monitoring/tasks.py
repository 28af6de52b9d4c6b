"""What runs in the background."""

from fulian.core.permissions import Permission
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.registry import handler, page_of, seen_with
from plans.monitoring.models import MonitoringReport
from plans.monitoring.services.reporting import JOB_KIND, STEPS, make_report

REPORTS = MonitoringReport.objects.all()


@handler(
    JOB_KIND, label="生成监测报告", steps=STEPS, done_url=page_of(REPORTS), visible=seen_with(REPORTS, Permission.MONITORING_VIEW)
)  # fmt: skip
def run_report(job: JobRun, progress: Progress) -> None:
    make_report(job, progress)
