"""What runs in the background."""

from typing import Any

from django.urls import reverse

from fulian.core.permissions import Permission
from fulian.jobs.models import JobRun
from fulian.jobs.registry import handler
from fulian.jobs.services import Progress
from plans.models import Plan
from plans.services.printing import JOB_KIND, STEPS, make_print


def _done_url(job: JobRun) -> str:
    return reverse("plans:plan-files", args=[job.subject_id])


def _visible(user: Any, job: JobRun) -> bool:
    return Plan.objects.visible_to(user, Permission.PLANS_VIEW).filter(pk=job.subject_id).exists()


@handler(JOB_KIND, label="打印工作计划", steps=STEPS, done_url=_done_url, visible=_visible)
def run_print(job: JobRun, progress: Progress) -> None:
    make_print(job, progress)
