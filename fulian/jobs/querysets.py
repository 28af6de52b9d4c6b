import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from fulian.jobs.choices import MAX_ATTEMPTS, OPEN_STATES, JobState


def stale_before() -> datetime.datetime:
    """A heartbeat older than this was left by a worker that is dead."""
    return timezone.now() - datetime.timedelta(seconds=settings.JOB_STALE_SECONDS)


class JobQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def about(self, subject: models.Model) -> Self:
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def abandoned(self) -> Self:
        """Running, but its worker has not been heard of."""
        return self.filter(state=JobState.RUNNING, heartbeat_at__lt=stale_before())

    def forgotten(self) -> Self:
        """Queued, and nobody took it: the message was lost, or all workers are busy."""
        return self.filter(state=JobState.QUEUED, published_at__lt=stale_before())

    def claimable(self) -> Self:
        free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat_at__lt=stale_before())
        return self.filter(free, attempts__lt=MAX_ATTEMPTS)
