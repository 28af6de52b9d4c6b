"""Lines of a sheet: what was understood of one, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from fulian.ledgers.reading import is_data

CHUNK = 200


@dataclass
class Problem:
    """`place`: index of the cell's column; None when the row as a whole is meant."""

    line: int
    label: str
    message: str
    place: int | None = None

    def __str__(self) -> str:
        where = f"第{self.line}行" + (f"“{self.label}”" if self.label else "")
        return f"{where}：{self.message}"


@dataclass
class Read:
    """A line whose cells have been understood, as far as they could be."""

    line: int
    number: str
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    fingerprint: str = ""
    shown: dict[str, Any] = field(default_factory=dict)  # the cells as they stand in the file


def plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value if isinstance(value, bool | int) else str(value)


def chunks(rows: Iterable[tuple[int, list[Any]]], size: int = CHUNK) -> Iterator[list[tuple[int, list[Any]]]]:
    """Only lines that hold data."""
    chunk = []
    for line, cells in rows:
        if is_data(cells):
            chunk.append((line, cells))
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
