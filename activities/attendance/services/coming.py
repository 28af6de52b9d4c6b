"""Signing up, from a link without an account; being entered on the spot; withdrawing."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.attendance.choices import STANDING, Arrival, Place
from activities.attendance.models import Entry, Roll
from activities.attendance.models.rolls import PURPOSE
from activities.attendance.services.rolls import hold, move_up, room
from fulian.audit.services import record as audit
from fulian.core.crypto import blind_indexes
from fulian.core.exceptions import Refused

BURST = datetime.timedelta(minutes=1)
MOST_IN_A_BURST = 60  # of one roll: a hall of people with phones, and no more than that
MOST_ON_A_ROLL = 5000


def why_not(roll: Roll, now: datetime.datetime) -> str:
    """Why nobody may sign up now; empty when she may. Places are another matter."""
    if roll.is_purged or not roll.is_open:
        return "报名已经结束。"
    if roll.activity.is_cancelled:
        return "这场活动取消了。"
    if (roll.open_until and now > roll.open_until) or timezone.localdate(now) > roll.activity.last_day:
        return "报名已经截止。"
    return ""


@transaction.atomic
def sign_up(*, roll: Roll, entry: Entry) -> Entry:
    """Keep a new, unsaved entry of somebody without an account: a place, or a place among those who wait.

    The same `key` twice (a double click, a line that broke) is one entry.
    """
    stored = hold(roll)
    if known := stored.entries.filter(key=entry.key).first():
        return known
    now = timezone.now()
    if reason := why_not(stored, now):
        raise Refused(reason)
    if stored.entries.filter(created_at__gt=now - BURST).count() >= MOST_IN_A_BURST:
        raise Refused("这一分钟报名的人太多，请过一分钟再试。您填的内容还在。")
    if stored.entries.count() >= MOST_ON_A_ROLL:
        raise Refused("报名的人已经很多，请直接联系村（社区）妇联。")
    if not entry.phone:
        raise Refused("请填手机号，有变动好通知您。", field="phone")
    _keep(stored, entry)
    return entry


@transaction.atomic
def add_on_the_spot(*, roll: Roll, entry: Entry, by: Any) -> Entry:
    """Somebody who came without having signed up: entered by the federation, and there already. The limit does not hold her back."""
    stored = hold(roll)
    if known := stored.entries.filter(key=entry.key).first():
        return known
    _refuse_twice(stored, entry)
    entry.roll, entry.place, entry.arrival, entry.on_the_spot = stored, Place.TAKEN, Arrival.CAME, True
    entry.save(force_insert=True)
    audit("attendance.added", by=by, subject=stored.activity, entry=entry.pk)
    return entry


@transaction.atomic
def withdraw(*, entry: Entry, by: Any = None) -> Entry:
    """Her place goes to who waits. `by`: somebody of the federation who does it for her, else she did it by her own link."""
    roll = hold(entry.roll)
    done = roll.entries.filter(pk=entry.pk, place__in=STANDING, arrival=Arrival.UNKNOWN).update(place=Place.WITHDRAWN)
    if not done:
        raise Refused("已经取消过，或者已经签到。")
    entry.place = Place.WITHDRAWN
    move_up(roll)
    audit("attendance.withdrawn", by=by, subject=roll.activity, entry=entry.pk)
    return entry


def _keep(roll: Roll, entry: Entry) -> None:
    _refuse_twice(roll, entry)
    if not roll.with_children:
        entry.children = 0
    left = room(roll)
    fits = left is None or entry.heads <= left
    if not fits and not roll.takes_waiting:
        raise Refused("名额已满。" if left is not None and left < 1 else f"只剩{left}个名额，请减少人数再试。")
    entry.roll, entry.place, entry.on_the_spot = roll, Place.TAKEN if fits else Place.WAITING, False
    entry.save(force_insert=True)


def _refuse_twice(roll: Roll, entry: Entry) -> None:
    """One phone, one entry: who wants to bring more people says how many."""
    if not entry.phone:
        return
    known = roll.entries.filter(phone_index__in=blind_indexes(entry.phone, PURPOSE), place__in=STANDING)
    if known.exists():
        raise Refused("这个手机号已经报过名。要改人数，请先从报名成功的页面取消，再重新报名。", field="phone")
