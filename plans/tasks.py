"""What runs in the background."""

from django.urls import reverse

from fulian.core.permissions import Permission
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.registry import handler, seen_with
from plans.models import Plan
from plans.services.printing import JOB_KIND, STEPS, make_print


def _done_url(job: JobRun) -> str:
    return reverse("plans:plan-files", args=[job.subject_id])


@handler(
    JOB_KIND,
    label="打印工作计划",
    steps=STEPS,
    done_url=_done_url,
    visible=seen_with(Plan.objects.all(), Permission.PLANS_VIEW),
)
def run_print(job: JobRun, progress: Progress) -> None:
    make_print(job, progress)
