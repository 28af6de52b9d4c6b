"""A file from somebody's office as sheets of rows: .xlsx, .xls, or .csv in whatever encoding it was saved. The rows come one after
the other; the heading is looked for wherever it stands, and sums and signatures at the end are left out."""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from fulian.core.cells import is_blank
from fulian.core.chinese import halfwidth
from fulian.core.columns import Column, Ledger
from fulian.ledgers.numbers import LABEL, has_number

ENCODINGS = ("utf-8-sig", "gb18030")
LARGEST_FILE = 30 * 1024 * 1024
LARGEST_UNPACKED = 500 * 1024 * 1024  # a small file may unpack into one that fills the memory
MOST_ROWS = 200_000
CHUNK = 4 * 1024 * 1024  # bytes unpacked at a time
HEADER, LENGTHS_AT = 30, 26  # of a part of a .zip: its header, and where the header has the lengths of what follows it
HEADING_WITHIN = 30  # lines: titles, 填报单位 and notes may stand above it
SUMS = re.compile(
    r"^(合计|总计|小计|共计|累计|本页合计|填报人|填表人|制表|审核人|审核[：:]|负责人[：:]|经办人[：:]|备注[：:]|说明[：:]|注[：:])"
)

NOT_OPENED = "文件打不开，可能没有传完，或者设了密码。请在表格软件里另存为 .xlsx 再导入。"
NOT_MISSED = ("序号", "编号", "行号")  # the office's own counting
NOT_DATA = ("填写说明", "说明")


class Unreadable(Exception):
    """The file as a whole cannot be read; a Chinese sentence that says what to do."""


@dataclass
class Sheet:
    name: str
    rows: Iterator[tuple[int, list[Any]]]  # (line as the spreadsheet counts, cells)


