"""A ledger as an Excel file: row by row, so that a hundred thousand rows need no more memory than a hundred."""

import datetime
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import IO, Any

import xlsxwriter
from django.db import models
from django.utils import timezone

from fulian.audit.models import AccessEvent
from fulian.audit.services import record_access
from fulian.core.columns import LEDGERS, Column, Ledger
from fulian.ledgers.numbers import LABEL, has_number, numbers_by_key, numbers_of

CHUNK = 2000
FONT = "宋体"
NUMBER_WIDTH = 18
LONGEST_CELL = 32767  # of a spreadsheet
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_workbook(ledger: Ledger, rows: models.QuerySet, target: IO[bytes]) -> int:
    """One sheet: frozen header, widths from the declaration; gives the number of rows.

    Every text stays text: a name that begins with "=" is no formula, and a code of twelve digits no number.
    """
    with xlsxwriter.Workbook(target, {**AS_TEXT, "constant_memory": True}) as book:
        return write_sheet(book, Formats(book), ledger, rows)


def write_sheet(book: Any, formats: "Formats", ledger: Ledger, rows: Any, *, exact: bool = False) -> int:
    """`exact`: for the exchange workbook, with whole names and the columns that stand there only."""
    ledger = ledger.whole()
    columns = tuple(column for column in ledger.columns if exact or not column.private)
    sheet = add_sheet(book, formats, ledger.label, headings_of(ledger, columns))
    numbered = has_number(ledger)
    line = 0
    for chunk in _chunks(rows.iterator(chunk_size=CHUNK)):
        numbers = numbers_of(ledger, chunk) if numbered else [""] * len(chunk)
        referred = {column: _referred(column, chunk) for column in columns if column.refers_to}
        for number, row in zip(numbers, chunk, strict=True):
            line += 1
            if numbered:
                sheet.write_string(line, 0, number, formats.text)
            for index, column in enumerate(columns, start=int(numbered)):
                value = column.exactly(row) if exact else column.of(row)
                if column in referred:
                    value = referred[column][value]
                write_cell(sheet, line, index, value, formats)
    return line


def headings_of(ledger: Ledger, columns: Sequence[Column]) -> list[tuple[str, int]]:
    """(label, width) of each, 编号 first."""
    first = [(LABEL, NUMBER_WIDTH)] if has_number(ledger) else []
    return [*first, *((column.label, column.width) for column in columns)]


def add_sheet(book: Any, formats: "Formats", label: str, headings: Sequence[tuple[str, int]]) -> Any:
    sheet = book.add_worksheet(sheet_name(label))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for index, (heading, width) in enumerate(headings):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, formats.header)
    return sheet


def _referred(column: Column, rows: Sequence[Any]) -> dict[Any, str]:
    return numbers_by_key(LEDGERS[column.refers_to], [column.of(row) for row in rows])


def _chunks(rows: Any) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


class Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": FONT, "font_size": 11, "valign": "top"}
        self.header = book.add_format({**base, "bold": True, "bottom": 1, "text_wrap": True})
        self.text = book.add_format({**base, "text_wrap": True, "num_format": "@"})
        self.number = book.add_format({**base, "num_format": "0.##"})
        self.whole = book.add_format({**base, "num_format": "0"})
        self.date = book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"})
        self.time = book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})


def write_cell(sheet: Any, row: int, column: int, value: Any, formats: Formats) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, formats.text)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", formats.text)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, formats.whole)
    elif isinstance(value, Decimal | float):
        sheet.write_number(row, column, float(value), formats.number)
    elif isinstance(value, datetime.datetime):
        local = timezone.make_naive(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, local, formats.time)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, formats.date)
    else:
        sheet.write_string(row, column, legible(str(value))[:LONGEST_CELL], formats.text)


def legible(text: str) -> str:
    """Without what no spreadsheet can hold: control characters, and the second half of a Windows line break."""
    return NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sheet_name(label: str) -> str:
    return "".join(character for character in label if character not in "[]:*?/\\")[:31]


def file_name(ledger: Ledger, organization_name: str) -> str:
    """单位_事由_日期.xlsx: never a person's name."""
    return f"{organization_name}_{ledger.label}_{timezone.localdate():%Y%m%d}.xlsx"


def record_export(*, ledger: Ledger, by: Any) -> AccessEvent:
    """Data leaves the house: whoever took it is written down, for every ledger."""
    return record_access("导出台账", by=by, kind=f"ledger:{ledger.code}")
