import datetime

import pytest
from django.utils import timezone

from fulian.core.exceptions import Refused
from fulian.jobs.choices import JobState
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress, Superseded
from fulian.jobs.services import claim_job, request_job, request_retry, run, sweep
from tests.factories.jobs import JobFactory


@pytest.fixture
def sent(monkeypatch):
    """What would be sent to the broker; nothing is executed."""
    messages: list[int] = []
    monkeypatch.setattr(
        "fulian.jobs.services.current_app.send_task", lambda name, args, retry: messages.append(args[0])
    )
    return messages


def long_ago() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(hours=1)


def test_a_job_is_published_only_after_the_commit(cast, do_job, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        job = request_job(kind="test", subject=cast.village, by=cast.village_chair)
    assert sent == []
    callbacks[0]()
    assert sent == [job.pk]


def test_a_double_click_gives_the_same_job_back(cast, do_job):
    first = request_job(kind="test", subject=cast.village, by=cast.village_chair)
    assert request_job(kind="test", subject=cast.village, by=cast.town_chair) == first
    assert request_job(kind="test", subject=cast.other_village, by=cast.town_chair) != first
    assert JobRun.objects.count() == 2


def test_a_finished_job_does_not_hinder_a_new_one(cast, do_job):
    first = request_job(kind="test", subject=cast.village, by=cast.village_chair)
    run(first.pk)
    assert request_job(kind="test", subject=cast.village, by=cast.village_chair) != first


def test_a_kind_without_a_handler_is_a_mistake_of_the_programmer(cast):
    with pytest.raises(LookupError):
        request_job(kind="no-such-kind", subject=cast.village, by=cast.village_chair)


def test_a_job_runs_and_reports_its_steps(db, do_job):
    seen = []

    def work(job, progress):
        progress.step("算数", 40, "第1步")
        seen.append(JobRun.objects.values_list("state", "percent", "step", "message").get())

    do_job(work)
    job = JobFactory()
    run(job.pk)
    job.refresh_from_db()
    assert seen == [("running", 40, "算数", "第1步")]
    assert (job.state, job.percent, job.attempts) == (JobState.DONE, 100, 1)
    assert job.finished_at is not None


def test_a_message_that_comes_twice_does_the_work_once(db, do_job):
    runs = []
    do_job(lambda job, progress: runs.append(job.pk))
    job = JobFactory()
    run(job.pk)
    run(job.pk)
    assert runs == [job.pk]


def test_a_job_that_a_living_worker_holds_is_left_alone(db, do_job):
    assert claim_job(JobFactory(running=True).pk) is None


def test_a_slow_worker_cannot_write_after_another_has_taken_over(db, do_job):
    job = JobFactory(running=True, heartbeat_at=long_ago())
    zombie = Progress(JobRun.objects.get(pk=job.pk))
    taken = claim_job(job.pk)
    assert taken is not None
    assert taken.attempts == 2
    with pytest.raises(Superseded):
        zombie.step("画图", 90)
    with pytest.raises(Superseded):
        zombie.assert_current()
    zombie.beat()
    Progress(taken).assert_current()


def test_an_attempt_that_was_taken_over_in_the_middle_changes_nothing_when_it_ends(db, do_job):
    def work(job, progress):
        JobRun.objects.update(token="somebody-else")
        progress.step("画图", 50)

    do_job(work)
    job = JobFactory()
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.percent) == (JobState.RUNNING, 0)


def test_what_a_rule_refuses_fails_at_once_with_its_sentence(db, do_job):
    def work(job, progress):
        raise Refused("这一年还没有任何记录。")

    do_job(work)
    job = JobFactory()
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message, job.attempts) == (JobState.FAILED, "这一年还没有任何记录。", 1)


def test_a_failure_is_tried_three_times_and_logged_without_what_was_typed(db, do_job, caplog):
    def work(job, progress):
        raise ValueError("张玥的手机号13800000000")

    do_job(work)
    job = JobFactory()
    states = []
    for _ in range(4):
        run(job.pk)
        job.refresh_from_db()
        states.append((job.state, job.attempts))
    assert states == [("queued", 1), ("queued", 2), ("failed", 3), ("failed", 3)]
    assert str(job.pk) in job.message
    assert "ValueError at" in caplog.text
    assert "张玥" not in caplog.text
    assert "13800000000" not in caplog.text


def test_the_sweeper_publishes_again_what_was_lost_and_what_was_left(
    db, do_job, sent, django_capture_on_commit_callbacks
):
    lost = JobFactory(published_at=long_ago())
    left = JobFactory(running=True, heartbeat_at=long_ago())
    JobFactory()  # just asked for
    JobFactory(running=True)  # alive
    JobFactory(state=JobState.DONE, published_at=long_ago())
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep() == 2
    assert sorted(sent) == [lost.pk, left.pk]


def test_the_sweeper_gives_up_what_has_died_three_times(db, do_job):
    job = JobFactory(running=True, attempts=3, heartbeat_at=long_ago())
    assert sweep() == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "再做一次" in job.message


def test_a_failed_job_can_be_asked_for_again_and_others_cannot(db, do_job):
    failed = JobFactory(state=JobState.FAILED, arguments={"edition": "clean"})
    again = request_retry(job=failed, by=failed.requested_by)
    assert again != failed
    assert (again.arguments, again.state) == ({"edition": "clean"}, JobState.QUEUED)
    assert request_retry(job=failed, by=failed.requested_by) == again
    assert request_retry(job=again, by=failed.requested_by) == again


def test_a_broker_that_is_away_does_not_undo_the_request(cast, do_job, monkeypatch, django_capture_on_commit_callbacks):
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr("fulian.jobs.services.current_app.send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        job = request_job(kind="test", subject=cast.village, by=cast.village_chair)
    assert JobRun.objects.get() == job
