"""以上年计划为底稿: the next year's draft from a plan that was carried out, without what is done and with the dates moved on."""

import calendar
import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.core.periods import Period
from plans.choices import ONCE_IN_FORCE, Comparator, Contribution, Light, Outcome, ShareStatus, Timing
from plans.models import Chapter, Occurrence, Plan, Share, Target, Task
from plans.progress import Progress, progress_of
from plans.services.copying import Faithful, copy_parts
from plans.services.shaping import times_of
from plans.services.writing import start_plan
from plans.windows import FESTIVALS


@dataclass(frozen=True)
class Carried:
    """What is proposed for one target, and why. `note` says what an unfinished one has got to."""

    target: Target
    keep: bool
    why: str
    note: str = ""


def plans_to_copy(organization: Any, kind: str, year: int) -> list[Plan]:
    """Plans of the years before that were carried out, the newest first; a version that was replaced is not among them."""
    found = Plan.objects.in_force().filter(organization=organization, kind=kind, year__lt=year)
    return list(found.select_related("organization").order_by("-year")[:3])


def proposals(plan: Plan, today: datetime.date) -> list[Carried]:
    """For each target whether it goes into the next year's draft. Nothing is decided here: she ticks."""
    targets = Target.objects.of_plan(plan).detailed()
    return [_proposal(progress) for progress in progress_of(targets, min(today, plan.as_at(today)))]


def _proposal(progress: Progress) -> Carried:
    target = progress.target
    if why := _always(target):
        return Carried(target, keep=True, why=why)
    if target.is_commitment:
        return _promise(target)
    if progress.light == Light.MET:
        return Carried(target, keep=False, why=f"已经完成：{progress.actual_text}（{target.goal_text}）")
    if target.contribution == Contribution.HIGHER:
        return Carried(target, keep=True, why=f"{Contribution.HIGHER.label}；上级下一年没有的，去掉勾选")
    if progress.light == Light.UNKNOWN:
        return Carried(target, keep=True, why="没有数据，说不上完成没有", note="没有数据")
    done = f"完成{progress.actual_text}（{target.goal_text}）"
    return Carried(target, keep=True, why=f"没有完成：{done}", note=done)


def _always(target: Target) -> str:
    """Why it goes on whatever was done; empty where that depends."""
    if target.task.repeats or target.repeat:
        return "每年都做，照抄"
    if target.timing == Timing.YEARS and target.due_on.year > target.plan.year:
        return "跨年度的目标，还没有到期"
    return "限额每年都要守，照抄" if target.comparator == Comparator.AT_MOST else ""


def _promise(target: Target) -> Carried:
    if target.outcome == Outcome.DONE:
        return Carried(target, keep=False, why="已经办完")
    return Carried(target, keep=True, why="没有办完" if target.outcome else "没有登记完成", note="没有办完")


@transaction.atomic
def copy_plan(*, plan: Plan, into: Plan, kept: Collection[int], by: Any, today: datetime.date) -> Plan:
    """`into` is new and not saved; `kept` are the keys of the targets that she left ticked."""
    if plan.status not in ONCE_IN_FORCE:
        raise Refused("只能以发布过的计划为底稿。")
    if into.year <= plan.year:
        raise Refused(f"新计划的年度要晚于{plan.year}年。", field="year")
    carried = {one.target.pk: one for one in proposals(plan, today)}
    unknown = set(kept) - carried.keys()
    if unknown:
        raise Refused("勾选的内容有变动，请刷新页面重新勾选。")
    into.guiding_thought = moved_text(plan.guiding_thought, plan.year, into.year)
    into.copied_from = plan
    start_plan(plan=into, by=by)
    copy_parts(plan, into, NextYear(plan, into, carried, set(kept)))
    record("plans.copied", by=by, subject=into, source=plan.pk, kept=len(set(kept)))
    return into


class NextYear(Faithful):
    """New keys, moved dates, nothing of what was noted. A task all of whose targets were left out goes too."""

    def __init__(self, plan: Plan, into: Plan, carried: dict[int, Carried], kept: set[int]):
        self.old, self.new, self.carried, self.kept = plan.year, into.year, carried, kept
        by_task: dict[int, list[int]] = {}
        for key, one in carried.items():
            by_task.setdefault(one.target.task_id, []).append(key)
        self.emptied = {task for task, keys in by_task.items() if not self.kept.intersection(keys)}

    def chapter(self, chapter: Chapter) -> dict[str, Any]:
        return {"key": uuid4(), "title": self._text(chapter.title), "text": self._text(chapter.text), "label": ""}

    def task(self, task: Task) -> dict[str, Any] | None:
        if task.pk in self.emptied and not task.repeats:
            return None
        return {"key": uuid4(), "text": self._text(task.text), "deadline": self._text(task.deadline), "label": ""}

    def target(self, target: Target) -> dict[str, Any] | None:
        if target.pk not in self.kept:
            return None
        start, end = self._dates(target)
        note = self.carried[target.pk].note
        return {
            "key": uuid4(), "subject": self._text(target.subject), "starts_on": start, "due_on": end, "quote": "", "indicator_version": 0,
            "outcome": Outcome.NONE, "done_on": None, "evidence": "", "noted_at": None, "noted_by_id": None,
            "carried_over": f"{self.old}年{note}"[:100] if note else "",
        }  # fmt: skip

    def share(self, share: Share) -> dict[str, Any]:
        return {
            "status": ShareStatus.WAITING, "objection": "", "answered_at": None, "answered_by_id": None, "done_on": None,
            "evidence": "", "noted_at": None, "noted_by_id": None,
        }  # fmt: skip

    def occurrences(self, old: Target, new: Target) -> list[Occurrence]:
        return times_of(new)

    def _text(self, text: str) -> str:
        return moved_text(text, self.old, self.new)

    def _dates(self, target: Target) -> tuple[datetime.date, datetime.date]:
        """A goal over several years keeps its own time; a festival has its own days in each year."""
        if target.timing == Timing.YEARS and target.due_on.year >= self.new:
            return target.starts_on, target.due_on
        if target.timing == Timing.FESTIVAL and target.festival in FESTIVALS:
            moved = self._festival(target)
            if moved is not None:
                return moved.start, moved.end
        years = self.new - self.old
        return moved_day(target.starts_on, years), moved_day(target.due_on, years)

    def _festival(self, target: Target) -> Period | None:
        """By the calendar of the new year, with the days that somebody added or took before and after the usual ones."""
        rule = FESTIVALS[target.festival]
        before, after = rule.period(self.old), rule.period(self.new)
        if before is None or after is None:
            return None
        start = after.start + (target.starts_on - before.start)
        end = after.end + (target.due_on - before.end)
        return Period(max(start, datetime.date(self.new, 1, 1)), min(end, datetime.date(self.new, 12, 31)))


def moved_day(day: datetime.date, years: int) -> datetime.date:
    """The same day of another year; the last of February stays the last of February."""
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    if day.month == 2 and day.day == calendar.monthrange(day.year, 2)[1]:
        return day.replace(year=year, day=last)
    return day.replace(year=year, day=min(day.day, last))


def moved_text(text: str, old: int, new: int) -> str:
    """The year of the plan where it stands as a year: 2025年, 2025年度; not a number, a 文号 (〔2025〕) or another year."""
    return re.sub(rf"(?<!\d){old}(?=年)(?!年(?:底)?以来)", str(new), text)
