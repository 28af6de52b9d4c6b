"""Jobs as rows, without a worker."""

import uuid

import factory
from django.utils import timezone

from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun
from tests.factories.accounts import UserFactory


class JobFactory(factory.django.DjangoModelFactory):
    """Queued. `JobFactory(running=True, heartbeat_at=…)` is held by a worker."""

    class Meta:
        model = JobRun

    class Params:
        running = factory.Trait(
            state=JobState.RUNNING,
            attempts=1,
            token=factory.LazyFunction(lambda: uuid.uuid4().hex),
            heartbeat_at=factory.LazyFunction(timezone.now),
            started_at=factory.LazyFunction(timezone.now),
        )

    kind = "test"
    subject_type = "organizations.organization"
    subject_id = factory.Sequence(lambda n: n + 1)
    requested_by = factory.SubFactory(UserFactory)
