"""A year of an organization in pictures: month by month beside the year before, its kinds of work, and those below it.

Every figure comes through the indicators, so that a picture says what the report of that month says. The page and the PDF are the
same document.
"""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal

from activities.measures import COUNTED
from fulian.core.chinese import long_date
from fulian.core.periods import Month, Period
from fulian.core.quantities import Quantity
from fulian.documents.blocks import Block, Document, Note, Paragraph, Subtitle, Title, as_runs
from fulian.documents.charts import bar_chart, chart_block, grouped_bars, line_chart
from fulian.indicators.breakdowns import by_child
from fulian.indicators.figures import figures
from fulian.indicators.many import Ask, figures_of
from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization

SESSIONS, ATTENDANCES = "activity.sessions", "activity.attendances"
KINDS_SHOWN = 10
BELOW_SHOWN = 20


def picture_of_year(organization: Organization, year: int, today: datetime.date) -> Document:
    """Needs about as many queries as there are charts, whatever the year holds."""
    period = Period.year(year, until=today if today.year == year else None)
    known = {indicator.code: indicator for indicator in Indicator.objects.active().for_organization(organization.path)}
    blocks: list[Block] = [
        Title((organization.official_name, f"{year}年工作图览")),
        Subtitle(f"（截至{long_date(period.end)}）"),
        *_totals([known[code] for code in (SESSIONS, ATTENDANCES) if code in known], organization, period),
    ]
    if SESSIONS in known:
        blocks += _by_month(known[SESSIONS], organization, period, draw=grouped_bars)
    if ATTENDANCES in known:
        blocks += _by_month(known[ATTENDANCES], organization, period, draw=line_chart)
    blocks += _kinds(list(known.values()), organization, period)
    if SESSIONS in known:
        blocks += _below(known[SESSIONS], organization, period)
    blocks.append(
        Note(f"由活动记录和月报补充数汇总，截至{long_date(period.end)}。没有记录的月份空着；今年这个月只算到今天。")
    )
    return Document(
        title_for_metadata=f"{organization.name}{year}年工作图览", blocks=tuple(blocks), cut_off=str(period.end)
    )


def _totals(indicators: Sequence[Indicator], organization: Organization, period: Period) -> list[Block]:
    found = figures(indicators, organization, period)
    told = [
        f"{indicator.name}{value.text(indicator.unit)}"
        for indicator in indicators
        if (value := found[indicator.code].value) is not None
    ]
    words = "，".join(told) if told else "还没有活动记录"
    return [Paragraph(as_runs(f"{period.label}，{organization.name}{words}。"))]


def _by_month(
    indicator: Indicator, organization: Organization, period: Period, *, draw: Callable[..., str]
) -> list[Block]:
    """This year's months beside last year's. A month to come is a gap; one without a record is a gap too, not a nought."""
    months = list(period.months())
    asks = {
        (year, month.month): Ask(indicator, organization, _until(Month(year, month.month), period))
        for month in months
        for year in (period.start.year - 1, period.start.year)
    }
    found = figures_of(asks.values())
    series = {
        f"{year}年": [_number(found[asks[year, month.month]].value) for month in months]
        for year in (period.start.year - 1, period.start.year)
    }
    series = {name: values for name, values in series.items() if any(value is not None for value in values)}
    if not series:
        return []
    labels = [f"{month.month}月" for month in months]
    return [chart_block(draw, labels, series, unit=indicator.unit, title=f"各月{indicator.name}")]


def _until(month: Month, period: Period) -> Period:
    return month.period.intersection(period) or month.period


def _kinds(indicators: list[Indicator], organization: Organization, period: Period) -> list[Block]:
    """The kinds of work that are counted in sessions, the most frequent first."""
    sessions = [
        indicator
        for indicator in indicators
        if indicator.measure is not None
        and indicator.measure.source in COUNTED
        and indicator.measure.adds == "sessions"
        and set(indicator.dimensions) in ({"kind"}, {"category"})
    ]
    found = figures(sessions, organization, period)
    rows = [(indicator.name, _number(found[indicator.code].value)) for indicator in sessions]
    shown = sorted(((name, value) for name, value in rows if value), key=lambda row: (-row[1], row[0]))[:KINDS_SHOWN]
    if not shown:
        return []
    names, values = zip(*shown, strict=True)
    return [chart_block(bar_chart, names, values, unit="场次", title="各类活动")]


def _below(indicator: Indicator, organization: Organization, period: Period) -> list[Block]:
    parts = by_child(indicator, organization, period)
    rows = [(child.name if child else f"{organization.name}本级", _number(value)) for child, value in parts]
    rows = [row for row in rows if row[1] is not None][:BELOW_SHOWN]
    if len(rows) < 2:
        return []
    names, values = zip(*rows, strict=True)
    return [chart_block(bar_chart, names, values, unit=indicator.unit, title=f"各单位{indicator.name}")]


def _number(quantity: Quantity | None) -> Decimal | None:
    return quantity.value if quantity is not None else None
