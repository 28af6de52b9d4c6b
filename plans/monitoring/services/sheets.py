"""A department's year as an Excel sheet: written for it, and read back, all of it or nothing."""

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from fulian.core.chinese import halfwidth, plain
from fulian.core.exceptions import Refused
from fulian.organizations.models import Organization
from plans.monitoring.choices import Datum
from plans.monitoring.filling import read_number, trend_in
from plans.monitoring.models import MonitoredIndicator, YearValue
from plans.monitoring.services.values import Entry
from plans.monitoring.standing import Line

SHEET = "填报表"
CODE, NAME, UNIT, DEFINITION, NO_DATA, AVERAGE, SOURCE, NOTE = (
    "代码", "指标", "单位", "定义", "无数据的原因", "三年平均", "资料来源", "口径说明",
)  # fmt: skip
VALUE = re.compile(r"(\d{4})年值")
NEEDED = (CODE, NAME, NO_DATA)
HEADER_WITHIN = 10  # rows
MOST_ROWS = 2000
MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
YES, NOT = {"是", "√", "✓", "1", "True"}, {"", "否", "0", "False"}
NOT_A_SHEET = "读不出这个文件。请用WPS或Excel打开，另存为 .xlsx 再传。"
HELP = (
    "只填“{year}年值”一列；没有数的，在“无数据的原因”里写明原因；只知道升降的，在值里写“上升”“持平”或“下降”。"
    "百分率填百分号前面的数，如94.9。代码和指标两列请不要改。"
)


@dataclass(frozen=True)
class CellError:
    """Where in the sheet, as Excel shows it, and what to do."""

    row: int
    column: str
    message: str

    @property
    def place(self) -> str:
        return f"第{self.row}行{self.column}列" if self.column else f"第{self.row}行"


@dataclass
class Sheet:
    entries: list[Entry] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    blank: int = 0  # indicators of which the sheet says nothing


# ---- writing ---------------------------------------------------------------------------------------------------------------


