"""Opening and closing the roll of an activity."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.attendance.choices import Place
from activities.attendance.models import Entry, Roll
from fulian.audit.services import record as audit
from fulian.core.exceptions import Conflict, Refused


@transaction.atomic
def open_roll(*, roll: Roll, by: Any) -> Roll:
    """Keep a new, unsaved roll; from now on its link takes people."""
    if roll.activity.is_cancelled:
        raise Refused("这场活动已经撤销，不能开报名。")
    if Roll.objects.filter(activity=roll.activity).exists():
        raise Conflict("这场活动已经开了报名签到。")
    _check(roll)
    roll.save(force_insert=True)
    audit("attendance.opened", by=by, subject=roll.activity)
    return roll


@transaction.atomic
def change_roll(*, roll: Roll, by: Any) -> Roll:
    """More places let those who wait move up at once; fewer take nobody's place away."""
    stored = hold(roll)
    _check(roll)
    roll.is_open = stored.is_open
    roll.save()
    move_up(roll)
    audit("attendance.changed", by=by, subject=roll.activity)
    return roll


@transaction.atomic
def close_roll(*, roll: Roll, by: Any) -> Roll:
    return _turn(roll, to=False, by=by)


@transaction.atomic
def reopen_roll(*, roll: Roll, by: Any) -> Roll:
    if roll.activity.is_cancelled:
        raise Refused("这场活动已经撤销，不能开报名。")
    return _turn(roll, to=True, by=by)


def hold(roll: Roll) -> Roll:
    """The roll as it stands, locked until the end of the transaction: places are given one after the other."""
    stored = Roll.objects.select_for_update(of=("self",)).select_related("activity__organization").get(pk=roll.pk)
    if stored.is_purged:
        raise Refused("名单已经按期删除，不能再改。")
    return stored


def room(roll: Roll) -> int | None:
    """Places that are left; None when there is no limit. Fewer than none when the limit was lowered."""
    return None if roll.capacity is None else roll.capacity - roll.entries.heads()["taken"]


def move_up(roll: Roll) -> list[Entry]:
    """Who waits takes what is free, first come first served; a family that does not fit waits on, and lets smaller ones pass."""
    moved, left = [], room(roll)
    for entry in roll.entries.waiting().order_by("pk"):
        if left is not None and entry.heads > left:
            continue
        Entry.objects.filter(pk=entry.pk).update(place=Place.TAKEN)
        moved.append(entry)
        left = None if left is None else left - entry.heads
    return moved


def _turn(roll: Roll, *, to: bool, by: Any) -> Roll:
    stored = hold(roll)
    if stored.is_open == to:
        raise Conflict
    Roll.objects.filter(pk=roll.pk).update(is_open=to)
    roll.is_open = to
    audit("attendance.reopened" if to else "attendance.closed", by=by, subject=roll.activity)
    return roll


def _check(roll: Roll) -> None:
    if roll.open_until and timezone.localdate(roll.open_until) > roll.activity.last_day:
        raise Refused("报名截止不能晚于活动结束那天。", field="open_until")
