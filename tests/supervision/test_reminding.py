"""Reminders on a calendar that is real: July 2025, and the eight rest days of October 2025."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from plans.supervision import services
from plans.supervision.models import Recipient, Reminder
from tests.factories.supervision import issued, recipient_of, replied


def at(day, clock="10:00"):
    return datetime.datetime.fromisoformat(f"2025-{day}T{clock}:00+08:00")


def remind(day, clock="10:00"):
    return services.make_reminders(now=at(day, clock))


def given():
    return [
        (f"{r.for_day:%m-%d}", f"{r.kind} {r.days}") for r in Reminder.objects.order_by("for_day", "recipient", "pk")
    ]


@pytest.fixture
def ask(cast):
    """`ask("07-18")`: the district asks a township on 2 July, a Wednesday."""

    def ask(due, *to, asked=""):
        notice = issued(
            cast.district, *(to or [cast.town]), by=cast.district_officer,
            due_on=datetime.date.fromisoformat(f"2025-{due}"),
        )  # fmt: skip
        if asked:
            notice.recipients.update(asked_on=datetime.date.fromisoformat(f"2025-{asked}"))
        return notice

    return ask


def every_day(first, last, clock="10:00"):
    day, end = at(first, clock), at(last, clock)
    while day <= end:
        services.make_reminders(now=day)
        day += datetime.timedelta(days=1)


def test_seven_three_and_one_day_before_and_every_working_day_when_it_is_late(ask):
    ask("07-17")  # a Thursday
    every_day("07-02", "07-22")
    assert given() == [
        ("07-10", "before 7"),
        ("07-14", "before 3"),
        ("07-16", "before 1"),
        ("07-18", "late 1"),
        ("07-21", "late 4"),  # Saturday and Sunday waited for Monday
        ("07-22", "late 5"),
    ]


def test_what_falls_on_a_rest_day_is_given_on_the_last_working_day_before_it(ask):
    ask("07-14")  # Monday: 7 July is a Monday, 11 July a Friday, and the day before is a Sunday
    every_day("07-02", "07-14")
    assert given() == [
        ("07-07", "before 7"),
        ("07-11", "before 1"),
    ]  # 3 and 1 meet on the Friday: the later one is said


def test_the_long_holiday_is_quiet_and_a_sunday_that_is_worked_is_not(ask):
    ask("10-08", asked="09-20")  # 1 October is its seventh day before: given on the eve; 5 and 7 October too
    every_day("09-20", "10-13")
    assert given() == [
        ("09-30", "before 1"),
        ("10-09", "late 1"),
        ("10-10", "late 2"),
        ("10-11", "late 3"),  # a Saturday that is worked
        ("10-13", "late 5"),
    ]


@pytest.mark.parametrize(
    ("clock", "made"), [("00:05", 0), ("07:59", 0), ("08:00", 1), ("19:59", 1), ("20:00", 0), ("23:30", 0)]
)
def test_the_hours_outside_the_office_are_quiet(ask, clock, made):
    ask("07-17")
    assert remind("07-10", clock) == made


def test_office_hours_are_those_of_the_place_whatever_clock_the_server_has(ask):
    ask("07-17")
    utc = datetime.UTC
    assert services.make_reminders(now=datetime.datetime(2025, 7, 9, 23, 59, tzinfo=utc)) == 0  # 07:59 here
    assert services.make_reminders(now=datetime.datetime(2025, 7, 10, 0, 0, tzinfo=utc)) == 1
    assert given() == [("07-10", "before 7")]


def test_whatever_runs_again_on_the_same_day_reminds_nobody_twice(ask):
    ask("07-17")
    assert [remind("07-10", clock) for clock in ("08:00", "08:30", "19:30")] == [1, 0, 0]
    assert [remind("07-18", clock) for clock in ("08:00", "08:30")] == [1, 0]


def test_after_an_outage_each_is_reminded_once_and_only_of_the_latest(ask, cast):
    ask("07-17")
    ask("07-10")
    assert remind("07-15") == 2  # the portal was down since the 2nd
    assert given() == [("07-15", "before 3"), ("07-15", "late 5")]
    assert remind("07-15", "10:30") == 0
    assert remind("07-16") == 2
    assert given()[2:] == [("07-16", "before 1"), ("07-16", "late 6")]


def test_a_step_that_was_missed_is_made_up_for_while_there_is_time(ask):
    ask("07-17")
    assert [remind(day) for day in ("07-11", "07-14", "07-17")] == [1, 1, 1]
    assert given() == [("07-11", "before 7"), ("07-14", "before 3"), ("07-17", "before 1")]


def test_nobody_is_reminded_of_what_she_was_asked_today_nor_of_steps_before_that(ask):
    ask("07-04")  # asked on the 2nd, two days before
    assert remind("07-02") == 0
    every_day("07-02", "07-04")
    assert given() == [("07-03", "before 1")]


def test_only_those_whose_turn_it_is_are_reminded(cast, ask):
    answered = ask("07-17", cast.town, cast.other_town)
    replied(answered, cast.town, by=cast.town_chair)
    withdrawn = ask("07-17")
    services.withdraw_notice(notice=withdrawn, by=cast.district_officer, reason="写错")
    assert remind("07-10") == 1
    assert Reminder.objects.get().recipient.organization == cast.other_town


def test_a_new_day_after_sending_back_begins_anew(cast, ask):
    notice = ask("07-10")
    with time_machine.travel(at("07-10"), tick=False):
        row = replied(notice, by=cast.town_chair).recipient
        services.send_back_reply(
            recipient=row, by=cast.district_officer, reason="补充时限", due_on=datetime.date(2025, 7, 18)
        )
    every_day("07-10", "07-21")
    assert given() == [("07-11", "before 7"), ("07-15", "before 3"), ("07-17", "before 1"), ("07-21", "late 3")]


def test_reminders_are_read_when_the_notice_is_opened(cast, ask):
    notice = ask("07-17")
    remind("07-10")
    services.note_opened(notice=notice, by=cast.leader)
    assert Reminder.objects.get().read_at is None
    services.note_opened(notice=notice, by=cast.town_chair)
    assert Reminder.objects.get().read_at == timezone.now()
    assert recipient_of(notice).opened_by == cast.town_chair


def test_a_run_costs_the_same_for_one_and_for_thirty(cast, ask, django_assert_max_num_queries):
    for _ in range(30):
        ask("07-17")
    with django_assert_max_num_queries(14):  # the days of the calendar among them
        assert remind("07-10") == 30
    assert Recipient.objects.count() == Reminder.objects.count() == 30
