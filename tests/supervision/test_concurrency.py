"""Two at once, on two real connections; and the scheduler's task in a real worker."""

import datetime
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from fulian.calendar.days import is_workday
from fulian.celery import app
from fulian.core.exceptions import Conflict
from plans.supervision import services
from plans.supervision.choices import Status
from plans.supervision.models import Notice, Recipient, Reminder
from tests.factories.cast import Cast, make_cast
from tests.factories.supervision import draft, issued, overdue, recipient_of, replied
from tests.services.support import wait_until
from tests.services.together import at_once

WEDNESDAY = datetime.datetime.fromisoformat("2025-07-09T10:00:00+08:00")


@pytest.fixture
def people(transactional_db: None, postgres: None) -> Cast:
    return make_cast()


def test_notices_that_are_issued_at_once_take_numbers_without_a_gap(people):
    drafts = [draft(people.district, people.town, by=people.district_officer) for _ in range(6)]

    def issue(notice: Notice) -> Callable[[], Any]:
        return lambda: services.issue_notice(notice=notice, by=people.district_officer).number

    assert sorted(at_once(*map(issue, drafts))) == [1, 2, 3, 4, 5, 6]


def test_one_draft_that_is_issued_twice_at_once_is_issued_once(people):
    key = draft(people.district, people.town, by=people.district_officer).pk

    def issue() -> Any:
        return services.issue_notice(notice=Notice.objects.get(pk=key), by=people.district_officer).number

    results = at_once(issue, issue, issue)
    assert sorted(map(str, results), key=len)[0] == "1"
    assert [type(result) for result in results].count(Conflict) == 2
    assert Notice.objects.get().number == 1


def test_the_last_two_answers_accepted_at_once_close_the_notice(people):
    notice = issued(people.district, people.town, people.other_town, by=people.district_officer)
    rows = [
        replied(notice, people.town, by=people.town_chair).recipient,
        replied(notice, people.other_town, by=people.other_town_chair).recipient,
    ]

    def accept(key: int) -> Callable[[], Any]:
        return lambda: services.accept_reply(recipient=Recipient.objects.get(pk=key), by=people.district_officer)

    at_once(*(accept(row.pk) for row in rows))
    notice.refresh_from_db()
    assert (notice.status, notice.closed_by) == (Status.CLOSED, people.district_officer)


def test_two_answers_at_once_become_two_versions(people):
    notice = issued(people.district, people.town, by=people.district_officer)
    key = recipient_of(notice).pk

    def answer(who: Any) -> Callable[[], Any]:
        return lambda: services.reply_to_notice(recipient=Recipient.objects.get(pk=key), text="已办。", by=who).number

    assert sorted(at_once(answer(people.town_chair), answer(people.town_officer))) == [1, 2]


def test_schedulers_that_run_at_once_remind_each_recipient_once(people):
    for _ in range(5):
        overdue(issued(people.district, people.town, people.other_town, by=people.district_officer))
    results = at_once(*[lambda: services.make_reminders(now=WEDNESDAY)] * 4)
    assert sorted(results) == [0, 0, 0, 10]
    assert Reminder.objects.count() == 10


def test_a_run_that_waits_for_another_finds_its_reminders_and_adds_none(people):
    """The first transaction is still open when the second begins: no luck of timing."""
    overdue(issued(people.district, people.town, by=people.district_officer))
    second: list[Any] = []
    with transaction.atomic():
        assert services.make_reminders(now=WEDNESDAY) == 1
        thread = threading.Thread(target=lambda: second.extend(at_once(lambda: services.make_reminders(now=WEDNESDAY))))
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
        assert second == []
    thread.join(60)
    assert (second, Reminder.objects.count()) == ([0], 1)


def test_a_run_that_dies_before_its_end_leaves_nothing_and_the_next_one_does_it_all(people):
    overdue(issued(people.district, people.town, people.other_town, by=people.district_officer))

    def make_and_die() -> int:
        transaction.set_autocommit(False)
        made = services.make_reminders(now=WEDNESDAY)
        connection.close()  # as the database sees a worker that is killed: the connection ends, nothing was committed
        return made

    assert at_once(make_and_die) == [2]
    assert Reminder.objects.count() == 0
    assert services.make_reminders(now=WEDNESDAY) == 2


def test_the_database_itself_refuses_a_second_reminder_on_a_day(people):
    notice = overdue(issued(people.district, people.town, by=people.district_officer))
    services.make_reminders(now=WEDNESDAY)
    first = Reminder.objects.get()
    again = Reminder(
        recipient=recipient_of(notice), kind=first.kind, days=99, due_on=first.due_on, for_day=first.for_day
    )
    Reminder.objects.bulk_create([again], ignore_conflicts=True)
    assert Reminder.objects.get() == first


@pytest.mark.services
def test_the_scheduler_sends_the_task_and_a_real_worker_runs_it(celery_processes):
    task = settings.CELERY_BEAT_SCHEDULE["remind of unanswered notices"]["task"]
    people = make_cast()
    notice = issued(people.district, people.town, by=people.district_officer)
    wednesday = notice.due_on + datetime.timedelta(days=1)
    while wednesday.weekday() != 2 or not is_workday(wednesday):
        wednesday += datetime.timedelta(days=1)
    worker = celery_processes.start("redis")
    for clock in ("21:00", "09:30", "10:00"):  # one in quiet hours, two that would both remind
        app.send_task(task, args=[f"{wednesday}T{clock}:00+08:00"])
    wait_until(lambda: _ended(worker.log, task) >= 3, "three runs")
    assert [(r.for_day, r.kind) for r in Reminder.objects.all()] == [(wednesday, "late")]

    celery_processes.start("redis", beat=True, REMINDER_SECONDS="1")
    wait_until(lambda: _ended(worker.log, task) > 3, "a run that the scheduler asked for")


def _ended(log: str, task: str) -> int:
    return len(re.findall(rf"Task {re.escape(task)}\[\S+\] succeeded", log))
