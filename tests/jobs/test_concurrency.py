"""Two at once, on two real connections: one wins, nothing is done twice."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from fulian.jobs.models import JobRun
from fulian.jobs.services import claim_job, request_job, sweep
from reports.models import AnnualSummary
from reports.services.summarising import request_summary
from tests.factories.jobs import JobFactory
from tests.factories.summaries import YEAR, YEAR_END


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[Any]]:
    """Runs a function in several threads that start together; what each of them returned or raised."""

    def run(work: Callable[[], Any], times: int = 4) -> list[Any]:
        gate, results = threading.Barrier(times), []

        def one() -> None:
            gate.wait()
            try:
                results.append(work())
            except Exception as error:  # noqa: BLE001  the test looks at it
                results.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=one) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return run


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("fulian.jobs.services.current_app.send_task", lambda *args, **kwargs: None)


def test_of_several_workers_one_gets_the_job(at_once, do_job):
    job = JobFactory()
    taken = [result for result in at_once(lambda: claim_job(job.pk)) if result is not None]
    assert [one.pk for one in taken] == [job.pk]
    assert JobRun.objects.get().attempts == 1


def test_several_clicks_ask_for_one_job(at_once, postgres, do_job, cast):
    results = at_once(lambda: request_job(kind="test", subject=cast.village, by=cast.village_chair))
    assert {result.pk for result in results} == {JobRun.objects.get().pk}


def test_several_people_asking_for_one_summary_make_one(at_once, postgres, cast):
    def ask():
        return request_summary(organization=cast.town, year=YEAR, until=YEAR_END, by=cast.town_officer)[1].pk

    results = at_once(ask)
    assert AnnualSummary.objects.count() == 1
    job = JobRun.objects.get()
    assert {result if isinstance(result, int) else type(result).__name__ for result in results} <= {job.pk, "Conflict"}
    assert job.pk in results


def test_of_several_sweepers_one_publishes(at_once, do_job):
    JobFactory(published_at=timezone.now() - datetime.timedelta(hours=1))
    assert sum(at_once(sweep)) == 1
