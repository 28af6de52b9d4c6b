"""Places are given one after the other; people are kept for a while, their number for good."""

import datetime
import uuid

import pytest
import time_machine

from activities.attendance.choices import Arrival, Place
from activities.attendance.models import Entry, Roll
from activities.attendance.services import (
    add_on_the_spot,
    change_roll,
    close_roll,
    open_roll,
    purge_rolls,
    sign_up,
    state_attendance,
    tick,
    withdraw,
)
from activities.attendance.standing import Standing
from activities.attendance.tasks import purge_rolls as purge_task
from activities.services import cancel_activity
from fulian.attachments.models import Attachment
from fulian.attachments.services import attach
from fulian.audit.models import AuditEvent
from fulian.core.exceptions import Conflict, Refused
from tests.attachments.photos import image
from tests.factories.activities import ActivityFactory
from tests.factories.attendance import EntryFactory, RollFactory
from tests.services.together import at_once

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel("2025-11-08 09:00+08:00", tick=False):
        yield


@pytest.fixture
def activity(cast):
    return ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8), attendances=5)


@pytest.fixture
def roll(activity, cast):
    return RollFactory(activity=activity, capacity=3, with_children=True, by=cast.village_chair)


def places(roll):
    return [entry.place for entry in roll.entries.all()]


def test_who_does_not_fit_waits_and_moves_up_when_a_place_is_given_back(roll):
    first = EntryFactory(roll=roll, people=1, children=1)
    EntryFactory(roll=roll, people=2)
    EntryFactory(roll=roll)
    assert places(roll) == [Place.TAKEN, Place.WAITING, Place.TAKEN]
    withdraw(entry=first)
    assert places(roll) == [Place.WITHDRAWN, Place.TAKEN, Place.TAKEN]


def test_more_places_let_those_who_wait_move_up_and_fewer_take_none_away(roll, cast):
    for _ in range(4):
        EntryFactory(roll=roll)
    roll.capacity = 4
    change_roll(roll=roll, by=cast.village_chair)
    assert places(roll) == [Place.TAKEN] * 4
    roll.capacity = 1
    change_roll(roll=roll, by=cast.village_chair)
    assert (places(roll), Standing.of(roll).left) == ([Place.TAKEN] * 4, 0)


def test_without_a_waiting_list_a_full_roll_says_how_many_are_left(roll, cast):
    roll.takes_waiting = False
    change_roll(roll=roll, by=cast.village_chair)
    EntryFactory(roll=roll, people=2)
    with pytest.raises(Refused, match="只剩1个名额"):
        EntryFactory(roll=roll, people=2)
    EntryFactory(roll=roll)
    with pytest.raises(Refused, match="名额已满"):
        EntryFactory(roll=roll)


def test_the_same_phone_signs_up_once_until_it_withdraws(roll):
    first = EntryFactory(roll=roll, phone="13800000001")
    with pytest.raises(Refused, match="已经报过名") as told:
        EntryFactory(roll=roll, phone="13800000001")
    assert told.value.field == "phone"
    withdraw(entry=first)
    assert EntryFactory(roll=roll, phone="13800000001").place == Place.TAKEN


def test_a_button_pressed_twice_is_one_entry(roll):
    key = uuid.uuid4()
    first = EntryFactory(roll=roll, key=key, phone="13800000001")
    assert EntryFactory(roll=roll, key=key, phone="13800000001") == first


def test_nobody_signs_up_for_what_is_closed_cancelled_or_over(roll, activity, cast):
    close_roll(roll=roll, by=cast.village_chair)
    with pytest.raises(Refused, match="报名已经结束"):
        EntryFactory(roll=roll)
    Roll.objects.update(is_open=True)
    with time_machine.travel("2025-11-09 09:00+08:00", tick=False), pytest.raises(Refused, match="报名已经截止"):
        EntryFactory(roll=roll)
    cancel_activity(activity=activity, by=cast.village_chair, reason="下雨")
    with pytest.raises(Refused, match="这场活动取消了"):
        EntryFactory(roll=roll)


