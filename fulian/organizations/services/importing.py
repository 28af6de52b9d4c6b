"""A district's 区划代码 table, whole or not at all: every row that does not fit is named by its line."""

import csv
import io
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from fulian.audit.services import record
from fulian.core.chinese import halfwidth
from fulian.organizations.choices import LEVEL_ORDER, PARENT_LEVELS, Level
from fulian.organizations.models import Organization, OrganizationCode

COLUMNS = ("区划代码", "名称", "级别", "上级区划代码")
ENCODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets of this country save
LEVELS = {level.label: level for level in Level if level is not Level.UNIT} | {
    "自治区": Level.PROVINCE, "直辖市": Level.PROVINCE, "地市": Level.CITY, "区": Level.DISTRICT, "县": Level.DISTRICT,
    "乡镇街道": Level.TOWN, "镇": Level.TOWN, "街道": Level.TOWN, "乡": Level.TOWN, "村": Level.VILLAGE, "社区": Level.VILLAGE,
}  # fmt: skip
NAME_LENGTH = Organization._meta.get_field("name").max_length or 60


class Unreadable(Exception):
    """The file is no table that we know."""


@dataclass(frozen=True)
class Row:
    line: int
    code: str
    name: str
    level: str  # as typed
    parent_code: str


@dataclass(frozen=True, order=True)
class Problem:
    line: int
    message: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.message}"


@dataclass
class Result:
    created: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_rows(content: bytes) -> list[Row]:
    """The lines of the file, numbered as a spreadsheet shows them (the heading is line 1)."""
    reader = csv.reader(io.StringIO(_decoded(content), newline=""))
    heading = [halfwidth(cell) for cell in next(reader, [])]
    missing = [column for column in COLUMNS if column not in heading]
    if missing:
        raise Unreadable(f"第一行应当是表头“{'、'.join(COLUMNS)}”，没有找到：{'、'.join(missing)}。")
    places = [heading.index(column) for column in COLUMNS]
    rows = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            code, name, level, parent = (halfwidth(cells[i]) if i < len(cells) else "" for i in places)
            rows.append(Row(reader.line_num, code, name, level, parent))
    return rows


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文件的编码认不出来，请另存为“CSV UTF-8”再导入。")


@transaction.atomic
def import_rows(*, rows: list[Row], by: Any, parent: Organization | None = None) -> Result:
    """Create what is not there yet; with a single problem nothing is written.

    A row without a parent code, or whose parent is neither in the file nor in the portal, hangs under `parent` if that is
    given. Without it a row of the file's highest level becomes the top of a tree of its own; any other is an orphan.
    """
    existing = {
        organization.code: organization
        for organization in Organization.objects.exclude(code="")
        .filter(closed_on__isnull=True)
        .select_related("parent")
    }
    result = Result(problems=sorted(_problems(rows, existing, parent)))
    if result.problems:
        return result
    new = [row for row in rows if row.code not in existing]
    result.created, result.unchanged = len(new), len(rows) - len(new)
    found: dict[str, Organization] = dict(existing)
    for level in LEVEL_ORDER:
        _create_level([row for row in new if LEVELS[row.level] == level], level, found, parent)
    if new:
        top = found[min(new, key=lambda row: LEVEL_ORDER.index(LEVELS[row.level])).code]
        top.refresh_from_db(fields=["path"])
        record("organizations.import", by=by, subject=top, created=result.created, unchanged=result.unchanged)
    return result


