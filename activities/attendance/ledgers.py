"""Columns of the ledger of 报名签到: how many signed up and how many came. Nobody's name stands in it, for it outlives the list."""

from collections.abc import Callable

from activities.attendance.models import Roll
from fulian.core import cells
from fulian.core.columns import Column, Ledger, happened, register
from fulian.core.permissions import Permission
from fulian.ledgers.columns import WHOSE


def _counted(kept: str, now: str) -> Callable[[Roll], int]:
    """What stays when the list is gone; while it is there, what it comes to."""
    return lambda roll: (getattr(roll, kept) if roll.is_purged else getattr(roll, now)) or 0


ROLLS = Ledger(
    "attendance.rolls", "报名签到台账", Permission.ACTIVITIES_VIEW, Roll.objects.held,
    (
        Column("活动编号", "activity_id", 16, "activity_id", cells.text(60), refers_to="activities.activities", required=True,
               help="活动台账里的编号。"),
        *WHOSE,
        Column("日期", "activity.starts_on", 12),
        Column("活动", "activity.title", 30),
        Column("名额", "capacity", 8, "capacity", cells.whole(1)),
        Column("亲子活动", lambda roll: "是" if roll.with_children else "否", 8, "with_children"),
        Column("报名人数", _counted("people_taken", "taken_now"), 10, "people_taken", cells.whole(), required=True),
        Column("到场人数", _counted("people_came", "came_now"), 10, "people_came", cells.whole(), required=True),
        Column("到场儿童", _counted("children_came", "children_now"), 10, "children_came", cells.whole(), required=True),
    ),
    prefix="BM", during=happened("activity__starts_on"), order=46,
    note="一行一场办过的活动，只有人数，没有名单。",
)  # fmt: skip
register(ROLLS)
