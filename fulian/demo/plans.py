"""The demo district's annual plans, written, submitted and approved through the services that a user's forms call."""

import datetime
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from fulian.indicators.models import Indicator
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from plans import services
from plans.choices import Comparator, ShareMethod, Timing
from plans.models import Chapter, Plan, Share, Target, Task
from plans.services.logging import log_work
from plans.services.shaping import Shape
from plans.services.sharing import Part, confirm_share, divided, object_to_share, share_out

FIRST_YEAR = 2025
DRAFTED_FROM = 11  # in November the next year's plan is being written
WORDS = Path(__file__).with_name("plans.toml")
SHAPE = ("unit", "base_name", "qualifier", "per_level", "repeat", "timing", "festival", "curve", "contribution")


def make_plans(
    *,
    district: Organization,
    officer: Any,
    leader: Any,
    today: datetime.date,
    clerks: Mapping[int, Any] | None = None,
) -> list[Plan]:
    """A plan for each year since the first: past years archived, this year's in force, the next one's a draft in late autumn.

    `clerks`: who answers for each township, by its key.
    """
    writer = _Writer(district, officer, leader, today, clerks or {})
    plans = [writer.carried_through(year) for year in range(FIRST_YEAR, today.year + 1)]
    if today.month >= DRAFTED_FROM:
        plans.append(writer.written(today.year + 1, chapters=3))
    return plans


