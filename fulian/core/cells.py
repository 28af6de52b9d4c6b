"""What people write into the cells of a table, and what they mean by it. Each reader takes one cell as the file gives it
(text, number, date …) and answers with a value, or raises BadCell with a sentence that says what to do."""

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

from fulian.core.chinese import halfwidth, plain, typed_date, typed_number

NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "－", "无", "空", "N/A", "n/a"})
NONE_AT_ALL = frozenset({"无", "没有", "〇", "零", "○"})  # in a column of numbers
YES, NO = (
    frozenset({"是", "有", "√", "✓", "✔", "对", "Y", "y", "1"}),
    frozenset({"否", "不是", "没有", "×", "N", "n", "0"}),
)
BY_COMMA = re.compile(r"[、，,；;\n]+")
SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+?\d{2,}")
EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet
SERIALS = range(10_000, 100_000)  # 1927 to 2173
DIGITS_LEFT_OUT = (
    "长数字（如身份证号）被表格软件写成了1.1E+17这样，后几位已经丢失。请把这一列设成“文本”格式，重新填全再导入。"
)


class BadCell(Exception):
    """A Chinese sentence about one cell, without the cell's place."""


@dataclass(frozen=True)
class Reader:
    """`words` tells on the sheet of explanations what may be written. `exact`: the cell comes from an export of the portal, where
    a lone “无” is a word that somebody wrote and not a way to leave a cell empty."""

    words: str
    read: Callable[[Any, bool], Any]
    empty: Any = None  # what an empty cell means
    choices: tuple[str, ...] = ()  # for the drop-down list of the template
    options: Callable[[], models.QuerySet] | None = None  # the vocabulary that it is chosen from

    def __call__(self, raw: Any, *, exact: bool = False) -> Any:
        return self.empty if is_blank(raw) else self.read(raw, exact)


