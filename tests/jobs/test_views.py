import pytest
from django.urls import reverse

from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun
from tests.factories.jobs import JobFactory


@pytest.fixture
def job(cast, do_job):
    return JobFactory(requested_by=cast.town_chair, running=True, step="算数", percent=30, message="第1步，共2步")


def test_the_status_has_the_shape_that_the_progress_component_asks_for(cast, job, as_user):
    answer = as_user(cast.town_chair).get(reverse("jobs:job-status", args=[job.pk]))
    assert answer.json() == {
        "state": "running",
        "percent": 30,
        "step": "算数",
        "message": "第1步，共2步",
        "done_url": "",
    }
    assert answer["Cache-Control"] == "no-store"


def test_a_finished_job_says_where_its_result_is(cast, job, do_job, as_user):
    do_job(lambda job, progress: None, done_url=lambda job: "/result/")
    JobRun.objects.update(state=JobState.DONE, percent=100)
    assert as_user(cast.town_chair).get(reverse("jobs:job-status", args=[job.pk])).json()["done_url"] == "/result/"


def test_a_job_is_shown_to_who_asked_and_to_who_may_see_its_subject(cast, job, do_job, as_user):
    for name in ("jobs:job-detail", "jobs:job-status"):
        url = reverse(name, args=[job.pk])
        assert as_user(cast.town_chair).get(url).status_code == 200
        assert as_user(cast.town_officer).get(url).status_code == 404
        assert as_user(cast.outsider).get(url).status_code == 404
    do_job(lambda job, progress: None, visible=lambda user, job: user == cast.town_officer)
    assert as_user(cast.town_officer).get(reverse("jobs:job-detail", args=[job.pk])).status_code == 200


def test_a_job_whose_kind_is_gone_can_still_be_looked_at(cast, as_user):
    job = JobFactory(kind="gone", requested_by=cast.town_chair)
    assert as_user(cast.town_chair).get(reverse("jobs:job-detail", args=[job.pk])).status_code == 200


def test_the_page_shows_the_steps_and_works_without_javascript(cast, job, as_user):
    page = as_user(cast.town_chair).get(reverse("jobs:job-detail", args=[job.pk])).content.decode()
    assert 'aria-current="step">算数' in page
    assert 'http-equiv="refresh"' in page
    assert reverse("jobs:job-status", args=[job.pk]) in page


def test_only_who_asked_may_try_a_failed_job_again(cast, job, do_job, as_user):
    do_job(lambda job, progress: None, visible=lambda user, job: True)
    JobRun.objects.update(state=JobState.FAILED, message="没有成功。")
    url = reverse("jobs:job-retry", args=[job.pk])
    assert as_user(cast.town_officer).post(url).status_code == 403
    assert as_user(cast.town_chair).get(url).status_code == 405
    answer = as_user(cast.town_chair).post(url)
    again = JobRun.objects.exclude(pk=job.pk).get()
    assert answer.url == again.get_absolute_url()
