"""A worker that is killed in the middle of a summary: the job is taken up again and finishes, once."""

from pathlib import Path

import pytest
from django.conf import settings

from fulian.audit.models import AuditEvent
from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun
from fulian.jobs.services import publish
from reports.models import SummaryFile, SummaryFreeze, SummaryVersion
from reports.services.making import LAYING_OUT
from tests.factories.summaries import a_year_of_work, asked
from tests.services.support import wait_until

pytestmark = [pytest.mark.services, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _early_november():
    """The workers of these tests live in real time."""


# the demo's SQLite goes with a queue of files, never with Redis
@pytest.mark.parametrize("transport", ["redis", pytest.param("filesystem", marks=pytest.mark.main_flow)])
def test_a_killed_worker_leaves_a_job_that_another_one_finishes(
    django_db_serialized_rollback, celery_processes, cast, transport
):
    a_year_of_work(cast)
    first = celery_processes.start(transport, JOB_STALE_SECONDS="3")
    summary, job = asked(cast)

    def at(step: str) -> bool:
        job.refresh_from_db()
        return job.step == step

    wait_until(lambda: at(LAYING_OUT), "the first worker reaches the layout")
    first.kill()
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    assert not SummaryFile.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]

    celery_processes.start(transport, JOB_STALE_SECONDS="3")
    celery_processes.start(transport, beat=True, JOB_STALE_SECONDS="3")
    wait_until(lambda: at("完成"), "the second worker finishes", 180)
    wait_until(lambda: JobRun.objects.get().state == JobState.DONE, "the job is done")

    assert JobRun.objects.get().attempts == 2
    assert SummaryFreeze.objects.count() == SummaryVersion.objects.count() == 1
    assert AuditEvent.objects.filter(event="reports.summary_render").count() == 1
    names = sorted(SummaryFile.objects.values_list("name", flat=True))
    root = Path(settings.MEDIA_ROOT)
    assert sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()) == names
    assert names == [
        f"summaries/{summary.pk}/1-{rest}" for rest in ("check.docx", "check.pdf", "clean.docx", "clean.pdf")
    ]


def test_a_message_that_was_lost_is_sent_again(django_db_serialized_rollback, celery_processes, cast, monkeypatch):
    a_year_of_work(cast)
    celery_processes.use("filesystem")
    monkeypatch.setattr("fulian.jobs.services.publish", lambda job_id: None)  # the broker swallowed it
    _, job = asked(cast)
    monkeypatch.setattr("fulian.jobs.services.publish", publish)
    celery_processes.start("filesystem", JOB_STALE_SECONDS="3")
    celery_processes.start("filesystem", beat=True, JOB_STALE_SECONDS="3")
    wait_until(lambda: JobRun.objects.get(pk=job.pk).state == JobState.DONE, "the job is done", 180)
