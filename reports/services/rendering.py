"""From prose and snapshot to the two editions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from fulian.core.chinese import plain
from fulian.core.choices import WorkArea
from fulian.documents import blocks
from fulian.documents.charts import bar_chart, chart_block, line_chart
from reports.services.composing import Composed
from reports.services.planned import annex_of
from reports.services.summarising import FrozenFigure, Snapshot
from reports.summary_choices import Edition

MEANT_FOR_MONTHS = (("activity.sessions", "各月活动场次"), ("activity.attendances", "各月参加人次"))
COMPARED = ("ideology.talks", "rights.law_talks", "volunteer.environment", "volunteer.services", "family.education_sessions",
            "culture.sessions", "employment.trainings", "children.activities")  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """A numbered 更正 as the files print it."""

    number: int
    made_on: str
    old_text: str
    new_text: str
    reason: str


def build_document(
    snapshot: Snapshot,
    paragraphs: Sequence[Composed],
    *,
    edition: Edition,
    signed_on: str = "",
    corrections: Iterable[Correction] = (),
) -> blocks.Document:
    """`signed_on` (a Chinese date) takes the watermark away. Open months are named in either case."""
    check = edition == Edition.CHECK
    title = f"{snapshot.year}年工作总结"
    body: list[blocks.Block] = [blocks.Title((snapshot.organization_name, title))]
    if check:
        body.append(blocks.Subtitle("（核对版）"))
    if not snapshot.whole_year:
        body.append(blocks.Subtitle(f"（{snapshot.cut_off}）"))
    heading = ""
    for paragraph in paragraphs:
        if paragraph.chapter_title and paragraph.chapter_title != heading:
            heading = paragraph.chapter_title
            body.append(blocks.Heading(1, heading))
        body.append(blocks.Paragraph(tuple(blocks.Run(run.text, run.code) for run in paragraph.runs)))
    corrections = list(corrections)
    if corrections:
        body += [blocks.Note(f"更正{c.number}（{c.made_on}）：{c.reason}") for c in corrections]
    body.append(blocks.Signature(snapshot.organization_name, signed_on or _today()))
    body += _check_annexes(snapshot, corrections) if check else _clean_annexes(snapshot)
    return blocks.Document(
        title_for_metadata=f"{snapshot.organization_name}{title}",
        blocks=tuple(body),
        watermark="" if signed_on else "草稿",
        header_note=_header_note(snapshot, check=check, signed=bool(signed_on)),
        cut_off=snapshot.cut_off,
        show_codes=check,
    )


def _header_note(snapshot: Snapshot, *, check: bool, signed: bool) -> str:
    notes = []
    if check:
        notes.append(f"应报{snapshot.due}份，已报{snapshot.filed}份")
    if snapshot.open_note and (check or not signed):
        notes.append(snapshot.open_note)
    if notes or not signed:
        notes.insert(0, snapshot.cut_off)
    return "；".join(notes)


def _today() -> str:
    today = timezone.localdate()
    return f"{today.year}年{today.month}月{today.day}日"


# ---- annexes ----------------------------------------------------------------------------------------------------------


def _clean_annexes(snapshot: Snapshot) -> list[blocks.Block]:
    annexes: list[blocks.Block] = []
    if table := _main_figures(snapshot):
        annexes.append(blocks.Annex("主要工作数据表", tuple(table)))
    annexes += annex_of(snapshot.plan, cut_off=snapshot.cut_off, check=False)
    if charts := _charts(snapshot):
        annexes.append(blocks.Annex("主要工作数据图", tuple(charts)))
    return annexes


def _printed(snapshot: Snapshot) -> list[FrozenFigure]:
    return [figure for figure in snapshot.figures.values() if figure.value]


def _main_figures(snapshot: Snapshot) -> list[blocks.Block]:
    """One lean table in the order of the work areas, 主要数据 without codes; then organization by organization."""
    figures = _printed(snapshot)
    if not figures:
        return []
    order = {area.value: place for place, area in enumerate(WorkArea)}
    figures.sort(key=lambda figure: (order.get(figure.area, 99), figure.order))
    rows, previous = [], ""
    for figure in figures:
        area = str(WorkArea(figure.area).label)
        rows.append(("" if area == previous else area, figure.name, figure.text()))
        previous = area
    columns = (blocks.Column("工作领域", 2, "left"), blocks.Column("项目", 3, "left"), blocks.Column("完成情况", 2))
    table: list[blocks.Block] = [blocks.Table(columns, tuple(rows), caption=f"（{snapshot.cut_off}）")]
    if children := _by_child(snapshot):
        table.append(children)
    return table


def _by_child(snapshot: Snapshot) -> blocks.Table | None:
    """In the order of the tree: a table, never a ranking."""
    told = [figure for figure in _printed(snapshot) if len(figure.children) > 1]
    if not told or len(told[0].children) > 30:
        return None
    lines = zip(*(figure.children for figure in told), strict=True)  # the same organizations in the same order
    rows = [(line[0][0], *(_cell(value) for _, value in line)) for line in lines]
    columns = (blocks.Column("单位", 2, "left"), *(blocks.Column(f"{figure.name}（{figure.unit}）") for figure in told))
    return blocks.Table(columns, tuple(rows), caption="各单位情况", note="按组织次序排列，不作排名。")


def _cell(value: str) -> str:
    return plain(Decimal(value)) if value else "—"


def _charts(snapshot: Snapshot) -> list[blocks.Chart]:
    charts = []
    last = snapshot.until.month
    labels = [f"{month}月" for month in range(1, last + 1)]
    for code, title in MEANT_FOR_MONTHS:
        figure = snapshot.figures.get(code)
        if figure and figure.value and last > 1:
            values = [float(figure.months.get(f"{snapshot.year}-{month:02}", 0)) for month in range(1, last + 1)]
            charts.append(chart_block(line_chart, labels, values, unit=figure.unit, title=title))
    compared = [
        snapshot.figures[code] for code in COMPARED if code in snapshot.figures and snapshot.figures[code].value
    ]
    if len(compared) > 1:
        names = [figure.name for figure in compared]
        amounts = [float(figure.value.value) for figure in compared if figure.value]
        charts.append(chart_block(bar_chart, names, amounts, unit="场次", title="各类活动场次"))
    return charts


def _check_annexes(snapshot: Snapshot, corrections: list[Correction]) -> list[blocks.Block]:
    """数据来源附表: every figure that has a value, also those that the prose does not print; the others by name."""
    columns = (
        blocks.Column("代码", 3.6, "left"), blocks.Column("名称", 2.6, "left"), blocks.Column("口径", 4.6, "left"),
        blocks.Column("数值", 2), blocks.Column("记录", 1.4), blocks.Column("补充", 1.2), blocks.Column("已报/应报", 2),
        blocks.Column("说明", 1.4, "left"),
    )  # fmt: skip
    known = [figure for figure in snapshot.figures.values() if figure.value is not None]
    rows = [
        (figure.code, figure.name, figure.definition, figure.full_text, _part(figure.recorded), _part(figure.added),
         f"{snapshot.filed}/{snapshot.due}", _remarks(figure))
        for figure in known
    ]  # fmt: skip
    blank = [
        figure.name + ("（不公布）" if figure.withheld else "")
        for figure in snapshot.figures.values()
        if figure not in known
    ]
    note = f"{snapshot.cut_off}；月报应报{snapshot.due}份，已报{snapshot.filed}份。"
    if snapshot.open_note:
        note += f"{snapshot.open_note}。"
    if blank:
        note += f"没有数据的指标：{'、'.join(blank)}。"
    annexes: list[blocks.Block] = [
        blocks.Annex("数据来源附表", (blocks.Table(columns, tuple(rows)), blocks.Note(note)), landscape=True)
    ]
    annexes += annex_of(snapshot.plan, cut_off=snapshot.cut_off, check=True)
    if corrections:
        told = tuple((str(c.number), c.made_on, c.old_text, c.new_text, c.reason) for c in corrections)
        headers = (
            blocks.Column("编号", 0.7), blocks.Column("日期", 1.4), blocks.Column("原文", 4, "left"),
            blocks.Column("更正后", 4, "left"), blocks.Column("原因", 2.5, "left"),
        )  # fmt: skip
        annexes.append(blocks.Annex("更正情况表", (blocks.Table(headers, told),), landscape=True))
    return annexes


def _part(value: Decimal | None) -> str:
    return "—" if value is None else plain(value)


def _remarks(figure: FrozenFigure) -> str:
    remarks = []
    if figure.fraction:
        remarks.append(figure.fraction)
    if figure.provisional:
        remarks.append("暂计")
    if figure.unchecked:
        remarks.append("未经月报核对")
    return "；".join(remarks)
