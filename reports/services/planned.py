"""What the year's plans promised and what came of it: 指标—目标—完成—完成率, frozen with the figures of a summary."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from fulian.documents import blocks
from fulian.organizations.models import Organization
from plans.choices import ChapterRole, Contribution, Light, Status
from plans.models import Chapter, Plan
from plans.progress import Progress
from plans.progress.board import Board
from plans.progress.sheet import version_text

TITLE = "年度计划完成情况表"
NEXT = "下一年计划"  # the list of a snapshot that keeps what next_steps() said
WRITTEN = (Status.SUBMITTED, Status.APPROVED, Status.PUBLISHED)  # a draft is nobody's promise yet
NOT_MET = (Light.SLOW.label, Light.BEHIND.label)


@dataclass(frozen=True)
class PlannedLine:
    """One target as it is printed; `light` for who writes and checks only."""

    subject: str
    goal: str
    done: str
    rate: str
    light: str
    own: bool = True  # False: a higher level promised it, and only what was done here is told

    @property
    def unmet(self) -> bool:
        return self.light in NOT_MET


@dataclass(frozen=True)
class Planned:
    """One plan, in the version that counted on the cut-off day."""

    title: str
    version: str
    lines: list[PlannedLine] = field(default_factory=list)


def read_plans(organization: Organization, year: int, day: datetime.date) -> list[Planned]:
    """How far each target was on that day, through the same figures."""
    plans = Plan.objects.in_force_on(day).filter(organization=organization, year=year).select_related("organization")
    found = [_planned(Board(plan, today=day)) for plan in plans.order_by("kind", "pk")]
    return [planned for planned in found if planned.lines]


def _planned(board: Board) -> Planned:
    return Planned(board.plan.title, version_text(board.plan), [_line(one) for one in board.all])


def _line(one: Progress) -> PlannedLine:
    target = one.target
    if target.contribution == Contribution.HIGHER and not target.is_commitment:
        done = f"本级{one.actual_text}" if one.actual is not None else one.actual_text
        return PlannedLine(target.subject, one.goal_text, done, str(Contribution.HIGHER.label), "", own=False)
    return PlannedLine(target.subject, one.goal_text, one.actual_text, _rate(one), str(one.light.label))


def _rate(one: Progress) -> str:
    """A percentage never stands without n/N; what has none says whether it was kept."""
    if one.percent is not None:
        return f"{one.percent}%（{one.fraction}）"
    if one.light == Light.UNKNOWN:
        return str(one.light.label)
    if one.is_rate:
        return one.fraction
    if one.is_limit:
        return "超过" if one.light == Light.BEHIND else "没有超过"
    if one.target.is_commitment:
        return str(Light.MET.label) if one.light == Light.MET else "未完成"
    return ""


def next_steps(organization: Organization, year: int) -> list[str]:
    """The next year's plan as the last part of a summary tells it: a paragraph for each chapter of tasks; empty before it is written."""
    plans = Plan.objects.filter(organization=organization, year=year + 1, status__in=WRITTEN)
    plan = plans.order_by("kind", "-version").first()
    if plan is None:
        return []
    chapters = (
        Chapter.objects.filter(plan=plan, role=ChapterRole.TASKS).prefetch_related("tasks").order_by("order", "pk")
    )
    return [_told(chapter) for chapter in chapters if chapter.tasks.all()]


def _told(chapter: Chapter) -> str:
    return f"{chapter.title}。" + "".join(f"{task.text.strip().rstrip('。；')}。" for task in chapter.tasks.all())


def to_rows(plans: Iterable[Planned]) -> list[dict[str, Any]]:
    return [asdict(planned) for planned in plans]


def from_rows(rows: Iterable[Any]) -> list[Planned]:
    """As they were frozen."""
    return [
        Planned(row["title"], row["version"], [PlannedLine(**line) for line in row["lines"]])
        for row in rows
        if isinstance(row, dict)
    ]


def annex_of(plans: Iterable[Planned], *, cut_off: str, check: bool) -> list[blocks.Block]:
    """One table a plan. Only the 核对版 says which targets lag: a signed summary prints what was done."""
    columns = [
        blocks.Column("指标", 3, "left"), blocks.Column("目标", 2.5), blocks.Column("完成", 2.1), blocks.Column("完成率", 3.2),
    ]  # fmt: skip
    if check:
        columns.append(blocks.Column("进度", 1))
    tables: list[blocks.Block] = [
        blocks.Table(
            tuple(columns),
            tuple(
                (line.subject, line.goal, line.done, line.rate, *([line.light] if check else []))
                for line in planned.lines
            ),
            caption=f"{planned.title}（{planned.version}）",
            note=f"{cut_off}。完成率后面是完成数和目标数。",
        )
        for planned in plans
    ]
    return [blocks.Annex(TITLE, tuple(tables), landscape=check)] if tables else []