class _Writer:
    def __init__(
        self, district: Organization, officer: Any, leader: Any, today: datetime.date, clerks: Mapping[int, Any]
    ):
        self.district, self.officer, self.leader, self.today, self.clerks = district, officer, leader, today, clerks
        self.words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
        self.by_subject = {t["subject"]: t for c in self.words["chapter"] for e in c["task"] for t in e["target"]}
        self.indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}

    def carried_through(self, year: int) -> Plan:
        plan = self.written(year)
        services.submit_plan(plan=plan, by=self.officer)
        services.approve_plan(plan=plan, by=self.leader)
        services.publish_plan(plan=plan, by=self.officer, on=datetime.date(plan.year, 1, 21))
        self._note_commitments(plan)
        self._keep_log(plan)
        if year == self.today.year:
            self._share_out(plan)
        if year < self.today.year:
            services.close_plan(plan=plan, by=self.officer)
        self._date_back(plan)
        return plan

    def written(self, year: int, chapters: int | None = None) -> Plan:
        plan = Plan(
            organization=self.district, year=year, title=self.words["title"].format(year=year),
            guiding_thought=self.words["guiding_thought"].format(year=year),
        )  # fmt: skip
        services.start_plan(plan=plan, by=self.officer)
        for chapter in self.words["chapter"][:chapters]:
            self._chapter(plan, chapter)
        return plan

    def _chapter(self, plan: Plan, words: dict[str, Any]) -> None:
        chapter = services.add_chapter(
            chapter=Chapter(plan=plan, title=words["title"], area=words["area"]), by=self.officer
        )
        for entry in words["task"]:
            task = services.add_task(
                task=Task(chapter=chapter, text=entry["text"], department=entry["department"]), by=self.officer
            )
            for target in entry["target"]:
                self._target(plan, task, target)

    def _target(self, plan: Plan, task: Task, words: dict[str, Any]) -> None:
        goal = words.get("goals", {}).get(str(plan.year), words.get("goal"))
        if goal is None and words.get("comparator") != Comparator.DONE:
            return  # not promised for that year
        low, high = goal if isinstance(goal, list) else (goal, None)
        target = Target(
            task=task, subject=words["subject"], comparator=words.get("comparator", Comparator.AT_LEAST), low=_number(low),
            high=_number(high), base=_number(words.get("base")), organization=self.district,
            indicator=self.indicators[words["indicator"]] if "indicator" in words else None,
            **{name: words[name] for name in SHAPE if name in words},
        )  # fmt: skip
        shape = Shape()
        if "years" in words:
            target.timing, shape = Timing.YEARS, self._over_years(target, plan.year, words["years"])
        elif target.timing != Timing.FESTIVAL:
            target.starts_on = datetime.date(plan.year, 1, 1)
            target.due_on = datetime.date(plan.year, *words.get("due", (12, 31)))
        if "quarters" in words:
            shape = Shape(quarters=words["quarters"])
        services.add_target(target=target, by=self.officer, shape=shape)

    def _over_years(self, target: Target, year: int, goals: list[int]) -> Shape:
        """A goal over several years, the first of which are FIRST_YEAR, and so on in turn."""
        first = year - (year - FIRST_YEAR) % len(goals)
        target.starts_on = datetime.date(first, 1, 1)
        target.due_on = datetime.date(first + len(goals) - 1, 12, 31)
        return Shape(years={first + place: Decimal(goal) for place, goal in enumerate(goals)})

    def _words_of(self, target: Target) -> dict[str, Any]:
        return self.by_subject[target.subject]

    def _keep_log(self, plan: Plan) -> None:
        """What no indicator counts, entry by entry."""
        for target in Target.objects.of_plan(plan).filter(indicator__isnull=True).placed():
            for month, day, quantity, note in self._words_of(target).get("log", []):
                on = datetime.date(plan.year, month, day)
                if on <= self.today and target.starts_on <= on:
                    log_work(
                        target=target, day=on, quantity=Decimal(quantity), organization=self.district, note=note, by=self.officer
                    )  # fmt: skip

    def _share_out(self, plan: Plan) -> None:
        """Among the townships by their villages; all of them confirm but two: one objects, one has not answered yet."""
        towns = list(
            Organization.objects.filter(parent=self.district, level=Level.TOWN, closed_on__isnull=True).in_tree_order()
        )
        villages = Organization.objects.filter(level=Level.VILLAGE, closed_on__isnull=True)
        bases = [Decimal(villages.filter(parent=town).count()) for town in towns]
        for target in Target.objects.of_plan(plan).placed():
            words = self._words_of(target).get("shared")
            if not words or not sum(bases):
                continue
            lows = divided(target, ShareMethod.BASE, bases)
            parts = [Part(*one) for one in zip(towns, lows, bases, strict=True)]
            share_out(target=target, parts=parts, method=ShareMethod.BASE, by=self.officer)
            shares = Share.objects.filter(target=target).select_related("organization", "target__task__chapter__plan")
            for place, share in enumerate(shares.order_by("pk")[: len(towns) - 1]):
                by = self.clerks.get(share.organization_id, self.officer)
                if place == 1:
                    object_to_share(share=share, seen=share.low, reason=words["objection"], by=by)
                else:
                    confirm_share(share=share, seen=share.low, by=by)

    def _note_commitments(self, plan: Plan) -> None:
        """What was kept; this year one whose day has come still waits for its note."""
        for target in Target.objects.of_plan(plan).filter(comparator=Comparator.DONE).placed():
            words = self._words_of(target)
            day = target.due_on - datetime.timedelta(days=words["early"])
            if day <= self.today and not (words.get("forgotten") and plan.year == self.today.year):
                text = words["evidence"].format(year=plan.year)
                services.note_outcome(target=target, done_on=day, evidence=text, by=self.officer)

    def _date_back(self, plan: Plan) -> None:
        """It was approved at the beginning of its year, not when the demo was loaded."""
        submitted = datetime.datetime(plan.year, 1, 14, 15, 20, tzinfo=timezone.get_current_timezone())
        approved = min(submitted + datetime.timedelta(days=6), timezone.now())
        published = min(approved + datetime.timedelta(days=1), timezone.now())
        Plan.objects.filter(pk=plan.pk).update(
            submitted_at=min(submitted, approved), approved_at=approved, published_at=published
        )


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
