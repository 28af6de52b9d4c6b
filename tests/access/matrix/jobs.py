from fulian.jobs.choices import JobState
from tests.access.matrix import Row
from tests.factories.jobs import JobFactory


def running(cast):
    return {"pk": JobFactory(requested_by=cast.village_chair, running=True).pk}


def failed(cast):
    return {"pk": JobFactory(requested_by=cast.village_chair, state=JobState.FAILED).pk}


ROLE_MATRIX = [
    Row("jobs:job-detail", running, expect={"village_chair": 200}, others=404),
    Row("jobs:job-status", running, expect={"village_chair": 200}, others=404),
    Row("jobs:job-retry", failed, method="post", expect={"village_chair": 302}, others=404),
]
