"""A job's progress: for who asked for it, and for who may see what it makes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import generic

from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun
from fulian.jobs.registry import KINDS
from fulian.jobs.services import request_retry


class JobMixin(generic.detail.SingleObjectMixin):
    model = JobRun
    request: HttpRequest

    def get_object(self, queryset=None) -> JobRun:
        job = super().get_object(queryset)
        kind = KINDS.get(job.kind)
        if job.belongs_to(self.request.user) or (kind and kind.visible(self.request.user, job)):
            return job
        raise Http404


def status_of(job: JobRun) -> dict[str, Any]:
    """The shape that the progress component asks for."""
    kind = KINDS.get(job.kind)
    waiting = "正在排队，马上开始" if job.state == JobState.QUEUED and not job.attempts else job.message
    return {
        "state": job.state,
        "percent": job.percent,
        "step": job.step or job.get_state_display(),
        "message": waiting,
        "done_url": kind.done_url(job) if kind and job.state == JobState.DONE else "",
    }


class JobDetail(JobMixin, generic.DetailView):
    template_name = "jobs/job_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job: JobRun = self.object
        kind = KINDS.get(job.kind)
        mine = job.belongs_to(self.request.user)
        return super().get_context_data(
            **status_of(job),
            page_title=kind.label if kind else job.kind,
            poll_url=reverse("jobs:job-status", args=[job.pk]),
            retry_url=reverse("jobs:job-retry", args=[job.pk]) if mine and job.state == JobState.FAILED else "",
            steps=_steps(kind.steps if kind else (), job),
            **kwargs,
        )


def _steps(labels: tuple[str, ...], job: JobRun) -> list[dict[str, str]]:
    if job.state == JobState.DONE:
        return [{"label": label, "state": "done"} for label in labels]
    at = labels.index(job.step) if job.step in labels else -1
    return [
        {"label": label, "state": "done" if index < at else "now" if index == at else "later"}
        for index, label in enumerate(labels)
    ]


class JobStatus(JobMixin, generic.View):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = JsonResponse(status_of(self.get_object()))
        answer["Cache-Control"] = "no-store"
        return answer


class JobRetry(JobMixin, generic.View):
    """A job that failed for good, asked for once more by the same person."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        job = self.get_object()
        if not job.belongs_to(request.user):
            raise PermissionDenied
        return redirect(request_retry(job=job, by=request.user))
