"""A power cut in the middle of a job, on both transports: another worker takes it up and finishes it, once."""

import pytest

from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun
from fulian.jobs.registry import KINDS, Kind
from fulian.jobs.services import request_job
from tests.factories.accounts import person
from tests.factories.organizations import district
from tests.services.support import wait_until

pytestmark = [pytest.mark.services, pytest.mark.slow, pytest.mark.main_flow]
QUICKLY = {"JOB_STALE_SECONDS": "2", "JOB_SWEEP_SECONDS": "1"}


@pytest.fixture
def slow_kind(monkeypatch):
    """This process only asks; the workers load tests.services.slow_job."""
    monkeypatch.setitem(KINDS, "slow", Kind(code="slow", label="很慢的任务", run=lambda job, progress: None))


@pytest.mark.parametrize("transport", ["redis", "filesystem"])
def test_a_job_whose_worker_was_killed_is_finished_once_by_another(celery_processes, slow_kind, transport, tmp_path):
    first = celery_processes.start(transport, include="tests.services.slow_job", **QUICKLY)
    subject = district("清和区")
    job = request_job(kind="slow", subject=subject, arguments={"folder": str(tmp_path)}, by=person(subject))
    wait_until((tmp_path / "attempt-1.part").exists, "the first attempt")
    first.kill()
    assert JobRun.objects.get().state == JobState.RUNNING

    celery_processes.start(transport, beat=True, **QUICKLY)
    celery_processes.start(transport, include="tests.services.slow_job", **QUICKLY)
    wait_until(lambda: JobRun.objects.get().state == JobState.DONE, "the second attempt")

    job.refresh_from_db()
    assert (job.attempts, job.percent) == (2, 100)
    assert sorted(path.name for path in tmp_path.glob("*.*") if path.suffix in {".part", ".txt"}) == [
        "attempt-1.part",
        "result.txt",
    ]