def _create_level(rows: list[Row], level: str, found: dict[str, Organization], parent: Organization | None) -> None:
    """Three statements, whatever the number of rows (the database's limit on parameters splits them)."""
    if not rows:
        return
    made = Organization.objects.bulk_create(
        [
            Organization(
                parent=found.get(row.parent_code, parent), path=f"new-{uuid.uuid4()}", name=row.name, level=level,
                code=row.code, sort_key=row.code,
            )
            for row in rows
        ]
    )  # fmt: skip
    above = Subquery(Organization.objects.filter(pk=OuterRef("parent_id")).values("path")[:1])
    placed = Concat(above, Cast("pk", CharField()), Value("/"))
    top = Concat(Cast("pk", CharField()), Value("/"))
    unplaced = Organization.objects.filter(path__startswith="new-", level=level)
    unplaced.filter(parent__isnull=False).update(path=placed)
    unplaced.filter(parent__isnull=True).update(path=top)
    OrganizationCode.objects.bulk_create(
        OrganizationCode(organization=organization, code=organization.code, valid_from=organization.opened_on)
        for organization in made
    )
    found.update({organization.code: organization for organization in made})


def _problems(rows: list[Row], existing: dict[str, Organization], parent: Organization | None) -> Iterable[Problem]:
    if not rows:
        yield Problem(1, "表里没有数据。")
    seen: dict[str, Row] = {}
    for row in rows:
        if row.code and row.code in seen:
            yield Problem(row.line, f"区划代码{row.code}与第{seen[row.code].line}行重复。")
        seen.setdefault(row.code, row)
        yield from (Problem(row.line, message) for message in _malformed(row))
    well_formed = [row for row in rows if row.level in LEVELS]
    highest = min((LEVEL_ORDER.index(LEVELS[row.level]) for row in well_formed), default=0)
    names: dict[tuple[str, str], int] = {}
    for row in well_formed:
        first = names.setdefault((row.parent_code, row.name), row.line)
        if first != row.line and seen[row.code] is row:
            yield Problem(row.line, f"“{row.name}”与第{first}行同名，上级也相同。")
        if row.code in existing:
            message = _differs(row, existing[row.code], parent)
        else:
            message = _misplaced(row, seen, existing, parent, highest)
        if message:
            yield Problem(row.line, message)


def _malformed(row: Row) -> Iterable[str]:
    if not re.fullmatch(r"\d{12}", row.code):
        yield f"区划代码“{row.code}”不是12位数字。"
    if not row.name:
        yield "名称是空的。"
    elif len(row.name) > NAME_LENGTH:
        yield f"名称超过{NAME_LENGTH}个字。"
    if row.level not in LEVELS:
        yield f"级别“{row.level}”认不出来，应当是{'、'.join(level.label for level in Level if level is not Level.UNIT)}之一。"
    if row.parent_code and not re.fullmatch(r"\d{12}", row.parent_code):
        yield f"上级区划代码“{row.parent_code}”不是12位数字。"
    elif row.parent_code and row.parent_code == row.code:
        yield "上级区划代码就是它自己。"


def _differs(row: Row, organization: Organization, parent: Organization | None) -> str:
    """The portal already has it: a change of name or parent has a day and a reason, and is made on its page."""
    if organization.name != row.name:
        return f"{row.code}在系统里叫“{organization.name}”，表里是“{row.name}”。更名请在组织页面办理。"
    if organization.level != LEVELS[row.level]:
        return f"“{row.name}”在系统里是{organization.get_level_display()}，表里是{row.level}。"
    above = organization.parent
    if above and above != parent and row.parent_code and above.code != row.parent_code:
        return f"“{row.name}”在系统里隶属{above.name}。调整隶属请在组织页面办理。"
    return ""


def _misplaced(
    row: Row, seen: dict[str, Row], existing: dict[str, Organization], parent: Organization | None, highest: int
) -> str:
    level = LEVELS[row.level]
    above = seen.get(row.parent_code) if row.parent_code else None
    if above and above.level in LEVELS:
        parent_level: str = LEVELS[above.level]
    elif row.parent_code in existing:
        parent_level = existing[row.parent_code].level
    elif parent:
        parent_level = parent.level
    elif LEVEL_ORDER.index(level) == highest and level not in (Level.GRID, Level.VILLAGE):
        return ""  # the top of a tree
    else:
        return f"找不到上级：{row.parent_code or '上级区划代码是空的'}。"
    if parent_level not in PARENT_LEVELS[level]:
        return f"{level.label}不能直接放在{Level(parent_level).label}下面。"
    return ""
