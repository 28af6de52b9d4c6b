"""The annotated copy of a file: wrong cells red, and at the end of their line what is wrong with them. An .xlsx stays as it was in
everything else; an .xls, a .csv or a very long .xlsx is written anew as a plain .xlsx with the same cells."""

import datetime
import io
import re
import zipfile
from collections import defaultdict
from copy import deepcopy
from typing import Any

import xlsxwriter
from lxml import etree

from fulian.core.cells import is_blank
from fulian.ledgers.lines import Problem
from fulian.ledgers.reading import Book
from fulian.ledgers.services.writing import AS_TEXT, FONT, LONGEST_CELL, legible

HEADING = "导入时发现的问题"
RED = "FFC7CE"
LARGEST_PATCHED = 25 * 1024 * 1024  # bytes of one sheet's XML; beyond, the copy is written anew, line by line
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Found = list[tuple[str, Problem]]


class _Unusual(Exception):
    """An .xlsx that is built in a way we do not patch."""


def mark_problems(book: Book, problems: Found) -> bytes:
    by_sheet: dict[str, dict[int, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for sheet, problem in problems:
        by_sheet[sheet][problem.line].append(problem)
    if book.kind == "xlsx":
        try:
            return _patched(book.content, by_sheet)
        except (_Unusual, KeyError, etree.XMLSyntaxError):
            pass
    return _written_anew(book, by_sheet)


def _sentence(problems: list[Problem]) -> str:
    return "；".join(
        f"“{problem.label}”{problem.message}" if problem.label else problem.message for problem in problems
    )


# ---- Her file, with nothing changed but the wrong cells


def _patched(content: bytes, by_sheet: dict[str, dict[int, list[Problem]]]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        paths = _sheet_paths(parts)
        if any(parts.getinfo(paths[name]).file_size > LARGEST_PATCHED for name in by_sheet):
            raise _Unusual
        styles = _Styles(parts.read("xl/styles.xml"))
        changed = {
            paths[name]: _marked_sheet(parts.read(paths[name]), lines, styles) for name, lines in by_sheet.items()
        }
        changed["xl/styles.xml"] = styles.content()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in parts.infolist():
                copy.writestr(part.filename, changed.get(part.filename) or parts.read(part.filename))
    return out.getvalue()


def _parse(content: bytes) -> Any:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    if etree.QName(root).namespace != MAIN:
        raise _Unusual
    return root


def _sheet_paths(parts: zipfile.ZipFile) -> dict[str, str]:
    book = _parse(parts.read("xl/workbook.xml"))
    links = etree.fromstring(parts.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(resolve_entities=False))
    targets = {link.get("Id"): link.get("Target") for link in links}
    return {sheet.get("name"): _path(targets[sheet.get(LINK)]) for sheet in book.iter(f"{{{MAIN}}}sheet")}


def _path(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


class _Styles:
    """The file's formats, and their red twins as they are asked for."""

    def __init__(self, content: bytes):
        self.root = _parse(content)
        self.formats = self.root.find(f"{{{MAIN}}}cellXfs")
        fills = self.root.find(f"{{{MAIN}}}fills")
        if self.formats is None or fills is None:
            raise _Unusual
        fill = etree.SubElement(
            etree.SubElement(fills, f"{{{MAIN}}}fill"), f"{{{MAIN}}}patternFill", patternType="solid"
        )
        etree.SubElement(fill, f"{{{MAIN}}}fgColor", rgb=f"FF{RED}")
        etree.SubElement(fill, f"{{{MAIN}}}bgColor", indexed="64")
        self.fill = len(fills) - 1
        fills.set("count", str(len(fills)))
        self.twins: dict[int, str] = {}

    def red(self, style: int) -> str:
        if style not in self.twins:
            if style >= len(self.formats):
                raise _Unusual
            twin = deepcopy(self.formats[style])
            twin.set("fillId", str(self.fill))
            twin.set("applyFill", "1")
            self.formats.append(twin)
            self.formats.set("count", str(len(self.formats)))
            self.twins[style] = str(len(self.formats) - 1)
        return self.twins[style]

    def content(self) -> bytes:
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _marked_sheet(content: bytes, lines: dict[int, list[Problem]], styles: _Styles) -> bytes:
    root = _parse(content)
    rows: dict[int, Any] = {}
    widest = 0
    for row in root.iter(f"{{{MAIN}}}row"):
        if row.get("r") is None or any(cell.get("r") is None for cell in row):
            raise _Unusual
        rows[int(row.get("r"))] = row
        widest = max([widest, *(_column(cell.get("r")) for cell in row if len(cell))])
    for number, problems in lines.items():
        row = rows.get(number)
        if row is None:
            raise _Unusual
        for problem in problems:
            if problem.place is not None:
                cell = _cell(row, problem.place + 1, number)
                cell.set("s", styles.red(int(cell.get("s", "0"))))
        _say(_cell(row, widest + 1, number), _sentence(problems), styles)
    first = rows[min(rows)]
    _say(_cell(first, widest + 1, int(first.get("r"))), HEADING, styles)
    for dimension in root.findall(f"{{{MAIN}}}dimension"):
        root.remove(dimension)
    for row in rows.values():
        row.attrib.pop("spans", None)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _say(cell: Any, sentence: str, styles: _Styles) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    cell.set("s", styles.red(0))
    text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
    text.text = legible(sentence)


def _cell(row: Any, column: int, line: int) -> Any:
    """The cell of a row, made at its place when it is not there."""
    name = f"{_letters(column)}{line}"
    before = 0
    for cell in row:
        here = _column(cell.get("r"))
        if here == column:
            return cell
        if here > column:
            break
        before += 1
    made = etree.Element(f"{{{MAIN}}}c", r=name)
    row.insert(before, made)
    return made


def _column(reference: str) -> int:
    number = 0
    for letter in re.match(r"[A-Z]+", reference)[0]:  # type: ignore[index]
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# ---- The same cells in a new file


def _written_anew(book: Book, by_sheet: dict[str, dict[int, list[Problem]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**AS_TEXT, "constant_memory": True}) as copy:
        copier = _Copier(copy)
        for number, name in enumerate(book.names, start=1):
            sheet = copy.add_worksheet(name or f"表{number}")
            copier.copy(sheet, book, name, by_sheet.get(name, {}))
    return out.getvalue()


class _Copier:
    def __init__(self, copy: Any):
        self.plain = copy.add_format({"font_name": FONT})
        self.red = copy.add_format({"font_name": FONT, "bg_color": f"#{RED}"})
        self.day = copy.add_format({"font_name": FONT, "num_format": "yyyy-mm-dd", "align": "left"})

    def copy(self, sheet: Any, book: Book, name: str, lines: dict[int, list[Problem]]) -> None:
        width = max((len(cells) for _, cells in book.rows(name)), default=0)
        for line, cells in book.rows(name):
            wrong = {problem.place for problem in lines.get(line, ())}
            for place in range(max(len(cells), *(place + 1 for place in wrong if place is not None), 0)):
                self._cell(sheet, (line - 1, place), cells[place] if place < len(cells) else None, wrong=place in wrong)
            if line in lines:
                sheet.write_string(line - 1, width, legible(_sentence(lines[line])), self.red)
            elif line == 1 and lines:
                sheet.write_string(0, width, HEADING, self.red)

    def _cell(self, sheet: Any, at: tuple[int, int], value: Any, *, wrong: bool) -> None:
        style = self.red if wrong else self.plain
        if is_blank(value):
            if wrong:
                sheet.write_blank(*at, None, style)
        elif isinstance(value, bool):
            sheet.write_boolean(*at, value, style)
        elif isinstance(value, int | float):
            sheet.write_number(*at, value, style)
        elif isinstance(value, datetime.date) and not wrong:
            sheet.write_datetime(*at, value, self.day)
        else:
            sheet.write_string(*at, legible(str(value))[:LONGEST_CELL], style)
