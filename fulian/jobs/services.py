"""Asking for work, doing it once, and taking up what a dead worker left."""

import logging
import threading
import traceback
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models import F
from django.utils import timezone

from fulian.core.exceptions import Refused
from fulian.jobs.choices import MAX_ATTEMPTS, JobState
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress, Superseded
from fulian.jobs.registry import KINDS

logger = logging.getLogger(__name__)


def request_job(*, kind: str, subject: models.Model, arguments: dict[str, Any] | None = None, by: Any) -> JobRun:
    """The open job of this kind about this subject: new, or what a first click made. Runs after the commit."""
    if kind not in KINDS:
        raise LookupError(f"no handler for jobs of kind {kind!r}")
    return _open_once(kind, subject._meta.label_lower, subject.pk, arguments or {}, by)


def request_retry(*, job: JobRun, by: Any) -> JobRun:
    """A failed job once more, with the same arguments, as a new row. One that has not failed stays as it is."""
    if job.state != JobState.FAILED:
        return job
    return _open_once(job.kind, job.subject_type, job.subject_id, job.arguments, by)


def _open_once(kind: str, subject_type: str, subject_id: int, arguments: dict[str, Any], by: Any) -> JobRun:
    key = {"kind": kind, "subject_type": subject_type, "subject_id": subject_id}
    with transaction.atomic():
        if job := JobRun.objects.open().filter(**key).first():
            return job
        try:
            with transaction.atomic():
                job = JobRun.objects.create(**key, arguments=arguments, requested_by=by)
        except IntegrityError:  # the other click was faster
            return JobRun.objects.open().get(**key)
        publish(job.pk)
    return job


def publish(job_id: int) -> None:
    """Tell the workers after the commit. A broker that is away loses nothing: the sweeper finds the row."""
    transaction.on_commit(
        lambda: current_app.send_task("fulian.jobs.tasks.run_job", args=[job_id], retry=False),
        robust=True,
    )


@contextmanager
def _heart(progress: Progress) -> Iterator[None]:
    """Beats while a long step runs, on a connection of its own."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(settings.JOB_STALE_SECONDS / 4):
            try:
                progress.beat()
            except OperationalError as error:  # the database is busy: the next beat will do
                logger.warning("job %s: heartbeat missed (%s)", progress.job.pk, type(error).__name__)
            finally:
                connection.close()

    thread = threading.Thread(target=beat, name=f"heart of job {progress.job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def claim_job(job_id: int) -> JobRun | None:
    """Take a job by compare-and-set; None when it is done, or somebody living has it."""
    token, now = uuid.uuid4().hex, timezone.now()
    taken = (
        JobRun.objects.claimable()
        .filter(pk=job_id)
        .update(state=JobState.RUNNING, token=token, attempts=F("attempts") + 1, heartbeat_at=now, started_at=now)
    )
    return JobRun.objects.get(pk=job_id) if taken else None


def run(job_id: int) -> None:
    """One attempt, if the job is free. However it ends, the row says so."""
    job = claim_job(job_id)
    if job is None:
        return
    progress = Progress(job)
    try:
        with _heart(progress):
            KINDS[job.kind].run(job, progress)
    except Superseded:
        logger.warning("job %s: attempt %s was taken over", job.pk, job.attempts)
    except Refused as refusal:
        _end(job, JobState.FAILED, message=refusal.message)
    except Exception as error:  # noqa: BLE001  whatever a handler raises has to end in its row, not in a dead job
        # the type and the place, never the text: it may quote what somebody typed
        frames = traceback.extract_tb(error.__traceback__)
        where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        logger.error("job %s (%s) attempt %s: %s at %s", job.pk, job.kind, job.attempts, type(error).__name__, where)
        _try_again_or_fail(job)
    else:
        _end(job, JobState.DONE, percent=100, message="")


def _end(job: JobRun, state: JobState, **values: Any) -> None:
    mine = JobRun.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING)
    mine.update(state=state, finished_at=timezone.now(), **values)


def _try_again_or_fail(job: JobRun) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        _end(job, JobState.FAILED, message=f"试了{job.attempts}次没有成功。请联系管理员，并告诉他任务编号 {job.pk}。")
        return
    with transaction.atomic():
        mine = JobRun.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING)
        message = f"第{job.attempts}次没有成功，正在重试"
        if mine.update(state=JobState.QUEUED, published_at=timezone.now(), message=message):
            publish(job.pk)


def sweep() -> int:
    """Publish again what nobody took and what a dead worker left; give up what has died three times."""
    JobRun.objects.abandoned().filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED,
        finished_at=timezone.now(),
        message="处理中断了几次，没有完成。请再做一次；仍不行请联系管理员。",
    )
    published = 0
    for job in [*JobRun.objects.forgotten(), *JobRun.objects.abandoned()]:
        with transaction.atomic():
            unchanged = JobRun.objects.filter(pk=job.pk, published_at=job.published_at, state=job.state)
            if unchanged.update(published_at=timezone.now()):  # of two sweepers one wins
                publish(job.pk)
                published += 1
    return published
