"""任务分解表: rows of cells as tasks, with who answers for each and by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.reading.duties import kind_of

_NUMBER = re.compile("序号|编号|^号$")
_GROUP = re.compile("类别|分类|板块|项目类型|工作领域|一级|重点工作$|工作类型")
_WORK = re.compile("任务|内容|事项|工作|目标|指标|措施|项目|要求|标准|活动|举措")


@dataclass(frozen=True)
class Entry:
    label: str
    text: str
    group: str = ""
    said: dict[str, str] = field(default_factory=dict)


def _columns(header: list[str]) -> dict[int, str]:
    kinds = {}
    for place, cell in enumerate(header):
        plain = re.sub(r"\s", "", cell)
        kind = kind_of(plain)
        if not kind and _NUMBER.search(plain):
            kind = "label"
        elif not kind and _GROUP.search(plain):
            kind = "group"
        elif not kind and _WORK.search(plain):
            kind = "text"
        kinds[place] = kind
    return kinds


def _header(rows: list[list[str]]) -> int | None:
    """The row that names the columns: it says what the work is and who does it or when."""
    for place, row in enumerate(rows[:3]):
        kinds = set(_columns(row).values())
        if ("text" in kinds or "group" in kinds) and kinds & {"leader", "department", "deadline", "partners", "label"}:
            return place
    return None


def entries(rows: list[list[str]]) -> list[Entry]:
    """A table without such a header is prose in cells: each row one task."""
    header = _header(rows)
    if header is None:
        return [Entry("", "，".join(dict.fromkeys(filter(None, row)))) for row in rows if any(row)]
    columns = _columns(rows[header])
    if "text" not in columns.values():
        columns = {place: "text" if kind == "group" else kind for place, kind in columns.items()}
    found = []
    for row in rows[header + 1 :]:
        entry = _entry(row, columns)
        if entry.text and not entry.text.startswith(("合计", "备注", "注：")):
            found.append(entry)
    return found


def _entry(row: list[str], columns: dict[int, str]) -> Entry:
    cells: dict[str, list[str]] = {}
    for place, cell in enumerate(row):
        kind = columns.get(place, "")
        if cell and cell not in cells.get(kind, []):
            cells.setdefault(kind, []).append(cell)
    said = {kind: "、".join(cells[kind]) for kind in ("leader", "department", "partners", "deadline") if kind in cells}
    return Entry(
        label="".join(cells.get("label", [])), text="。".join(part.rstrip("。") for part in cells.get("text", [])),
        group="".join(cells.get("group", [])), said=said,
    )  # fmt: skip


def grouped(rows: list[list[str]]) -> Iterator[tuple[str, list[Entry]]]:
    """The entries under the names of their groups, in order; a table without groups is one."""
    groups: dict[str, list[Entry]] = {}
    group = ""
    for entry in entries(rows):
        group = entry.group or group
        groups.setdefault(group or "任务分解表", []).append(entry)
    yield from groups.items()
