"""An empty ledger to fill in: the same columns as the export, drop-down lists, and a sheet that explains each column."""

from typing import IO, Any

import xlsxwriter

from fulian.core.columns import Column, Ledger
from fulian.ledgers.numbers import LABEL, has_number
from fulian.ledgers.readers import choices_of, help_of, is_required, reader_of, words_of
from fulian.ledgers.services.writing import AS_TEXT, NUMBER_WIDTH, Formats, add_sheet, sheet_name, write_cell

EXPLAINED = "填写说明"
CHOICES = "选项"
FILLED_ROWS = 2000  # as far down as the drop-down lists reach
RULES = (
    "一行一条记录。不要改表头的文字；用不到的列可以删掉，列的次序可以调。",
    "编号由平台给：新记录留空；改已有的记录，先导出台账，保留编号，在原行上改。",
    "日期写 2026-03-08、2026.3.8、2026年3月8日都可以，一定要有年份。",
    "没有统计的留空或填“/”；确实是零填 0 或“无”。约数可以写“200余”“约35”。",
    "身份证号、手机号这样的长数字，先把单元格设成“文本”再填，免得变成1.1E+17。",
    "表前的标题、表末的合计和签名可以保留，导入时会跳过。",
    "照片不在表里，导入以后到记录上加。",
)


def write_blank(ledger: Ledger, target: IO[bytes]) -> None:
    ledger = ledger.whole()
    columns = ledger.read_columns
    with xlsxwriter.Workbook(target, AS_TEXT) as book:
        formats = Formats(book)
        needed = {column.field for column in columns if is_required(ledger, column)}
        headings = [(LABEL, NUMBER_WIDTH)] if has_number(ledger) else []
        headings += [(f"{c.label}*" if c.field in needed else c.label, c.width) for c in columns]
        sheet = add_sheet(book, formats, ledger.label, headings)
        _explain(book, formats, ledger, columns, needed)
        _offer_choices(book, sheet, ledger, columns, first=len(headings) - len(columns))


def _offer_choices(book: Any, sheet: Any, ledger: Ledger, columns: tuple[Column, ...], *, first: int) -> None:
    """Lists stand on a hidden sheet: a cell's own list may be 255 characters long at most."""
    hidden = book.add_worksheet(CHOICES)
    hidden.hide()
    for index, column in enumerate(columns, start=first):
        choices = choices_of(ledger, column)
        if not choices or reader_of(ledger, column).empty == ():
            continue
        for line, choice in enumerate(choices):
            hidden.write_string(line, index, choice)
        letters = xlsxwriter.utility.xl_col_to_name(index, col_abs=True)
        sheet.data_validation(
            1, index, FILLED_ROWS, index,
            {
                "validate": "list", "source": f"={CHOICES}!{letters}$1:{letters}${len(choices)}", "error_type": "warning",
                "error_title": column.label, "error_message": "不在列表里，导入时可能认不出来。",
            },
        )  # fmt: skip


def _explain(book: Any, formats: Formats, ledger: Ledger, columns: tuple[Column, ...], needed: set[str]) -> None:
    sheet = add_sheet(book, formats, sheet_name(EXPLAINED), [("列", 18), ("必填", 6), ("怎么填", 50), ("说明", 60)])
    line = 1
    for column in columns:
        cells = (
            column.label,
            "是" if column.field in needed else "",
            words_of(ledger, column),
            help_of(ledger, column),
        )
        for index, text in enumerate(cells):
            write_cell(sheet, line, index, text, formats)
        line += 1
    for text in (*([ledger.note] if ledger.note else []), *RULES):
        line += 1
        sheet.merge_range(line, 0, line, 3, text, formats.text)