def write_sheet(*, organization: Organization, department: str, year: int, lines: Sequence[Line]) -> bytes:
    """One row an indicator; every text stays a text."""
    target = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(target, as_text) as book:
        base = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True}
        bold = book.add_format({**base, "bold": True, "bg_color": "#f3ece2", "border": 1})
        text = book.add_format({**base, "border": 1})
        typed = book.add_format({**base, "border": 1, "num_format": "@", "bg_color": "#fffbe6"})
        head = book.add_format({"font_name": "宋体", "font_size": 14, "bold": True})
        sheet = book.add_worksheet(SHEET)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, f"{organization.name}{year}年两规划监测填报表（{department}）", head)
        sheet.merge_range(1, 0, 1, 9, HELP.format(year=year), book.add_format(base))
        sheet.set_row(1, 34)
        labels = (CODE, NAME, UNIT, DEFINITION, f"{year - 1}年", f"{year}年值", NO_DATA, AVERAGE, SOURCE, NOTE)
        for column, (label, width) in enumerate(zip(labels, (9, 26, 8, 40, 12, 12, 24, 9, 22, 26), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, label, bold)
        sheet.freeze_panes(3, 2)
        sheet.repeat_rows(2)
        for row, line in enumerate(lines, start=3):
            for column, cell in enumerate(_cells(line, year)):
                sheet.write_string(row, column, cell, typed if column >= 5 else text)
    return target.getvalue()


def _cells(line: Line, year: int) -> tuple[str, ...]:
    indicator, value = line.indicator, line.value
    before = line.previous if line.previous is not None and line.previous.year == year - 1 else None
    told = "" if value is None or value.state == Datum.NO_DATA else value.said("")
    return (
        indicator.code, indicator.name, indicator.unit, indicator.definition, before.said("") if before else "", told,
        value.reason if value else "", "是" if value and value.three_year_average else "",
        value.source if value else "", value.note if value else "",
    )  # fmt: skip


# ---- reading ---------------------------------------------------------------------------------------------------------------


def read_sheet(
    content: bytes, *, department: str, year: int, indicators: Sequence[MonitoredIndicator],
    stored: dict[int, YearValue], others: dict[str, str],
) -> Sheet:  # fmt: skip
    """What the sheet says of the department's indicators. `others`: codes of other departments, to say whose they are."""
    rows = _rows(content)
    header = next(
        (i for i, row in enumerate(rows[:HEADER_WITHIN]) if {CODE, NAME} <= {_text(cell) for cell in row}), None
    )
    if header is None:
        raise Refused(
            f"这不是本系统下载的填报表：前{HEADER_WITHIN}行里找不到“{CODE}”和“{NAME}”两列。请重新下载表格填写。"
        )
    columns = _columns(rows[header], year)
    reader = _Reader(columns, {i.code: i for i in indicators}, stored, others, department)
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        reader.read(number, row)
    sheet = reader.sheet
    sheet.blank = len(indicators) - len(sheet.entries)
    if not sheet.entries and not sheet.errors:
        raise Refused("表里一个数也没有填。")
    return sheet


def _rows(content: bytes) -> list[list[Any]]:
    """The first sheet that has anything, from its first row on: numbers of rows are those that Excel shows."""
    if len(content) > MOST_BYTES:
        raise Refused("文件太大了，填报表不会超过2MB。请核对是不是传错了文件。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Refused("文件展开以后太大，请重新下载表格填写。")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [SHEET] if SHEET in book.sheet_names else book.sheet_names[:1]
        rows = [row for name in names for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    except (zipfile.BadZipFile, CalamineError, ValueError, KeyError, OSError) as error:
        raise Refused(NOT_A_SHEET) from error
    if len(rows) > MOST_ROWS:
        raise Refused(f"表里有{len(rows)}行，太多了；填报表不会超过{MOST_ROWS}行。")
    return rows


def _columns(header: Sequence[Any], year: int) -> dict[str, int]:
    """Where each column stands now: somebody may have moved them."""
    labels = [_text(cell) for cell in header]
    twice = sorted({label for label in labels if label and labels.count(label) > 1})
    if twice:
        raise Refused(f"“{'”“'.join(twice)}”列有两个，请删去一个。")
    columns = {label: place for place, label in enumerate(labels) if label}
    years = {int(match[1]): place for label, place in columns.items() if (match := VALUE.fullmatch(label))}
    if years and year not in years:
        raise Refused(f"这是{min(years)}年的填报表，现在要的是{year}年。")
    missing = [name for name in NEEDED if name not in columns] + ([] if years else [f"{year}年值"])
    if missing:
        raise Refused(f"表里少了“{'”“'.join(missing)}”列，请重新下载表格填写。")
    return {**columns, "value": years[year]}


def _text(cell: Any) -> str:
    if isinstance(cell, float):  # 1e-05 is no way to write a number
        return plain(Decimal(repr(cell)))
    return halfwidth(str(cell)).replace("\n", " ").strip()


def letter(column: int) -> str:
    """0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class _Problem(Exception):
    def __init__(self, column: str, message: str):
        super().__init__(message)
        self.column, self.message = column, message


class _Reader:
    def __init__(
        self, columns: dict[str, int], mine: dict[str, MonitoredIndicator], stored: dict[int, YearValue],
        others: dict[str, str], department: str,
    ):  # fmt: skip
        self.columns, self.mine, self.stored, self.others, self.department = columns, mine, stored, others, department
        self.seen: dict[str, int] = {}
        self.sheet = Sheet()

    def read(self, number: int, row: Sequence[Any]) -> None:
        if not any(_text(cell) for cell in row):
            return
        try:
            entry = self._entry(number, row)
        except _Problem as problem:
            place = self.columns.get(problem.column)
            self.sheet.errors.append(CellError(number, letter(place) if place is not None else "", problem.message))
        else:
            if entry is not None:
                self.sheet.entries.append(entry)

    def _cell(self, row: Sequence[Any], name: str) -> Any:
        place = self.columns.get(name)
        return row[place] if place is not None and place < len(row) else ""

    def _entry(self, number: int, row: Sequence[Any]) -> Entry | None:
        indicator = self._indicator(number, row)
        typed, reason = self._cell(row, "value"), self._words(row, NO_DATA, 200)
        source, note = self._words(row, SOURCE, 100), self._words(row, NOTE, 200)
        average = self._average(row)
        given = _text(typed)
        stored = self.stored.get(indicator.pk)
        besides: dict[str, Any] = {
            "source": source,
            "note": note,
            "three_year_average": average,
            "seen": stored.version if stored else 0,
        }
        if not given or given == Datum.NO_DATA.label:
            if not reason:
                if given:
                    raise _Problem(NO_DATA, "写了无数据，请写明原因。")
                return None
            return Entry(indicator, Datum.NO_DATA, reason=reason, **besides)
        if reason:
            raise _Problem(NO_DATA, "已经填了数，就不要再写无数据的原因。")
        if trend := trend_in(given):
            return Entry(indicator, Datum.TREND, trend=trend, **besides)
        value, qualifier = self._number(typed, given, indicator.unit)
        entry = Entry(indicator, Datum.VALUE, value=value, qualifier=qualifier, **besides)
        for message in entry.problems().values():
            raise _Problem("value", message)
        return entry

    def _indicator(self, number: int, row: Sequence[Any]) -> MonitoredIndicator:
        code, name = _text(self._cell(row, CODE)), _text(self._cell(row, NAME))
        if not code:
            raise _Problem(CODE, "没有代码，不知道是哪个指标。")
        indicator = self.mine.get(code)
        if indicator is None and code in self.others:
            raise _Problem(CODE, f"“{code}”由{self.others[code]}填，不归{self.department}填。")
        if indicator is None:
            raise _Problem(CODE, f"没有“{code}”这个代码。")
        if name and name != halfwidth(indicator.name):
            raise _Problem(NAME, f"“{code}”是“{indicator.name}”，表里写的是“{name[:30]}”，请核对有没有错行。")
        if code in self.seen:
            raise _Problem(CODE, f"“{code}”和第{self.seen[code]}行重复。")
        self.seen[code] = number
        return indicator

    def _words(self, row: Sequence[Any], column: str, most: int) -> str:
        """As it was written, with its Chinese punctuation."""
        cell = self._cell(row, column)
        text = _text(cell) if isinstance(cell, float) else str(cell).strip()
        if len(text) > most:
            raise _Problem(column, f"太长了，最多{most}个字。")
        return text

    def _average(self, row: Sequence[Any]) -> bool:
        told = _text(self._cell(row, AVERAGE))
        if told not in YES | NOT:
            raise _Problem(AVERAGE, "填“是”或留空。")
        return told in YES

    def _number(self, typed: Any, given: str, unit: str) -> tuple[Decimal, str]:
        """94.9, ９４．９％, 80%以上, 约45: the number before its unit, to two decimals."""
        if isinstance(typed, datetime.date | datetime.time | datetime.timedelta | bool):
            raise _Problem("value", "这里是日期，不是数；请把单元格格式改成“文本”再填。")
        number = read_number(given, unit)
        if isinstance(number, str):
            raise _Problem("value", f"“{given[:20]}”：{number}")
        value, qualifier = number
        return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), qualifier
