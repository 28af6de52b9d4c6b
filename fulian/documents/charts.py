"""Charts drawn on the server as SVG: the same picture on the page, in the PDF and in black and white print.

Presentation attributes only, so that a strict CSP has nothing to forbid. Series differ by lightness, line pattern and marker, never
by hue alone, and every value is written out: a chart here is read, not guessed. A value of None is "not known", not zero.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from .blocks import Chart, Column, Table
from .text import Number, ems, known, number_text

Values = Sequence[Number | None]
Series = Mapping[str, Values]

WIDTH = 600
FONT = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
SIZE = 14
INK, QUIET, GRID = "#2b2b2b", "#6b6460", "#ddd6d0"
# The last series is the one that matters (this year): it takes the strongest colour and the full line.
FILLS = ("#9c2f3f", "#dd9a86", "#f3ded2", "#5d5552", "#b9aea8", "#ece7e3")
STROKES = (("#9c2f3f", ""), ("#5d5552", "7 4"), ("#c0705c", "2 3"), ("#8b817c", "9 3 2 3"))
TICKS = 4
# Thickness of a bar and the gap under a label, for few, many and very many labels: a chart has to fit on one page.
DENSITIES = ((12, 20, 12), (24, 16, 6), (math.inf, 12, 4))
PLOT_HEIGHT = 180


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: float = SIZE, fill: str = INK, bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}"{weight}>{escape(text)}</text>'


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Every area has an outline: the lightest fill must not vanish on a poor printer."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" fill="{fill}" '
        f'stroke="{INK}" stroke-width="0.5"/>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str = GRID) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="1"/>'


def _svg(parts: Sequence[str], *, width: float, height: float, title: str, description: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(title)} viewBox="0 0 {width:g} {height:.0f}" '
        f'width="{width:g}" height="{height:.0f}" font-family="{FONT}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(parts)}</svg>"
    )


def _describe(labels: Sequence[str], series: Series, unit: str) -> str:
    """The chart in words, for those who hear it."""
    lines = []
    for name, values in series.items():
        told = "，".join(_told(label, value, unit) for label, value in zip(labels, values, strict=True))
        lines.append(f"{name}：{told}" if name else told)
    return "；".join(lines)


def _told(label: str, value: Number | None, unit: str) -> str:
    return f"{label}暂无数据" if value is None else f"{label}{number_text(value)}{unit}"


def _named(labels: Sequence[str], series: Series | Values) -> Series:
    """Checked series; plain values are one series without a name."""
    series = series if isinstance(series, Mapping) else {"": series}
    for name, values in series.items():
        if len(values) != len(labels):
            raise ValueError(f"{len(labels)} labels, but {len(values)} values in {name!r}.")
        if any(value < 0 for value in known(values)):
            raise ValueError("These charts draw counts and amounts, which are never negative.")
    return series


def _nice_top(values: Sequence[float]) -> float:
    """The end of the axis: a round number not below the largest value."""
    top = max(values, default=0)
    if top <= 0:
        return TICKS
    step = top / TICKS
    unit = 10.0 ** math.floor(math.log10(step))
    rounded = next(factor for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if factor * unit >= step) * unit
    return math.ceil(rounded) * TICKS if all(value == int(value) for value in values) else rounded * TICKS


def _legend(names: Sequence[str], y: float) -> list[str]:
    parts, x = [], 0.0
    for position, name in enumerate(names):
        parts += [_rect(x, y - 11, 13, 13, _fill(len(names) - 1 - position)), _text(x + 19, y, name)]
        x += 19 + ems(name) * SIZE + 22
    return parts


def _fill(rank: int) -> str:
    return FILLS[rank % len(FILLS)]


def bar_chart(labels: Sequence[str], values: Values, *, unit: str, title: str) -> str:
    """One bar for each label, lying, so that names of any length stay readable."""
    return grouped_bars(labels, values, unit=unit, title=title)


def grouped_bars(labels: Sequence[str], series: Series | Values, *, unit: str, title: str) -> str:
    """Several bars for each label: this year and last year, planned and done."""
    series = _named(labels, series)
    names = [name for name in series if name]
    left = min(max((ems(label) for label in labels), default=0) * SIZE + 12, WIDTH * 0.4)
    reserve = max((ems(number_text(value)) for values in series.values() for value in values), default=0) * SIZE + 10
    room = WIDTH - left - reserve
    top = max((value for values in series.values() for value in known(values)), default=0) or 1
    bar, gap = next((bar, gap) for most, bar, gap in DENSITIES if len(labels) <= most)
    thickness = bar if len(series) == 1 else bar * 0.75
    parts, y = [_text(WIDTH, 14, f"单位：{unit}", anchor="end", size=12, fill=QUIET)], 28.0
    if names:
        parts += _legend(names, 14)
    for row, label in enumerate(labels):
        height = thickness * len(series)
        parts.append(_text(left - 8, y + height / 2 + 5, _short(label, left - 12), anchor="end"))
        for position, values in enumerate(series.values()):
            value = values[row]
            length = room * float(value or 0) / top
            bar_y = y + position * thickness
            if value is not None:
                parts.append(_rect(left, bar_y, length, thickness - 2, _fill(len(series) - 1 - position)))
            parts.append(_text(left + length + 6, bar_y + thickness / 2 + 4, number_text(value), size=13))
        y += height + gap
    parts.append(_line(left, 24, left, y - gap + 4, QUIET))
    return _svg(parts, width=WIDTH, height=y, title=title, description=_describe(labels, series, unit))


def _short(label: str, width: float) -> str:
    if ems(label) * SIZE <= width:
        return label
    while label and ems(label + "…") * SIZE > width:
        label = label[:-1]
    return label + "…"


def _nice_bottom(values: Sequence[float]) -> float:
    """Where an axis that need not begin at zero begins: rates between 62 and 64 would be one flat line above zero."""
    low, high = min(values, default=0), max(values, default=0)
    if high <= 0 or high - low > high / 2:
        return 0
    step = 10.0 ** math.floor(math.log10(max(high - low, high / 20)))
    return math.floor(low / step) * step


def line_chart(labels: Sequence[str], series: Series | Values, *, unit: str, title: str, from_zero: bool = True) -> str:
    """Months from left to right. A month that is not known interrupts the line; it is not drawn as zero. `from_zero` is for
    amounts; an axis that begins above zero says so."""
    series = _named(labels, series)
    names = [name for name in series if name]
    everything = [value for values in series.values() for value in known(values)]
    bottom = 0 if from_zero else _nice_bottom(everything)
    top = _nice_top([value - bottom for value in everything])  # above the bottom
    left, head = max(ems(number_text(bottom + top)), 2) * 12 + 14, 34.0
    foot = head + PLOT_HEIGHT
    step = (WIDTH - left - 24) / max(len(labels) - 1, 1)
    told = f"单位：{unit}" + ("，纵轴不从0起" if bottom else "")
    parts = [_text(WIDTH, 14, told, anchor="end", size=12, fill=QUIET)]
    for tick in range(TICKS + 1):
        y = foot - PLOT_HEIGHT * tick / TICKS
        parts += [_line(left, y, WIDTH - 12, y, QUIET if tick == 0 else GRID)]
        parts.append(
            _text(left - 8, y + 4, number_text(bottom + top * tick / TICKS), anchor="end", size=12, fill=QUIET)
        )
    for position, label in enumerate(labels):
        parts.append(_text(left + 6 + position * step, foot + 20, label, anchor="middle", size=12))
    for position, values in enumerate(series.values()):
        points = [
            None if value is None else (left + 6 + column * step, foot - PLOT_HEIGHT * (float(value) - bottom) / top)
            for column, value in enumerate(values)
        ]
        parts += _curve(points, len(series) - 1 - position)
        if len(series) == 1:
            parts += _value_labels(points, values)
    if names:
        parts += _line_legend(names)
    return _svg(parts, width=WIDTH, height=foot + 28, title=title, description=_describe(labels, series, unit))


Point = tuple[float, float] | None


def _value_labels(points: Sequence[Point], values: Values) -> list[str]:
    """Figures above the points, below them where the line has a valley and would cross the figure."""
    parts = []
    for position, (point, value) in enumerate(zip(points, values, strict=True)):
        if point is None:
            continue
        beside = [
            near for near in (*points[max(position - 1, 0) : position], *points[position + 1 : position + 2]) if near
        ]
        valley = bool(beside) and all(near[1] < point[1] for near in beside)
        parts.append(_text(point[0], point[1] + (17 if valley else -9), number_text(value), anchor="middle", size=12))
    return parts


def _curve(points: Sequence[Point], rank: int) -> list[str]:
    colour, dash = STROKES[rank % len(STROKES)]
    stretches: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            stretches.append([])
        else:
            stretches[-1].append(point)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    parts = []
    for stretch in stretches:
        if len(stretch) > 1:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in stretch)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        parts += [_marker(x, y, rank) for x, y in stretch]
    return parts


def _marker(x: float, y: float, rank: int) -> str:
    """A shape for each series: point, square, triangle, ring."""
    colour = STROKES[rank % len(STROKES)][0]
    match rank % len(STROKES):
        case 0:
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        case 1:
            return f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="{colour}"/>'
        case 2:
            return f'<polygon points="{x:.1f},{y - 4.5:.1f} {x + 4:.1f},{y + 3:.1f} {x - 4:.1f},{y + 3:.1f}" fill="{colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#fff" stroke="{colour}" stroke-width="1.5"/>'


def _line_legend(names: Sequence[str]) -> list[str]:
    parts, x = [], 0.0
    for position, name in enumerate(names):
        rank = len(names) - 1 - position
        parts += [_curve([(x, 10), (x + 30, 10)], rank)[0], _marker(x + 15, 10, rank), _text(x + 37, 14.5, name)]
        x += 37 + ems(name) * SIZE + 22
    return parts


def share_bar(labels: Sequence[str], values: Values, *, unit: str, title: str) -> str:
    """One bar divided by shares; below it every part with its figure and its percentage of the whole."""
    _named(labels, values)
    total = sum(known(values))
    parts, x = [], 0.0
    for position, value in enumerate(values):
        width = WIDTH * float(value or 0) / total if total else 0
        if width:
            parts.append(_rect(x, 4, width, 34, _fill(position)))
        x += width
    y = 62.0
    for position, (label, value) in enumerate(zip(labels, values, strict=True)):
        column = position % 2
        share = f"（{100 * float(value) / total:.1f}%）" if total and value is not None else ""
        x = column * WIDTH / 2
        parts += [
            _rect(x, y - 11, 13, 13, _fill(position)),
            _text(x + 19, y, f"{label} {number_text(value)}{unit}{share}"),
        ]
        y += 24 if column else 0
    height = y + (24 if len(labels) % 2 else 0) - 12
    return _svg(parts, width=WIDTH, height=height, title=title, description=_describe(labels, {"": values}, unit))


def sparkline(values: Values, *, title: str, unit: str = "", width: int = 120, height: int = 28) -> str:
    """A line without axes, for a row of a list; its last value is marked."""
    numbers = known(values)
    top = max(numbers, default=0) or 1
    step = (width - 10) / max(len(values) - 1, 1)
    points = [
        None if value is None else (5 + position * step, height - 5 - (height - 10) * float(value) / top)
        for position, value in enumerate(values)
    ]
    parts = [part for part in _curve(points, 0) if part.startswith("<polyline")]
    last = next((point for point in reversed(points) if point), None)
    if last:
        parts.append(_marker(*last, 0))
    labels = [f"第{position}期" for position in range(1, len(values) + 1)]
    return _svg(parts, width=width, height=height, title=title, description=_describe(labels, {"": values}, unit))


def progress_bar(done: Number, total: Number, *, unit: str = "", title: str, width: int = 240) -> str:
    """n of N with its percentage. Beyond the target the bar is full and the figure tells the rest."""
    if done < 0 or total < 0:
        raise ValueError("These charts draw counts and amounts, which are never negative.")
    share = float(done) / float(total) if total else 0
    told = f"{number_text(done)}/{number_text(total)}{unit}" + (f"（{100 * share:.0f}%）" if total else "")
    bar = width - ems(told) * 13 - 10
    parts = [
        _rect(0.5, 4, bar, 14, "#fff"),
        _rect(0.5, 4, bar * min(share, 1), 14, FILLS[0]),
        _text(bar + 8, 16, told, size=13),
    ]
    return _svg(parts, width=width, height=22, title=title, description=told)


def chart_block(
    draw: Callable[..., str],
    labels: Sequence[str],
    series: Series | Values,
    *,
    unit: str,
    title: str,
    width_mm: float = 150,
) -> Chart:
    """A chart as a block, with its figures beside it: Word shows them as a small table, a screen reader reads them."""
    svg = draw(labels, series, unit=unit, title=title)
    named = series if isinstance(series, Mapping) else {unit: series}
    columns = (Column("项目", 2, "left"), *(Column(name or unit) for name in named))
    rows = tuple((label, *(number_text(values[row]) for values in named.values())) for row, label in enumerate(labels))
    alt = _describe(labels, series if isinstance(series, Mapping) else {"": series}, unit)
    return Chart(svg, caption=title, alt=alt, width_mm=width_mm, data=Table(columns, rows, caption=title, unit=unit))
