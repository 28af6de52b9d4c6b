"""A ledger as an Excel file: row by row, so that a hundred thousand rows need no more memory than a hundred."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db import models
from django.utils import timezone

from fulian.audit.models import AccessEvent
from fulian.audit.services import record_access
from fulian.core.columns import Column, Ledger

CHUNK = 2000
FONT = "宋体"


def write_workbook(ledger: Ledger, rows: models.QuerySet, target: IO[bytes]) -> int:
    """One sheet: frozen header, widths from the declaration; gives the number of rows.

    Every text stays text: a name that begins with "=" is no formula, and a code of twelve digits no number.
    """
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, {**as_text, "constant_memory": True}) as book:
        formats = _Formats(book)
        sheet = book.add_worksheet(_sheet_name(ledger.label))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        for index, column in enumerate(ledger.columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.label, formats.header)
        return _write_rows(sheet, ledger.columns, rows.iterator(chunk_size=CHUNK), formats)


class _Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": FONT, "font_size": 11, "valign": "top"}
        self.header = book.add_format({**base, "bold": True, "bottom": 1, "text_wrap": True})
        self.text = book.add_format({**base, "text_wrap": True, "num_format": "@"})
        self.number = book.add_format({**base, "num_format": "0.##"})
        self.whole = book.add_format({**base, "num_format": "0"})
        self.date = book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"})
        self.time = book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})


def _write_rows(sheet: Any, columns: tuple[Column, ...], rows: Iterable[Any], formats: _Formats) -> int:
    number = 0
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(columns):
            _write_cell(sheet, number, index, column.of(row), formats)
    return number


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: _Formats) -> None:
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
        sheet.write_string(row, column, str(value), formats.text)


def _sheet_name(label: str) -> str:
    return "".join(character for character in label if character not in "[]:*?/\\")[:31]


def file_name(ledger: Ledger, organization_name: str) -> str:
    """单位_事由_日期.xlsx: never a person's name."""
    return f"{organization_name}_{ledger.label}_{timezone.localdate():%Y%m%d}.xlsx"


def record_export(*, ledger: Ledger, by: Any) -> AccessEvent:
    """Data leaves the house: whoever took it is written down, for every ledger."""
    return record_access("导出台账", by=by, kind=f"ledger:{ledger.code}")