def test_a_flood_of_entries_is_stopped(roll):
    known = EntryFactory(roll=roll)
    Entry.objects.bulk_create(Entry(roll=roll, name="甲", place=Place.WAITING) for _ in range(59))
    Entry.objects.update(created_at=known.created_at)
    with pytest.raises(Refused, match="过一分钟再试"):
        EntryFactory(roll=roll)


def test_no_child_is_brought_where_none_is_asked_for(activity, cast):
    roll = RollFactory(activity=activity, by=cast.village_chair)
    assert EntryFactory(roll=roll, children=2).children == 0


def test_an_activity_has_one_roll(roll, activity, cast):
    with pytest.raises(Conflict, match="已经开了报名签到"):
        open_roll(roll=Roll(activity=activity), by=cast.village_chair)


def test_ticks_become_the_figure_of_the_activity(roll, activity, cast):
    family, alone = EntryFactory(roll=roll, people=1, children=1), EntryFactory(roll=roll)
    add_on_the_spot(roll=roll, entry=Entry(name="王某", people=1), by=cast.village_chair)
    late = EntryFactory(roll=roll)
    number = tick(roll=roll, seen=[family.pk, alone.pk], came=[family.pk], by=cast.village_chair)
    assert (number, late.place) == (2, Place.WAITING)
    assert dict(roll.entries.values_list("pk", "arrival"))[alone.pk] == Arrival.ABSENT
    state_attendance(roll=roll, by=cast.village_chair)
    activity.refresh_from_db()
    assert (activity.attendances, Standing.of(roll).children_came) == (3, 1)


def test_nothing_is_stated_before_anybody_was_ticked(roll, cast):
    EntryFactory(roll=roll)
    with pytest.raises(Refused, match="还没有人签到"):
        state_attendance(roll=roll, by=cast.village_chair)


def test_who_was_ticked_cannot_withdraw(roll, cast):
    entry = EntryFactory(roll=roll)
    tick(roll=roll, seen=[entry.pk], came=[entry.pk], by=cast.village_chair)
    with pytest.raises(Refused, match="已经签到"):
        withdraw(entry=entry)


def test_people_are_deleted_on_their_day_and_their_number_stays(roll, cast):
    family = EntryFactory(roll=roll, people=1, children=1)
    EntryFactory(roll=roll)
    tick(roll=roll, seen=[family.pk], came=[family.pk], by=cast.village_chair)
    attach(owner=roll, upload=image(), by=cast.village_chair, confidential=True)
    assert purge_rolls(today=D(2025, 12, 8)) == 0
    assert purge_task(on="2025-12-09") == 1
    assert purge_rolls(today=D(2025, 12, 10)) == 0
    roll.refresh_from_db()
    standing = Standing.of(roll)
    assert (standing.taken, standing.came, standing.children_came) == (3, 2, 1)
    assert (Entry.objects.exists(), Attachment.objects.exists(), roll.is_open) == (False, False, False)
    with pytest.raises(Refused, match="按期删除"):
        sign_up(roll=roll, entry=Entry(name="甲", phone="13800000009"))


def test_the_log_knows_no_names(roll, cast):
    entry = EntryFactory(roll=roll, name="欧阳很少见", phone="13899998888")
    withdraw(entry=entry, by=cast.village_chair)
    logged = " ".join(str(event.detail) for event in AuditEvent.objects.all())
    assert ("欧阳" in logged, "13899998888" in logged) == (False, False)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_only_as_many_have_a_place_as_there_are(postgres, cast):
    activity = ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8))
    roll = RollFactory(activity=activity, capacity=2, by=cast.village_chair)
    entries = at_once(*(lambda: EntryFactory(roll=roll) for _ in range(5)))
    assert sorted(entry.place for entry in entries) == [Place.TAKEN] * 2 + [Place.WAITING] * 3


@pytest.mark.django_db(transaction=True)
def test_the_same_phone_twice_at_once_is_one_entry(postgres, cast):
    activity = ActivityFactory(organization=cast.village, by=cast.village_chair, starts_on=D(2025, 11, 8))
    roll = RollFactory(activity=activity, by=cast.village_chair)
    results = at_once(*(lambda: EntryFactory(roll=roll, phone="13800000001") for _ in range(3)))
    assert sorted(isinstance(result, Refused) for result in results) == [False, True, True]
    assert roll.entries.count() == 1