class Book:
    """`names`: visible sheets, in order. A .csv is one sheet without a name."""

    def __init__(self, content: bytes):
        if len(content) > LARGEST_FILE:
            raise Unreadable("文件超过30兆，请分成几个文件导入。")
        self.content = content
        self.kind = _kind(content)
        self._book = self._open() if self.kind != "csv" else None
        self.names = self._names()

    def _open(self) -> CalamineWorkbook:
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(self.content))
        except (CalamineError, zipfile.BadZipFile, OSError) as error:
            raise Unreadable(NOT_OPENED) from error

    def _names(self) -> list[str]:
        if self._book is None:
            return [""]
        return [
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def rows(self, name: str) -> Iterator[tuple[int, list[Any]]]:
        if self._book is None:
            yield from _csv_rows(self.content)
            return
        try:
            sheet = self._book.get_sheet_by_name(name)
        except CalamineError as error:
            raise Unreadable(f"工作表“{name}”读不出来，请在表格软件里另存为 .xlsx 再导入。") from error
        if sheet.start is None:
            return
        if sheet.total_height > MOST_ROWS:
            raise Unreadable(f"工作表“{name}”超过{MOST_ROWS // 10000}万行，请分成几个文件导入。")
        below = _merged_downwards(sheet)
        above: list[Any] = []
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            merged = below.get(number, ())
            above = [above[i] if i in merged and i < len(above) else cell for i, cell in enumerate(cells)]
            yield number, above


def _merged_downwards(sheet: Any) -> dict[int, set[int]]:
    """{line: columns} whose cell is the lower part of one merged over several lines: it means what the upper one says."""
    found: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right:  # a title merged across columns is no value of each
            for line in range(top + 1, min(bottom, top + 2000) + 1):
                found.setdefault(line + 1, set()).add(left)
    return found


def _kind(content: bytes) -> str:
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                names = set(parts.namelist())
                fits = _fits(content, parts.infolist())
        except (zipfile.BadZipFile, zlib.error, struct.error) as error:
            raise Unreadable(NOT_OPENED) from error
        if not fits:
            raise Unreadable("文件展开后太大，请分成几个文件导入。")
        if "word/document.xml" in names:
            raise Unreadable(
                "这是 Word 文件，只是改了名字。请把里面的表复制到 WPS 或 Excel 表格里，存成 .xlsx 再导入。"
            )
        return "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    start = content[:2000].lower().lstrip()
    if not content.strip():
        raise Unreadable("这是一个空文件。")
    if b"<html" in start or b"<table" in start or start.startswith(b"<?xml"):
        raise Unreadable("这个文件是网页另存成的表格，不是真正的表格。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。")
    if b"\x00" in content[:2000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("认不出这个文件。请用 .xlsx、.xls 或 .csv 表格。")
    return "csv"


def _fits(content: bytes, parts: list[zipfile.ZipInfo]) -> bool:
    """Whether it unpacks into what a machine can hold. What a file says of its own size is not asked alone: it may lie."""
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return False
    room = LARGEST_UNPACKED
    for part in parts:
        if part.compress_type != zipfile.ZIP_DEFLATED:
            continue
        name, extra = struct.unpack_from("<HH", content, part.header_offset + LENGTHS_AT)
        start = part.header_offset + HEADER + name + extra
        packed, unpacker = content[start : start + part.compress_size], zlib.decompressobj(-zlib.MAX_WBITS)
        while packed and not unpacker.eof and room >= 0:
            room -= len(unpacker.decompress(packed, CHUNK))
            packed = unpacker.unconsumed_tail
    return room >= 0


def _csv_rows(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    text = decoded(content)
    heading = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",\t;", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    for number, cells in enumerate(reader, start=1):
        if number > MOST_ROWS:
            raise Unreadable(f"超过{MOST_ROWS // 10000}万行，请分成几个文件导入。")
        yield number, [cell.removeprefix("\t") for cell in cells]


def decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文件的文字编码认不出来，请另存为 .xlsx 再导入。")


@dataclass(frozen=True)
class Heading:
    """Where the columns of a ledger stand in a sheet."""

    line: int
    places: dict[str, int]  # Column.field → index
    number_at: int | None
    unused: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)  # Column.field → what her heading says

    @property
    def score(self) -> int:
        return len(self.places) + (self.number_at is not None)


def squeezed(label: Any) -> str:
    """A heading as it is compared: no spaces, no line breaks, no star that marks what must be filled in."""
    text = "".join(halfwidth(str(label)).split()).replace("*", "")
    return text.replace("(必填)", "")


def heading_in(rows: Iterator[tuple[int, list[Any]]], ledger: Ledger) -> Heading | None:
    """Consumes the rows down to the heading; None when there is none near the top."""
    wanted = _labels(ledger)
    for line, cells in rows:
        if found := _as_heading(line, cells, wanted, ledger):
            return found
        if line >= HEADING_WITHIN:
            break
    return None


def _labels(ledger: Ledger) -> dict[str, Column]:
    labels: dict[str, Column] = {}
    for column in ledger.read_columns:
        for alias in column.aliases:
            labels.setdefault(squeezed(alias), column)
    return labels | {squeezed(column.label): column for column in ledger.read_columns}


def _as_heading(line: int, cells: list[Any], wanted: dict[str, Column], ledger: Ledger) -> Heading | None:
    places: dict[str, int] = {}
    labels: dict[str, str] = {}
    number_at, unused = None, []
    shown = {squeezed(column.label) for column in ledger.columns}
    for index, cell in enumerate(cells):
        if is_blank(cell) or not isinstance(cell, str):
            continue
        label = squeezed(cell)
        column = wanted.get(label)
        if label == LABEL and has_number(ledger):
            number_at = index
        elif column is not None and column.field not in places:
            places[column.field] = index
            labels[column.field] = cell.strip()
        elif label not in shown and label not in NOT_MISSED:
            unused.append(cell.strip()[:20])
    needed = min(3, max(1, len(ledger.read_columns) - 1))
    if len(places) < needed:
        return None
    return Heading(line, places, number_at, tuple(unused), labels)


def is_data(cells: list[Any]) -> bool:
    """No empty line, no sum, no line for signatures."""
    first = next((cell for cell in cells if not is_blank(cell)), None)
    if first is None:
        return False
    return not (isinstance(first, str) and SUMS.match("".join(halfwidth(first).split())))