def is_blank(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def as_text(raw: Any) -> str:
    """A cell as the text that stands in it; refuses numbers whose digits the spreadsheet has dropped."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float | int):
        if abs(raw) >= 1e15:
            raise BadCell(DIGITS_LEFT_OUT)
        return plain(Decimal(str(raw)))
    if isinstance(raw, datetime.datetime) and raw.time() == datetime.time():
        return raw.date().isoformat()
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n").strip()
    if SCIENTIFIC.fullmatch(text):
        raise BadCell(DIGITS_LEFT_OUT)
    return text


def text(most: int | None = None, *, lines: bool = False) -> Reader:
    def read(raw: Any, exact: bool) -> str:
        said = as_text(raw)
        if not exact and said in NOTHING:
            return ""
        if not lines:
            said = " ".join(said.split("\n"))
        if most and len(said) > most:
            raise BadCell(f"最多{most}个字，这里有{len(said)}个。")
        return said

    return Reader(f"文字，最多{most}个字" if most else "文字", read, empty="")


def whole(least: int = 0, most: int = 10_000_000, *, unit: str = "") -> Reader:
    def read(raw: Any, exact: bool) -> int | None:
        value = _number(raw)
        if value is None:
            return None
        if value != int(value):
            raise BadCell(f"应当是整数，这里是{plain(value)}。")
        if value < least:
            raise BadCell(f"不能小于{least}，这里是{plain(value)}。")
        if value > most:
            raise BadCell("这个数太大了，请核对是不是多打了几位。")
        return int(value)

    return Reader("整数" + (f"（{unit}）" if unit else ""), read)


def decimal(places: int = 2, most: int = 10_000_000_000) -> Reader:
    def read(raw: Any, exact: bool) -> Decimal | None:
        value = _number(raw)
        if value is None:
            return None
        if not 0 <= value <= most:
            raise BadCell("不能是负数。" if value < 0 else "这个数太大了，请核对是不是多打了几位。")
        if value != round(value, places):
            raise BadCell(f"最多{places}位小数。")
        return round(value, places)

    return Reader(f"数字，最多{places}位小数", read)


def _number(raw: Any) -> Decimal | None:
    if isinstance(raw, float) and raw != raw:  # noqa: PLR0124  not a number
        raise BadCell("这一格不是数字。")
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(str(raw))
    said = halfwidth(as_text(raw))
    if said in NONE_AT_ALL:
        return Decimal(0)
    if said in NOTHING:
        return None
    try:
        return Decimal(typed_number(said))
    except InvalidOperation:
        raise BadCell(f"“{said[:20]}”不是数字，请只填数字。") from None


def day() -> Reader:
    def read(raw: Any, exact: bool) -> datetime.date | None:
        if isinstance(raw, datetime.datetime):
            return raw.date()
        if isinstance(raw, datetime.date):
            return raw
        if isinstance(raw, int | float) and int(raw) in SERIALS:
            return EPOCH + datetime.timedelta(days=int(raw))
        said = halfwidth(as_text(raw))
        if said in NOTHING:
            return None
        if re.fullmatch(r"\d{5}", said) and int(said) in SERIALS:
            return EPOCH + datetime.timedelta(days=int(said))
        if eight := re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", said):
            said = "-".join(eight.groups())
        try:
            return datetime.date.fromisoformat(typed_date(re.sub(r"[ T]0?0:00(:00)?$", "", said)))
        except ValueError:
            hint = "请写明年份，" if re.fullmatch(r"\d{1,2}\D\d{1,2}\D?", said) else ""
            raise BadCell(f"“{said[:20]}”不是日期，{hint}请按 2026-03-08 这样填。") from None

    return Reader("日期，如 2026-03-08", read)


def yes_no(*, empty: bool = False) -> Reader:
    def read(raw: Any, exact: bool) -> bool:
        if isinstance(raw, bool):
            return raw
        said = halfwidth(as_text(raw))
        if said in YES:
            return True
        if said in NO or said in NOTHING:
            return False
        raise BadCell(f"“{said[:20]}”认不出来，请填“是”或“否”。")

    return Reader("是 或 否", read, empty=empty, choices=("是", "否"))


def choice(options: Iterable[tuple[Any, Any]], *, empty: Any = None) -> Reader:
    """One of a TextChoices: by its label, or its code."""
    labels = {str(label): value for value, label in options if value not in ("", None)}
    codes = {str(value): value for value in labels.values()}

    def read(raw: Any, exact: bool) -> Any:
        said = halfwidth(as_text(raw))
        found = {_squeezed(label): value for label, value in labels.items()} | codes
        if _squeezed(said) in found:
            return found[_squeezed(said)]
        if said in NOTHING or said == "准确数":
            return empty
        raise BadCell(f"没有“{said[:20]}”，请填：{_offer(labels)}。")

    return Reader(_offer(labels), read, empty=empty, choices=tuple(labels))


def one_of(options: Callable[[], models.QuerySet], *, empty: Any = None) -> Reader:
    """A row of a vocabulary, by the label that pages show, or its code."""

    def read(raw: Any, exact: bool) -> Any:
        said = halfwidth(as_text(raw))
        if said in NOTHING:
            return empty
        return _entry(said, vocabulary(options))

    return Reader("", read, empty=empty, options=options)


def many_of(options: Callable[[], models.QuerySet]) -> Reader:
    """Several rows of a vocabulary with 、 between them, in the vocabulary's own order."""

    def read(raw: Any, exact: bool) -> tuple[Any, ...]:
        said = halfwidth(as_text(raw))
        if said in NOTHING:
            return ()
        known = vocabulary(options)
        found = {_entry(part, known).pk: None for part in BY_COMMA.split(said) if part.strip()}
        return tuple(entry for entry in {e.pk: e for e in known.values()}.values() if entry.pk in found)

    return Reader("", read, empty=(), options=options)


_remembered: ContextVar[dict[int, dict[str, Any]] | None] = ContextVar("vocabularies", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """While an import is read, a vocabulary is asked for once, and not once a cell."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def vocabulary(options: Callable[[], models.QuerySet]) -> dict[str, Any]:
    """{label or code, spaces left out: entry}; a label wins over a code."""
    remembered = _remembered.get()
    if remembered is not None and id(options) in remembered:
        return remembered[id(options)]
    rows = list(options())
    known = {_squeezed(str(row)): row for row in rows}
    for row in rows:
        known.setdefault(str(getattr(row, "code", row.pk)), row)
    if remembered is not None:
        remembered[id(options)] = known
    return known


def _entry(said: str, known: dict[str, Any]) -> Any:
    if (entry := known.get(_squeezed(said))) is not None:
        return entry
    labels = list(dict.fromkeys(str(e) for e in known.values()))
    near = difflib.get_close_matches(said, labels, n=4, cutoff=0.4)
    hint = f"是不是“{'”“'.join(near)}”？" if near else f"请填：{_offer(labels)}。"
    raise BadCell(f"没有“{said[:20].strip()}”这一种。{hint}")


def _squeezed(label: str) -> str:
    return "".join(halfwidth(label).split())


def _offer(labels: Iterable[str]) -> str:
    every = list(labels)
    return "、".join(every[:12]) + ("……" if len(every) > 12 else "")
