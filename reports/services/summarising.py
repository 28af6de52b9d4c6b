"""Freezing: everything that one summary says, read once and kept as copies.

A Snapshot is plain data. The command prints one without keeping it; a summary keeps it as a SummaryFreeze with its figures,
and reads it back the same: both go through the same composing and the same rendering.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.chinese import short_date
from fulian.core.exceptions import Conflict, Refused
from fulian.core.paths import ancestor_paths
from fulian.core.periods import Month, Period
from fulian.core.quantities import Qualifier, Quantity
from fulian.core.transitions import move
from fulian.indicators.breakdowns import by_child, each_by_month
from fulian.indicators.choices import Basis
from fulian.indicators.figures import Figure, figures
from fulian.indicators.models import Indicator
from fulian.jobs.models import JobRun
from fulian.jobs.services import request_job
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from plans.choices import Light
from reports.models import AnnualSummary, SummaryFigure, SummaryFreeze
from reports.services.naming import read_lists
from reports.services.planned import NEXT, Planned, from_rows, next_steps, read_plans, to_rows
from reports.summary_choices import EDITABLE_STATUSES, SummaryStatus

JOB_KIND = "summary"
AREAS = {Level.DISTRICT: "全区", Level.CITY: "全市", Level.PROVINCE: "全省", Level.NATION: "全国"}
BY_CHILD = ("activity.sessions", "activity.attendances", "rights.mediations")  # told organization by organization


@dataclass(frozen=True)
class FrozenFigure:
    code: str
    name: str
    unit: str
    area: str
    definition: str
    indicator_version: int = 1
    order: int = 0
    value: Quantity | None = None
    recorded: Decimal | None = None
    added: Decimal | None = None
    fraction: str = ""
    provisional: bool = False
    unchecked: bool = False
    withheld: bool = False
    months: dict[str, str] = field(default_factory=dict)
    children: list[list[str]] = field(default_factory=list)

    def text(self, unit: str = "") -> str:
        """For the prose: nought says nothing there."""
        return self.value.text(unit or self.unit) if self.value else ""

    @property
    def full_text(self) -> str:
        return self.value.text(self.unit) if self.value is not None else ""


@dataclass(frozen=True)
class Snapshot:
    """What slots are filled from (see templates.Values), and what the annexes print."""

    organization_name: str
    year: int
    until: datetime.date
    figures: dict[str, FrozenFigure]
    texts: dict[str, str]
    lists: dict[str, list[str]]
    plan: list[Planned]
    open_months: tuple[Month, ...]
    filed: int
    due: int

    def figure_text(self, code: str, unit: str, least: int) -> str:
        frozen = self.figures.get(code)
        return frozen.text(unit) if frozen and frozen.value and frozen.value.value >= least else ""

    def names(self, key: str) -> Sequence[str]:
        return self.lists.get(key, [])

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def whole_year(self) -> bool:
        return self.until >= datetime.date(self.year, 12, 31)

    @property
    def open_note(self) -> str:
        """Which months are not closed yet; empty when all of them are."""
        if not self.open_months:
            return ""
        return f"{month_spans([month.month for month in self.open_months])}尚未锁定，数据为暂计"

    @property
    def cut_off(self) -> str:
        return f"数据截至{self.year}年{short_date(self.until)}"


def month_spans(months: list[int]) -> str:
    """[1, 2, 3, 12] → 1至3月、12月."""
    spans: list[list[int]] = []
    for month in months:
        if spans and spans[-1][-1] == month - 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    return "、".join(f"{span[0]}至{span[-1]}月" if len(span) > 1 else f"{span[0]}月" for span in spans)


def take_snapshot(
    *, organization: Organization, year: int, until: datetime.date, guiding_thought: str = ""
) -> Snapshot:
    """Read every figure of the year up to the cut-off day. Writes nothing."""
    period = Period.year(year, until)
    indicators = list(Indicator.objects.active().for_organization(organization.path).order_by("order", "code"))
    found = figures(indicators, organization, period)
    months = each_by_month(indicators, organization, period)
    plan = read_plans(organization, year, period.end)
    coverage = next(iter(found.values())).coverage if found else None
    return Snapshot(
        organization_name=organization.official_name,
        year=year,
        until=period.end,
        figures={
            indicator.code: _frozen(found[indicator.code], months.get(indicator.code, {}), organization, order)
            for order, indicator in enumerate(indicators)
        },
        texts=_texts(organization, year, period, guiding_thought) | _plan_texts(plan),
        lists=read_lists(organization, period) | {NEXT: next_steps(organization, year)},
        plan=plan,
        open_months=coverage.open_months if coverage else (),
        filed=coverage.filed if coverage else 0,
        due=coverage.due if coverage else 0,
    )


def _frozen(figure: Figure, months: dict[Month, Quantity], organization: Organization, order: int) -> FrozenFigure:
    indicator = figure.indicator
    children = by_child(indicator, organization, figure.period) if indicator.code in BY_CHILD else []
    return FrozenFigure(
        code=indicator.code,
        name=indicator.name,
        unit="%" if indicator.basis == Basis.RATIO else indicator.unit,
        area=indicator.area,
        definition=indicator.definition,
        indicator_version=indicator.version,
        order=order,
        value=figure.value,
        recorded=figure.recorded.value if figure.recorded is not None else None,
        added=figure.added.value if figure.added is not None else None,
        fraction=figure.fraction,
        provisional=figure.provisional,
        unchecked=figure.unchecked,
        withheld=figure.withheld,
        months={str(month): str(quantity.value) for month, quantity in sorted(months.items())},
        children=[
            [child.name if child else "本级", str(quantity.value) if quantity is not None else ""]
            for child, quantity in children
        ],
    )


def _texts(organization: Organization, year: int, period: Period, guiding_thought: str) -> dict[str, str]:
    end = period.end
    if end == datetime.date(year, 12, 31):
        span = "全年"
    elif end == Month.of(end).last:
        span = f"1至{end.month}月" if end.month > 1 else "1月"
    else:
        span = f"截至{short_date(end)}"
    return {
        "年度": str(year),
        "单位": organization.official_name,
        "地名": organization.name,
        "辖区": _area(organization),
        "期间": span,
        "上级妇联": organization.superior_federation,
        "同级党委": organization.party_committee,
        "指导思想": guiding_thought.strip().strip("，。；"),
    }


def _plan_texts(plan: list[Planned]) -> dict[str, str]:
    lines = [line for planned in plan for line in planned.lines if line.own]
    met = sum(line.light == Light.MET.label for line in lines)
    return {"计划目标数": str(len(lines)), "计划完成数": str(met)} if met else {}


def _area(organization: Organization) -> str:
    """全区, 全镇, 全街道, 全村, 全社区: by what the place calls itself."""
    for ending in ("街道", "镇", "乡", "社区", "村"):
        if organization.name.endswith(ending):
            return f"全{ending}"
    return AREAS.get(Level(organization.level), "辖区")


# ---- kept ------------------------------------------------------------------------------------------------------------


def keep_snapshot(*, summary: AnnualSummary, snapshot: Snapshot, job: JobRun) -> SummaryFreeze:
    """The snapshot as rows of the summary. The caller holds the transaction."""
    last = summary.freezes.order_by("-number").first()
    freeze = SummaryFreeze.objects.create(
        summary=summary,
        number=last.number + 1 if last else 1,
        job_id=job.pk,
        until=snapshot.until,
        texts=snapshot.texts,
        lists=snapshot.lists,
        plan=to_rows(snapshot.plan),
        open_months=[str(month) for month in snapshot.open_months],
        filed=snapshot.filed,
        due=snapshot.due,
    )
    SummaryFigure.objects.bulk_create(
        SummaryFigure(
            freeze=freeze,
            value=figure.value.value if figure.value is not None else None,
            qualifier=figure.value.qualifier if figure.value is not None else Qualifier.EXACT,
            **{name: getattr(figure, name) for name in COPIED},
        )
        for figure in snapshot.figures.values()
    )
    return freeze


COPIED = (
    "code", "name", "unit", "area", "definition", "indicator_version", "order", "recorded", "added", "fraction",
    "provisional", "unchecked", "withheld", "months", "children",
)  # fmt: skip


def load_snapshot(freeze: SummaryFreeze) -> Snapshot:
    return Snapshot(
        organization_name=freeze.texts.get("单位", ""),
        year=freeze.summary.year,
        until=freeze.until,
        figures={
            row.code: FrozenFigure(value=row.quantity, **{name: getattr(row, name) for name in COPIED})
            for row in freeze.figures.all()
        },
        texts=freeze.texts,
        lists=freeze.lists,
        plan=from_rows(freeze.plan),
        open_months=tuple(Month.parse(text) for text in freeze.open_months),
        filed=freeze.filed,
        due=freeze.due,
    )


# ---- asked for --------------------------------------------------------------------------------------------------------


def check_request(organization: Organization, year: int, until: datetime.date) -> None:
    today = timezone.localdate()
    if not 2000 <= year <= today.year:
        raise Refused("年度要在2000年到今年之间。", field="year")
    if until.year != year:
        raise Refused(f"数据截止日要在{year}年里。", field="until")
    if until > today and year == today.year:
        raise Refused("数据截止日不能晚于今天。", field="until")
    if not organization.existed_on(until):
        raise Refused("这个单位那时还没有成立，或已经撤销。", field="organization")


def guiding_thought_of(organization: Organization, year: int) -> str:
    """The year's approved text is typed once, by the district: whoever is below it takes it over unless she types another."""
    typed = AnnualSummary.objects.filter(year=year, organization__path__in=ancestor_paths(organization.path))
    return (
        typed.exclude(guiding_thought="")
        .order_by("-organization__path")
        .values_list("guiding_thought", flat=True)
        .first()
        or ""
    )


