"""The monitoring report as blocks: every sentence and every cell is made from the same lines that the pages show."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial

from fulian.core.chinese import long_date, plain
from fulian.documents import blocks
from fulian.documents.charts import chart_block, grouped_bars, line_chart
from fulian.organizations.models import Organization
from plans.monitoring.alerts import RULES
from plans.monitoring.charts import series_of, worth_drawing, years_of
from plans.monitoring.choices import Standing
from plans.monitoring.models import MonitoredIndicator, Programme, YearValue
from plans.monitoring.standing import Line, Overview, overviews
from plans.monitoring.status import RULE

MOST_CHARTS = 6
JUDGED = (Standing.MET, Standing.ON_TRACK, Standing.BEHIND)


def report_document(organization: Organization, year: int, *, number: int, made_on: datetime.date) -> blocks.Document:
    programmes = Programme.objects.active().filter(organization=organization)
    found = overviews(programmes, organization, year)
    lines = [line for overview in found for line in overview.lines]
    title = f"{year}年妇女儿童发展规划监测报告"
    body: list[blocks.Block] = [
        blocks.Title((organization.official_name, title)),
        blocks.Subtitle(f"（第{number}版）"),
        blocks.Heading(1, "总体情况"),
        _paragraph(_opening(found, lines, year)),
        *_chart_of_standings(found),
    ]
    for overview in found:
        body += _programme(overview, year)
    body += [blocks.Heading(1, "需要关注的指标"), *_attention(lines)]
    body += [blocks.Heading(1, "有关说明"), *_remarks(found, lines)]
    body.append(blocks.Signature(organization.official_name, long_date(made_on)))
    if charts := _trends(lines, organization):
        body.append(blocks.Annex("滞后指标历年变化图", tuple(charts)))
    if unconfirmed := _unconfirmed(found):
        body.append(blocks.Annex("待核实的指标", (_table_of_unconfirmed(unconfirmed),)))
    return blocks.Document(
        title_for_metadata=f"{organization.official_name}{title}",
        blocks=tuple(body),
        cut_off=f"数据截至{long_date(made_on)}",
        header_note=f"数据截至{long_date(made_on)}，只计审核通过的数",
    )


def _paragraph(text: str) -> blocks.Paragraph:
    return blocks.Paragraph(blocks.as_runs(text))


def _opening(found: Sequence[Overview], lines: Sequence[Line], year: int) -> str:
    names = "和".join(f"《{overview.programme.title}》" for overview in found)
    text = f"{year}年，按{names}监测{len(lines)}项指标：{_parts(lines)}。"
    judged = [line for line in lines if line.standing in JUDGED]
    good = [line for line in judged if line.standing != Standing.BEHIND]
    if judged:
        text += f"能够判断的{len(judged)}项中，已达标和有望达标的{len(good)}项，占{_share(len(good), len(judged))}。"
    return text


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}".rstrip("0").rstrip(".") + "%"


def _parts(lines: Sequence[Line]) -> str:
    """已达标3项、滞后1项: what does not occur is not told."""
    told = [(standing.label, sum(line.standing == standing for line in lines)) for standing in Standing]
    return "、".join(f"{label}{count}项" for label, count in told if count) or "没有指标"


def _chart_of_standings(found: Sequence[Overview]) -> list[blocks.Block]:
    if not any(overview.lines for overview in found):
        return []
    labels = [str(standing.label) for standing in Standing]
    series = {
        overview.programme.get_audience_display(): [
            sum(line.standing == standing for line in overview.lines) for standing in Standing
        ]
        for overview in found
    }
    return [chart_block(grouped_bars, labels, series, unit="项", title="各类指标数")]


def _programme(overview: Overview, year: int) -> list[blocks.Block]:
    body: list[blocks.Block] = [
        blocks.Heading(1, overview.programme.title),
        _paragraph(f"共监测{len(overview.lines)}项指标：{_parts(overview.lines)}。各领域情况如下。"),
        _table_of_domains(overview),
    ]
    for part in overview.domains:
        if part["lines"]:
            body.append(blocks.Heading(2, part["domain"].title))
            body.append(_table_of_indicators(part["lines"], year))
    return body


def _table_of_domains(overview: Overview) -> blocks.Table:
    columns = (
        blocks.Column("领域", 3, "left"), blocks.Column("指标"), *(blocks.Column(str(standing.label)) for standing in Standing)
    )  # fmt: skip

    def row(name: str, lines: Sequence[Line]) -> tuple[str, ...]:
        counts = (str(sum(line.standing == standing for line in lines)) for standing in Standing)
        return (name, str(len(lines)), *counts)

    rows = [row(part["domain"].title, part["lines"]) for part in overview.domains if part["lines"]]
    return blocks.Table(columns, tuple(rows), unit="项", total_row=row("合计", overview.lines))


def _table_of_indicators(lines: Sequence[Line], year: int) -> blocks.Table:
    columns = (
        blocks.Column("指标", 3.4, "left"), blocks.Column("单位", 1), blocks.Column("基期", 1.3),
        blocks.Column(f"{year - 1}年", 1.3), blocks.Column(f"{year}年", 1.3), blocks.Column("目标", 2.2),
        blocks.Column("状态", 1.3),
    )  # fmt: skip
    return blocks.Table(columns, tuple(_row(line, year) for line in lines))


def _row(line: Line, year: int) -> tuple[str, ...]:
    indicator = line.indicator
    baseline = plain(indicator.baseline_value) if indicator.baseline_value is not None else "—"
    before = line.previous if line.previous is not None and line.previous.year == year - 1 else None
    star = "" if indicator.confirmed else "*"
    return (
        f"{indicator.name}{star}", indicator.unit, baseline, before.said("") if before else "—",
        line.accepted.said("") if line.accepted else "—", line.goal_text.removesuffix(indicator.unit) or "—",
        str(line.standing.label),
    )  # fmt: skip


def _attention(lines: Sequence[Line]) -> list[blocks.Block]:
    behind = [line for line in lines if line.standing == Standing.BEHIND]
    missing = [line for line in lines if line.standing == Standing.NO_DATA and line.accepted is not None]
    unfilled = [line for line in lines if line.standing == Standing.NO_DATA and line.accepted is None]
    asked = [line for line in lines if line.asked and line.accepted is not None]
    body: list[blocks.Block] = []
    if behind:
        body.append(blocks.Heading(2, f"滞后的指标（{len(behind)}项）"))
        body.append(_told(behind, "情况", (line.judgement.words for line in behind)))
    if missing:
        body.append(blocks.Heading(2, f"部门报明无数据的指标（{len(missing)}项）"))
        body.append(_told(missing, "原因", (line.accepted.reason for line in missing if line.accepted is not None)))
    if unfilled:
        body.append(blocks.Heading(2, f"还没有审核通过的数的指标（{len(unfilled)}项）"))
        body.append(_by_department(unfilled))
    if asked:
        body.append(blocks.Heading(2, f"需要核对的数（{len(asked)}项）"))
        body.append(_told(asked, "请核对", ("".join(line.asked) for line in asked)))
    return body or [_paragraph("没有滞后或无数据的指标。")]


def _by_department(lines: Sequence[Line]) -> blocks.Table:
    """Who still owes what: one row a department, in the programme's order."""
    names: dict[str, list[str]] = {}
    for line in lines:
        names.setdefault(line.indicator.department, []).append(line.indicator.name)
    columns = (blocks.Column("责任部门", 2, "left"), blocks.Column("项数"), blocks.Column("指标", 6, "left"))
    return blocks.Table(columns, tuple((name, str(len(owed)), "、".join(owed)) for name, owed in names.items()))


