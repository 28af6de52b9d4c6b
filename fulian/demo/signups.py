"""报名签到 in the demo: an afternoon for families next week, whose twelve places are taken and two families wait."""

import datetime
from typing import Any

from activities.attendance.models import Entry, Roll
from activities.attendance.services import open_roll, sign_up
from activities.models import Activity, ActivityKind
from activities.services import record_activity
from fulian.organizations.models import Organization

IN = datetime.timedelta(days=6)
FAMILIES = (  # invented; grown-ups, children
    ("何晓雯", 1, 1), ("郑玉洁", 1, 2), ("唐秋菊", 1, 1), ("邓佳宁", 2, 1), ("范小娟", 1, 1), ("程立群", 1, 1), ("尹素芳", 1, 2),
)  # fmt: skip


def make_signups(*, village: Organization, by: Any, today: datetime.date) -> None:
    activity = record_activity(
        activity=Activity(
            organization=village, kind=ActivityKind.objects.get(code="parent_child_reading"), title="冬日亲子共读",
            starts_on=today + IN, status="planned", place=f"{village.name}妇女之家",
        ),
        by=by,
    )  # fmt: skip
    roll = open_roll(
        roll=Roll(activity=activity, capacity=12, with_children=True, word="下午两点半开始，请带一本孩子喜欢的书。"),
        by=by,
    )
    for number, (name, people, children) in enumerate(FAMILIES):
        sign_up(roll=roll, entry=Entry(name=name, phone=f"1990002{number:04}", people=people, children=children))
