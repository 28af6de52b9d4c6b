"""What a handler writes its progress to, and how it learns that somebody else has taken over."""

from django.utils import timezone

from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun


class Superseded(Exception):
    """This attempt was given up for dead and another one has begun: stop, write nothing."""


class Progress:
    """Every write carries the token of its attempt."""

    def __init__(self, job: JobRun) -> None:
        self.job = job
        self._mine = JobRun.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING)

    def step(self, label: str, percent: int, message: str = "") -> None:
        changed = self._mine.update(step=label, percent=percent, message=message, heartbeat_at=timezone.now())
        if not changed:
            raise Superseded
        self.job.step, self.job.percent, self.job.message = label, percent, message

    def beat(self) -> None:
        self._mine.update(heartbeat_at=timezone.now())

    def assert_current(self) -> None:
        """First statement of a handler's writing transaction: nobody else can take the job over until it commits."""
        if not list(self._mine.select_for_update().values_list("pk", flat=True)):
            raise Superseded