def _told(lines: Sequence[Line], heading: str, words: Iterable[str]) -> blocks.Table:
    columns = (
        blocks.Column("指标", 2.4, "left"),
        blocks.Column("责任部门", 1.8, "left"),
        blocks.Column(heading, 4.6, "left"),
    )
    rows = tuple(
        (line.indicator.name, line.indicator.department, told) for line, told in zip(lines, words, strict=True)
    )
    return blocks.Table(columns, rows)


def _remarks(found: Sequence[Overview], lines: Sequence[Line]) -> list[blocks.Block]:
    remarks = [f"判断规则：{RULE}", RULES]
    if unconfirmed := _unconfirmed(found):
        remarks.append(f"带*的{len(unconfirmed)}项有内容待核实，见附件。")
    notes = [
        (line.indicator.name, line.accepted.note, line.accepted.three_year_average)
        for line in lines
        if line.accepted is not None and (line.accepted.note or line.accepted.three_year_average)
    ]
    if notes:
        told = "；".join(
            f"{name}：{'；'.join(filter(None, ('三年平均数' if average else '', note)))}"
            for name, note, average in notes
        )
        remarks.append(f"口径说明：{told}。")
    return [_paragraph(text) for text in remarks]


def _unconfirmed(found: Sequence[Overview]) -> list[MonitoredIndicator]:
    return [indicator for overview in found for indicator in overview.unconfirmed]


def _table_of_unconfirmed(indicators: Sequence[MonitoredIndicator]) -> blocks.Table:
    columns = (blocks.Column("代码", 1), blocks.Column("指标", 4, "left"), blocks.Column("待核实的内容", 4, "left"))
    rows = ((one.code, one.name, one.unconfirmed_note or "—") for one in indicators)
    return blocks.Table(columns, tuple(rows))


def _trends(lines: Sequence[Line], organization: Organization) -> list[blocks.Block]:
    """The ways of those that are behind, as far as there are numbers enough to draw."""
    behind = [line for line in lines if line.standing == Standing.BEHIND]
    values: dict[int, list[YearValue]] = defaultdict(list)
    found = YearValue.objects.filter(indicator__in=[line.indicator.pk for line in behind], organization=organization)
    for value in found.order_by("year"):
        values[value.indicator_id].append(value)
    charts: list[blocks.Block] = []
    for line in behind:
        years = years_of(line.indicator, line.year)
        series = series_of(line.indicator, line.course, values[line.indicator.pk], years)
        if worth_drawing(series):
            labels = [f"{year}年" for year in years]
            charts.append(
                chart_block(
                    partial(line_chart, from_zero=False),
                    labels,
                    series,
                    unit=line.indicator.unit,
                    title=line.indicator.name,
                )
            )
    return charts[:MOST_CHARTS]
