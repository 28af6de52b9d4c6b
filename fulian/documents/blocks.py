"""The parts of a 公文 as plain, frozen data.

A block says what a thing is, never how it looks: the PDF, the Word file and the page preview are drawn from the same blocks.
Blocks travel through JSON unchanged (`to_json`, `from_json`), because a summary freezes them and must print the same years later.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, Literal

from .svg import require_plain_svg

TYPE = "type"
JPEG_START = b"\xff\xd8"


def _set(block: object, **values: object) -> None:
    """Normalise a field of a frozen block while it is being made."""
    for name, value in values.items():
        object.__setattr__(block, name, value)


class Block:
    """Base of everything that can stand in a document."""

    def to_json(self) -> dict[str, Any]:
        return to_json(self)


@dataclass(frozen=True)
class Run:
    """A stretch of text. `code` (of an indicator) is printed only when the document shows codes."""

    text: str
    code: str = ""
    emphasis: bool = False


Text = str | Run | Iterable[str | Run]


def as_runs(text: Text) -> tuple[Run, ...]:
    if isinstance(text, Run):
        return (text,)
    if isinstance(text, str):
        return (Run(text),) if text else ()
    return tuple(run if isinstance(run, Run) else Run(run) for run in text)


def _lines(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _date_text(day: str | date) -> str:
    """成文日期: Arabic digits, no idle zeros."""
    return f"{day.year}年{day.month}月{day.day}日" if isinstance(day, date) else day


@dataclass(frozen=True)
class Title(Block):
    """The document's title: 2号小标宋, centred. The writer breaks the lines, at meaning and never inside a word."""

    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        _set(self, lines=_lines(self.lines))


@dataclass(frozen=True)
class Subtitle(Block):
    """3号楷体, centred under the title, e.g. （2025年12月10日）."""

    text: str


@dataclass(frozen=True)
class Heading(Block):
    """A heading without its number: numbers are counted over the headings that are really there.

    `run_in` puts the heading into the first line of the paragraph that follows, closed by 。.
    """

    level: int
    text: str
    run_in: bool = False

    def __post_init__(self) -> None:
        if self.level not in {1, 2, 3, 4}:
            raise ValueError(f"A heading has level 1 to 4, not {self.level!r}.")


@dataclass(frozen=True)
class Paragraph(Block):
    """Body text: 左空二字, justified. `flush` leaves the two characters out (主送机关, a line under a table)."""

    runs: tuple[Run, ...]
    flush: bool = False

    def __post_init__(self) -> None:
        _set(self, runs=as_runs(self.runs))

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Enumeration(Block):
    """Items in ONE paragraph: 一是……；二是……。 Numbers and the marks between the items are generated."""

    items: tuple[Paragraph, ...]
    style: Literal["一是", "（1）"] = "一是"
    lead: tuple[Run, ...] = ()

    def __post_init__(self) -> None:
        items = tuple(item if isinstance(item, Paragraph) else Paragraph(item) for item in self.items)
        _set(self, items=tuple(item for item in items if item.text.strip()), lead=as_runs(self.lead))


@dataclass(frozen=True)
class Column:
    """`width_share` is relative to the other columns of the table."""

    label: str
    width_share: float = 1
    align: Literal["left", "center", "right"] = "center"


