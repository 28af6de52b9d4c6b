"""The demo district's notices, issued, answered and judged through the services that a user's forms call, then dated back."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from fulian.organizations.models import Organization
from plans.models import Plan, Target
from plans.progress import progress_of
from plans.supervision import services
from plans.supervision.figures import figures_of
from plans.supervision.models import Notice, Recipient, Reply
from plans.supervision.suggesting import about_target, to_raise

DAY = datetime.timedelta(days=1)
LIGHTS = ("behind", "slow", "on_pace")  # the worst first
ANSWERED = "已查明原因：上半年村（社区）换届，部分活动推后。已和各村排出下半年的安排，每月底报进展，年底前补齐。"
WAITING = "已向各村转达，正在逐村核对原因。已有三个村定下时间，其余的本月底前定下来。"


def make_notices(
    *,
    district: Organization,
    clerks: Mapping[int, Any],
    towns: Sequence[Organization],
    plan: Plan,
    today: datetime.date,
) -> list[Notice]:
    """One 工作提示 that is closed; one that was not answered and became a 提醒函, overdue by now; one whose answer waits to be judged.

    `clerks`: who types for each organization, by its key. `plan`: this year's, in force.
    """
    writer = _Writer(district, clerks, today)
    targets = _lagging(plan, today)
    first, second, third = (towns[place % len(towns)] for place in range(3))
    closed = writer.sent(targets[0], first, ago=62, days=14)
    writer.answered(closed, first, ANSWERED, on=today - 51 * DAY, accepted=True)
    hint = writer.sent(targets[1 % len(targets)], second, ago=34, days=14)
    letter = writer.raised(hint, second, ago=17, days=10)
    waiting = writer.sent(targets[2 % len(targets)], third, ago=9, days=14)
    writer.answered(waiting, third, WAITING, on=today - 2 * DAY, accepted=False)
    for ago in range(34, 0, -1):
        services.make_reminders(now=_morning(today - ago * DAY))
    return [closed, hint, letter, waiting]


def _lagging(plan: Plan, today: datetime.date) -> list[Target]:
    """What can be counted, the slowest first."""
    progress = progress_of(Target.objects.of_plan(plan).detailed(), today)
    counted = [one for one in progress if one.light in LIGHTS]
    return [one.target for one in sorted(counted, key=lambda one: LIGHTS.index(one.light))] or [
        one.target for one in progress
    ]


def _morning(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 20)))


class _Writer:
    def __init__(self, district: Organization, clerks: Mapping[int, Any], today: datetime.date):
        self.district, self.clerks, self.today = district, clerks, today
        self.officer = clerks[district.pk]

    def sent(self, target: Target, to: Organization, *, ago: int, days: int) -> Notice:
        issued_on = self.today - ago * DAY
        words = about_target(target, issued_on)
        return self._issue(words, to, issued_on=issued_on, days=days, target=target)

    def raised(self, earlier: Notice, to: Organization, *, ago: int, days: int) -> Notice:
        issued_on = self.today - ago * DAY
        words = to_raise(earlier, issued_on)
        return self._issue(words, to, issued_on=issued_on, days=days, target=earlier.target, escalates=earlier)

    def answered(self, notice: Notice, by: Organization, text: str, *, on: datetime.date, accepted: bool) -> None:
        clerk, row = self.clerks[by.pk], notice.recipients.get()
        services.note_opened(notice=notice, by=clerk)
        reply = services.reply_to_notice(recipient=row, text=text, by=clerk)
        Recipient.objects.filter(pk=row.pk).update(opened_at=_morning(on - DAY))
        Reply.objects.filter(pk=reply.pk).update(created_at=_morning(on))
        if accepted:
            services.accept_reply(recipient=row, by=self.officer)
            Reply.objects.filter(pk=reply.pk).update(judged_at=_morning(on + DAY))
            Notice.objects.filter(pk=notice.pk).update(closed_at=_morning(on + DAY))

    def _issue(
        self, words: dict[str, Any], to: Organization, *, issued_on: datetime.date, days: int, **kin: Any
    ) -> Notice:
        notice = Notice(
            organization=self.district, degree=words["degree"], title=words["title"], text=words["text"],
            due_on=timezone.localdate() + days * DAY, **kin,
        )  # fmt: skip
        services.draft_notice(notice=notice, organizations=[to], by=self.officer)
        services.issue_notice(notice=notice, by=self.officer)
        self._date_back(notice, issued_on, issued_on + days * DAY)
        return notice

    def _date_back(self, notice: Notice, issued_on: datetime.date, due_on: datetime.date) -> None:
        """It was issued on its day, not when the demo was loaded, and it says what was true on that day."""
        at = _morning(issued_on)
        figures = figures_of(notice.target, issued_on) if notice.target else {}
        Notice.objects.filter(pk=notice.pk).update(
            created_at=at, issued_at=at, due_on=due_on, year=issued_on.year, figures=figures
        )
        notice.recipients.update(due_on=due_on, asked_on=issued_on)
        notice.refresh_from_db()
        if notice.escalates is not None:
            Notice.objects.filter(pk=notice.escalates.pk).update(closed_at=at)
