"""What runs in the background."""

from fulian.core.permissions import Permission
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.registry import handler, page_of, seen_with
from reports.models import AnnualSummary
from reports.services.making import STEPS, make_summary
from reports.services.summarising import JOB_KIND

SUMMARIES = AnnualSummary.objects.all()


@handler(
    JOB_KIND, label="生成年度工作总结", steps=STEPS, done_url=page_of(SUMMARIES),
    visible=seen_with(SUMMARIES, Permission.SUMMARIES_VIEW),
)  # fmt: skip
def run_summary(job: JobRun, progress: Progress) -> None:
    make_summary(job, progress)