@dataclass(frozen=True)
class Table(Block):
    """A lean table. Its header is repeated on every page; from the second page on the PDF says 续表."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    unit: str = ""
    note: str = ""
    total_row: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        columns = tuple(column if isinstance(column, Column) else Column(str(column)) for column in self.columns)
        _set(self, columns=columns, rows=tuple(_cells(row) for row in self.rows))
        if self.total_row is not None:
            _set(self, total_row=_cells(self.total_row))
        for row in (*self.rows, *([self.total_row] if self.total_row else [])):
            if len(row) != len(columns):
                raise ValueError(f"Table {self.caption!r} has {len(columns)} columns, but a row of {len(row)}: {row!r}")


def _cells(row: Iterable[object]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in row)


@dataclass(frozen=True)
class Chart(Block):
    """A drawing made by charts.py. `data` is the same as a small table: what Word shows, and what a screen reader reads."""

    svg: str
    caption: str = ""
    alt: str = ""
    width_mm: float = 150
    data: Table | None = None

    def __post_init__(self) -> None:
        require_plain_svg(self.svg)


@dataclass(frozen=True)
class Photo(Block):
    """One photo as the document carries it: a JPEG in base64, because a block is JSON. `width` and `height` in pixels."""

    jpeg: str
    width: int
    height: int

    def __post_init__(self) -> None:
        if not b64decode(self.jpeg[:8]).startswith(JPEG_START):
            raise ValueError("A document's photo is a JPEG.")

    @classmethod
    def of(cls, content: bytes, *, width: int, height: int) -> "Photo":
        return cls(b64encode(content).decode("ascii"), width, height)

    @property
    def content(self) -> bytes:
        return b64decode(self.jpeg)

    @property
    def data_url(self) -> str:
        return f"data:image/jpeg;base64,{self.jpeg}"


@dataclass(frozen=True)
class Photos(Block):
    """Photos in rows of two, a single one in the middle; all of a row are as high as each other."""

    photos: tuple[Photo, ...]
    caption: str = ""
    alt: str = "照片"

    def __post_init__(self) -> None:
        _set(self, photos=tuple(self.photos))

    @property
    def rows(self) -> tuple[tuple[Photo, ...], ...]:
        """Two by two; the first stands alone when their number is odd."""
        first = len(self.photos) % 2
        pairs = [self.photos[start : start + 2] for start in range(first, len(self.photos), 2)]
        return tuple(([self.photos[:1]] if first else []) + pairs)


@dataclass(frozen=True)
class Annex(Block):
    """附件: new page, 附件1 顶格, title centred on the third line. Headings are counted anew inside it."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False

    def __post_init__(self) -> None:
        _set(self, blocks=tuple(self.blocks))


@dataclass(frozen=True)
class Signature(Block):
    """署名 and 成文日期 without a seal; the list of annexes is printed above it."""

    organization: str
    date: str

    def __post_init__(self) -> None:
        _set(self, date=_date_text(self.date))


@dataclass(frozen=True)
class Spacer(Block):
    """Blank lines of the grid."""

    lines: int = 1


@dataclass(frozen=True)
class PageBreak(Block):
    """Go on on a new page."""


@dataclass(frozen=True)
class Note(Block):
    """Small print: 数据截至…, how a figure was counted."""

    text: str


@dataclass(frozen=True)
class Document(Block):
    """A whole 公文.

    `watermark` stands behind the text of every page (草稿, 征求意见稿), `header_note` small above it, `cut_off` goes into the file's
    metadata. `show_codes` prints the code of a run beside it (核对版). A `sheet` is no 公文 but a table for a meeting's desk: landscape,
    small margins, small type, as many lines on one page as can be read.
    """

    title_for_metadata: str
    blocks: tuple[Block, ...]
    watermark: str = ""
    header_note: str = ""
    heading_bold: bool = False
    cut_off: str = ""
    show_codes: bool = False
    sheet: bool = False

    def __post_init__(self) -> None:
        _set(self, blocks=tuple(self.blocks))

    @property
    def annexes(self) -> tuple[Annex, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Annex))

    @classmethod
    def from_json(cls, data: dict[str, Any] | str) -> "Document":
        document = from_json(data)
        if not isinstance(document, cls):
            raise ValueError("This is not a frozen document.")
        return document


TYPES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        Run, Title, Subtitle, Heading, Paragraph, Enumeration, Column, Table, Chart, Photo, Photos, Annex, Signature, Spacer,
        PageBreak, Note, Document,
    )
}  # fmt: skip


def to_json(block: Any) -> dict[str, Any]:
    """A block as JSON-able data: its type and the fields that differ from their defaults."""
    data: dict[str, Any] = {TYPE: type(block).__name__}
    for field in fields(block):
        value = getattr(block, field.name)
        if field.default is MISSING or value != field.default:
            data[field.name] = _plain(value)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return to_json(value) if type(value).__name__ in TYPES else value


def from_json(data: dict[str, Any] | str) -> Any:
    """The block again; `from_json(to_json(block)) == block` for every block."""
    if isinstance(data, str):
        data = json.loads(data)
    cls = TYPES.get(data.get(TYPE, ""))  # type: ignore[union-attr]
    if cls is None:
        raise ValueError(f"Unknown block {data.get(TYPE)!r}.")  # type: ignore[union-attr]
    known = {field.name for field in fields(cls)}
    return cls(**{name: _thaw(value) for name, value in data.items() if name in known})  # type: ignore[union-attr]


def _thaw(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_thaw(item) for item in value)
    return from_json(value) if isinstance(value, dict) else value
