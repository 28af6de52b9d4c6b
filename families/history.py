"""The steps and grades of an honour as the lines of a cell, and back: 2025-03-01｜命名｜锦妇〔2025〕12号."""

import datetime
from dataclasses import dataclass
from typing import Any

from families.choices import HonourStatus
from fulian.core import cells
from fulian.core.cells import BadCell
from fulian.core.chinese import halfwidth

CANCELLED = "已撤销"
BAR = "｜"
LABELS = {str(status.label): status for status in HonourStatus}


@dataclass(frozen=True)
class Line:
    """`what`: a status, or the name of a grade."""

    on: datetime.date
    what: str
    document_number: str = ""
    reason: str = ""


def written_steps(honour: Any) -> str:
    return _written(
        Line(step.on, str(step.get_status_display()), step.document_number, step.reason) for step in honour.steps.all()
    )


def written_grades(honour: Any) -> str:
    return _written(Line(g.since, g.grade.name, g.document_number) for g in honour.gradings.all())


def _written(lines: Any) -> str:
    parts = ([line.on.isoformat(), line.what, line.document_number, " ".join(line.reason.split())] for line in lines)
    return "\n".join(BAR.join(part).rstrip(BAR) for part in parts)


def read_steps(raw: Any, exact: bool) -> tuple[Line, ...]:
    lines = _read(raw)
    for line in lines:
        if line.what not in LABELS:
            raise BadCell(f"“{line.what}”不是荣誉的状态，应当是：{'、'.join(LABELS)}。")
    return tuple(Line(line.on, LABELS[line.what].value, line.document_number, line.reason) for line in lines)


def read_grades(raw: Any, exact: bool) -> tuple[Line, ...]:
    return _read(raw)


def _read(raw: Any) -> tuple[Line, ...]:
    found = []
    for text in cells.as_text(raw).split("\n"):
        parts = [part.strip() for part in text.replace("|", BAR).split(BAR)]
        if not any(parts):
            continue
        if len(parts) < 2:
            raise BadCell(f"“{text[:20]}”看不懂，应当是“日期｜状态｜文号”，一步一行。")
        on = cells.day()(halfwidth(parts[0]))
        if on is None:
            raise BadCell(f"“{text[:20]}”没有日期，应当是“日期｜状态｜文号”，一步一行。")
        found.append(Line(on, parts[1], *parts[2:4]))
    return tuple(found)
