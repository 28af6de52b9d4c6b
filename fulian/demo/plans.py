"""The demo district's annual plans, written, submitted and approved through the services that a user's forms call."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

from django.utils import timezone

from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization
from plans import services
from plans.choices import Comparator
from plans.models import Chapter, Plan, Target, Task

FIRST_YEAR = 2025
DRAFTED_FROM = 11  # in November the next year's plan is being written
WORDS = Path(__file__).with_name("plans.toml")


def make_plans(*, district: Organization, officer: Any, leader: Any, today: datetime.date) -> list[Plan]:
    """A plan for each year since the first: past years archived, this year's in force, the next one's a draft in late autumn."""
    writer = _Writer(district, officer, leader, today)
    plans = [writer.carried_through(year) for year in range(FIRST_YEAR, today.year + 1)]
    if today.month >= DRAFTED_FROM:
        plans.append(writer.written(today.year + 1, chapters=3))
    return plans


class _Writer:
    def __init__(self, district: Organization, officer: Any, leader: Any, today: datetime.date):
        self.district, self.officer, self.leader, self.today = district, officer, leader, today
        self.words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
        self.indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}

    def carried_through(self, year: int) -> Plan:
        plan = self.written(year)
        services.submit_plan(plan=plan, by=self.officer)
        services.approve_plan(plan=plan, by=self.leader)
        services.publish_plan(plan=plan, by=self.officer, on=datetime.date(plan.year, 1, 21))
        self._note_commitments(plan)
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
        if goal is None and "indicator" in words:
            return  # not promised for that year
        low, high = goal if isinstance(goal, list) else (goal, None)
        target = Target(
            task=task, subject=words["subject"], comparator=words.get("comparator", Comparator.AT_LEAST), low=low, high=high,
            starts_on=datetime.date(plan.year, 1, 1), due_on=datetime.date(plan.year, *words.get("due", (12, 31))),
            organization=self.district, indicator=self.indicators[words["indicator"]] if "indicator" in words else None,
        )  # fmt: skip
        services.add_target(target=target, by=self.officer)

    def _note_commitments(self, plan: Plan) -> None:
        """What was kept; this year one whose day has come still waits for its note."""
        evidence = {
            t["subject"]: t for c in self.words["chapter"] for e in c["task"] for t in e["target"] if "evidence" in t
        }
        for target in Target.objects.of_plan(plan).filter(comparator=Comparator.DONE).placed():
            words = evidence[target.subject]
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
