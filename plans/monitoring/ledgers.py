"""Columns of the ledgers: indicators as they stand in a year, and every value that was filled in."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from fulian.core.chinese import plain
from fulian.core.columns import Column, Ledger, register
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from plans.monitoring.models import MonitoredIndicator, YearValue
from plans.monitoring.querysets import MonitoredIndicatorQuerySet
from plans.monitoring.standing import Line, lines_of


class WithLines:
    """Indicators for an export, each with its line of the year; looked up for all at once."""

    def __init__(self, rows: MonitoredIndicatorQuerySet, organization: Organization, year: int):
        self.rows, self.organization, self.year = rows, organization, year

    def iterator(self, chunk_size: int) -> Iterator[MonitoredIndicator]:
        for line in lines_of(self.rows, self.organization, self.year):
            indicator: Any = line.indicator
            indicator.line = line
            yield indicator


def _line(indicator: Any) -> Line:
    """The export brings it along; for an indicator that comes alone it is last year's."""
    if not hasattr(indicator, "line"):
        year = timezone.localdate().year - 1
        indicator.line = lines_of([indicator], indicator.programme.organization, year)[0]
    return indicator.line


def _of(value: Callable[[Line], Any]) -> Callable[[MonitoredIndicator], Any]:
    return lambda indicator: value(_line(indicator))


def _now(line: Line) -> Any:
    value = line.accepted
    return _number(value) if value is not None else ""


def _number(value: YearValue) -> object:
    return value.value if value.value is not None and not value.qualifier else value.said("")


def _baseline(value: YearValue) -> str:
    indicator = value.indicator
    return (
        f"{indicator.baseline_year}年{plain(indicator.baseline_value)}" if indicator.baseline_value is not None else ""
    )


VALUES = Ledger(
    "monitoring.values", "两规划监测数据", Permission.MONITORING_VIEW, YearValue.objects.detailed,
    (
        Column("年度", "year", 8),
        Column("地区", "organization.name", 14),
        Column("规划", "indicator.programme.get_audience_display", 8),
        Column("领域", "indicator.domain.title", 18),
        Column("代码", "indicator.code", 9),
        Column("指标", "indicator.name", 28),
        Column("单位", "indicator.unit", 8),
        Column("数值", _number, 12),
        Column("情况", "get_state_display", 10),
        Column("无数据的原因", "reason", 24),
        Column("三年平均", "three_year_average", 9),
        Column("基期", _baseline, 14),
        Column("责任部门", "indicator.department", 16),
        Column("填报单位", "filled_by", 20),
        Column("填报时间", "filled_at", 18),
        Column("状态", "get_stage_display", 10),
        Column("审核时间", "accepted_at", 18),
        Column("资料来源", "source", 22),
        Column("口径说明", "note", 26),
        Column("待核实", lambda value: "" if value.indicator.confirmed else value.indicator.unconfirmed_note or "待核实", 20),
    ),
)  # fmt: skip

INDICATORS = Ledger(
    "monitoring.indicators", "两规划监测指标", Permission.MONITORING_VIEW, MonitoredIndicator.objects.placed,
    (
        Column("规划", "programme.get_audience_display", 8),
        Column("领域", "domain.title", 18),
        Column("代码", "code", 9),
        Column("指标", "name", 28),
        Column("单位", "unit", 8),
        Column("方向", "get_direction_display", 12),
        Column("责任部门", "department", 16),
        Column("配合部门", "partners", 16),
        Column("国家目标", "national_goal", 18),
        Column("目标", _of(lambda line: line.goal_text), 18),
        Column("年度", _of(lambda line: line.year), 8),
        Column("当年", _of(_now), 12),
        Column("状态", _of(lambda line: str(line.standing.label)), 9),
        Column("依据", _of(lambda line: line.judgement.words), 40),
        Column("请核对", _of(lambda line: "".join(line.asked)), 40),
        Column("定义", "definition", 40),
        Column("计算方法", "calculation", 30),
        Column("资料来源", "source", 20),
        Column("待核实", lambda row: "" if row.confirmed else row.unconfirmed_note or "待核实", 20),
    ),
)  # fmt: skip
register(VALUES, INDICATORS)
