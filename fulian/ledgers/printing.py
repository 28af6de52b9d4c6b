"""A ledger on paper: A4 landscape, its heading on every page, with room for the seal and the signatures."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from fulian.core.chinese import long_date, plain
from fulian.core.columns import Column, Ledger
from fulian.documents import blocks

MOST_ROWS = 1000
BLANK = "　" * 7
LONGEST = 60
NUMERIC_WIDTH = 10  # columns that narrow hold numbers, and are centred


def in_order(ledger: Ledger, rows: list[Any]) -> list[Any]:
    """Day by day, where the ledger begins with a day: on paper nobody can sort them."""
    first = ledger.printed_columns[0]
    if not all(isinstance(first.of(row), datetime.date) for row in rows):
        return rows
    return sorted(rows, key=first.of)


def printed(ledger: Ledger, rows: list[Any], *, organization: Any, span: str) -> blocks.Document:
    ledger = ledger.whole()
    columns = ledger.printed_columns
    heads = [blocks.Column("序号", 5), *(_head(column) for column in columns)]
    lines = [
        [str(number), *(text_of(column.of(row)) for column in columns)] for number, row in enumerate(rows, start=1)
    ]
    title = f"{organization.official_name}{span}{ledger.label}"
    signed = (
        f"填报单位（盖章）：{organization.official_name}　　　填报人：{BLANK}审核人：{BLANK}"
        f"日期：{long_date(timezone.localdate())}"
    )
    return blocks.Document(
        title_for_metadata=title,
        blocks=(
            blocks.Title((title,)),
            blocks.Paragraph((blocks.Run(signed),), flush=True),
            blocks.Table(tuple(heads), tuple(tuple(line) for line in lines)),
            blocks.Note(f"共{len(lines)}条。"),
        ),
        sheet=True,
    )


def _head(column: Column) -> blocks.Column:
    wide = column.width > NUMERIC_WIDTH + 2
    return blocks.Column(column.label, max(column.width, 7), "left" if wide else "center")


def text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"
