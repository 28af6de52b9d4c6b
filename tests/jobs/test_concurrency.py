"""Two at once, on two real connections: one wins, nothing is done twice."""

import datetime

import pytest
from django.utils import timezone

from fulian.jobs.models import JobRun
from fulian.jobs.services import claim_job, request_job, sweep
from reports.models import AnnualSummary
from reports.services.summarising import request_summary
from tests.factories.jobs import JobFactory
from tests.factories.summaries import YEAR, YEAR_END
from tests.services.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("fulian.jobs.services.current_app.send_task", lambda *args, **kwargs: None)


def test_of_several_workers_one_gets_the_job(do_job):
    job = JobFactory()
    taken = [result for result in at_once(*[lambda: claim_job(job.pk)] * TIMES) if result is not None]
    assert [one.pk for one in taken] == [job.pk]
    assert JobRun.objects.get().attempts == 1


def test_several_clicks_ask_for_one_job(postgres, do_job, cast):
    results = at_once(*[lambda: request_job(kind="test", subject=cast.village, by=cast.village_chair)] * TIMES)
    assert {result.pk for result in results} == {JobRun.objects.get().pk}


def test_several_people_asking_for_one_summary_make_one(postgres, cast):
    def ask():
        return request_summary(organization=cast.town, year=YEAR, until=YEAR_END, by=cast.town_officer)[1].pk

    results = at_once(*[ask] * TIMES)
    assert AnnualSummary.objects.count() == 1
    job = JobRun.objects.get()
    assert {result if isinstance(result, int) else type(result).__name__ for result in results} <= {job.pk, "Conflict"}
    assert job.pk in results


def test_of_several_sweepers_one_publishes(do_job):
    JobFactory(published_at=timezone.now() - datetime.timedelta(hours=1))
    assert sum(at_once(*[sweep] * TIMES)) == 1
