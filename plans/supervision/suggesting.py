"""What a new notice begins with: about a target that lags, or to raise one that was not answered. All of it can be changed."""

import datetime
from typing import Any

from fulian.calendar.days import add_workdays
from fulian.core.chinese import long_date
from plans.models import Target
from plans.supervision.choices import OPEN, Degree
from plans.supervision.figures import figures_of, in_words
from plans.supervision.models import Notice, Recipient

WORKDAYS_TO_ANSWER = {Degree.HINT: 10, Degree.REMINDER: 5, Degree.CIRCULAR: 5}


def due_for(degree: Degree, today: datetime.date) -> datetime.date:
    return add_workdays(today, WORKDAYS_TO_ANSWER[degree])


def about_target(target: Target, today: datetime.date) -> dict[str, Any]:
    """Its subject, its goal and how far it is, said in a sentence; to those who answer for it."""
    figures, task = figures_of(target, today), target.task
    first = f"《{figures['plan']}》提出“{target.subject}”，目标是{figures['goal']}。{in_words(figures)}。"
    responsible = {task.responsible_id, target.organization_id} - {None, task.chapter.plan.organization_id}
    return {
        "target": target.pk,
        "degree": Degree.HINT,
        "title": f"关于“{target.subject}”进度",
        "text": f"{first}\n请对照目标查明原因，说明存在的困难、下一步安排和完成时限。",
        "organizations": sorted(responsible),
        "departments": task.department,
    }


def to_raise(earlier: Notice, today: datetime.date) -> dict[str, Any]:
    """The next degree, to those who have not answered."""
    silent = list(earlier.recipients.filter(status__in=OPEN).select_related("organization"))
    issued, due = earlier.issued_on, earlier.due_on
    asked = f"，要求{long_date(due)}前书面答复" if due else ""
    first = f"我会{long_date(issued)}发出《{earlier.full_title}》（{earlier.number_text}）{asked}。" if issued else ""
    names = "、".join(row.name for row in silent)
    lacking = "尚未按要求答复" if due and due < today else "尚未答复"
    second = f"截至{long_date(today)}，{names}{lacking}。" if names else ""
    return {
        "escalates": earlier.pk,
        "target": earlier.target_id,
        "degree": Degree(earlier.degree).above[0],
        "title": earlier.title,
        "text": f"{first}{second}\n请抓紧办理，说明没有按时办结的原因和下一步安排。",
        "organizations": [row.organization_id for row in silent if not row.department],
        "departments": "、".join(departments_of(silent)),
    }


def departments_of(rows: list[Recipient]) -> list[str]:
    return [row.department for row in rows if row.department]