def request_summary(
    *, organization: Organization, year: int, until: datetime.date, guiding_thought: str = "", by: Any
) -> tuple[AnnualSummary, JobRun]:
    """The open summary of that organization and year, and the job that makes it: new ones, or those of a first click."""
    check_request(organization, year, until)
    with transaction.atomic():
        open_ones = AnnualSummary.objects.filter(organization=organization, year=year)
        if open_ones.filter(status=SummaryStatus.SIGNED).exists():
            raise Refused("这一年的总结已经签发。签发后不再改动；确有错误，请在总结页面做“更正”。", field="year")
        summary = open_ones.first()
        if summary is None:
            try:
                with transaction.atomic():
                    summary = AnnualSummary.objects.create(
                        organization=organization,
                        path_at=organization.path,
                        year=year,
                        until=until,
                        guiding_thought=guiding_thought or guiding_thought_of(organization, year),
                        created_by=by,
                    )
            except IntegrityError:
                raise Conflict("这个单位这一年的总结刚刚有人在做，请到列表里查看。") from None
            record("reports.summary_request", by=by, subject=summary, path=organization.path, year=year)
        elif summary.version:
            raise Refused("这一年的总结已经有了，请打开它修改或重新取数。", field="year")
        job = request_job(kind=JOB_KIND, subject=summary, arguments={"act": "generate"}, by=by)
    return summary, job


def refresh_summary(
    *, summary: AnnualSummary, until: datetime.date, guiding_thought: str, by: Any
) -> tuple[AnnualSummary, JobRun]:
    """Take the figures anew, up to another day if wished. What people have written stays, the new text stands beside it."""
    check_request(summary.organization, summary.year, until)
    with transaction.atomic():
        move(
            summary,
            to=SummaryStatus.DRAFT,
            allowed=EDITABLE_STATUSES,
            until=until,
            guiding_thought=guiding_thought,
        )
        record("reports.summary_refresh", by=by, subject=summary, path=summary.organization.path, until=str(until))
        job = request_job(kind=JOB_KIND, subject=summary, arguments={"act": "refresh"}, by=by)
    return summary, job
