"""The lines of an entry as the lines of one cell, and back: 提升改造｜2025-03-01｜市妇联｜20000｜增设书架. So that a ledger that leaves for
another portal takes them along."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from fulian.core import cells
from fulian.core.cells import BadCell, Reader
from fulian.core.chinese import plain
from fulian.registers.models import (
    Appraisal,
    Assignment,
    Duty,
    Project,
    TeamHeadcount,
    VenueAssessment,
    VenueCheck,
    VenueClosure,
    VenueEvent,
    VenueOfficer,
    VenueRoom,
)

BAR = "｜"
Values = tuple[Any, ...]


@dataclass(frozen=True)
class CellLines:
    """One kind of line in one column. `fields` of the model, in the order in which they stand; `named` are written with a word
    of their own and looked up again by whoever takes the row in."""

    column: str  # the name under which an import is handed them
    label: str
    model: type[models.Model]
    related: str  # the entry's accessor
    fields: tuple[str, ...]
    named: tuple[tuple[str, str], ...] = ()  # (heading, dotted attribute), before the fields

    @property
    def prefetch(self) -> tuple[str, ...]:
        joined = {attribute.rpartition(".")[0].replace(".", "__") for _, attribute in self.named}
        return (self.related, *(f"{self.related}__{name}" for name in sorted(joined)))

    @property
    def reader(self) -> Reader:
        headings = [heading for heading, _ in self.named]
        headings += [str(field.verbose_name) for field in self._columns]
        return Reader(f"一行一条：{BAR.join(headings)}", self._read, empty=())

    @property
    def _columns(self) -> list[Any]:
        return [self.model._meta.get_field(name) for name in self.fields]

    def values(self, line: Any) -> Values:
        named = tuple(_dotted(line, attribute) for _, attribute in self.named)
        return named + tuple(getattr(line, name) for name in self.fields)

    def written(self, entry: Any) -> str:
        rows = sorted(self._write(self.values(line)) for line in getattr(entry, self.related).all())
        return "\n".join(BAR.join(row).rstrip(BAR) for row in rows)

    def _write(self, values: Values) -> list[str]:
        fields = [None] * len(self.named) + self._columns
        return [_said(field, value) for field, value in zip(fields, values, strict=True)]

    def _read(self, raw: Any, exact: bool) -> tuple[Values, ...]:
        count = len(self.named) + len(self.fields)
        found = []
        for line in cells.as_text(raw).split("\n"):
            if line.strip():
                said = [part.strip() for part in line.split(BAR)]
                if len(said) > count:
                    raise BadCell(f"有一行写了{len(said)}项，最多{count}项。")
                said += [""] * (count - len(said))
                found.append((*said[: len(self.named)], *self._understood(said[len(self.named) :])))
        return tuple(sorted(found, key=str))

    def _understood(self, said: list[str]) -> list[Any]:
        return [_meant(field, text) for field, text in zip(self._columns, said, strict=True)]


def _dotted(line: Any, attribute: str) -> str:
    for part in attribute.split("."):
        line = getattr(line, part)
    return str(line)


def _said(field: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if field is not None and field.choices:
        return str(dict(field.flatchoices)[value])
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = plain(value) if isinstance(value, Decimal) else str(value)
    return text.replace(BAR, "|").replace("\n", " ")


def _meant(field: Any, said: str) -> Any:
    if not said:
        if field.null or field.empty_strings_allowed:
            return None if field.null else ""
        raise BadCell(f"有一行没有{field.verbose_name}。")
    if field.choices:
        labels = {str(label): value for value, label in field.flatchoices}
        if said not in labels:
            raise BadCell(f"没有“{said[:10]}”，应当是：{'、'.join(labels)}。")
        return labels[said]
    for kind, read in _READERS:
        if isinstance(field, kind):
            return read(said)
    if field.max_length and len(said) > field.max_length:
        raise BadCell(f"{field.verbose_name}最多{field.max_length}个字。")
    return said


_READERS: tuple[tuple[type[models.Field], Callable[[Any], Any]], ...] = (
    (models.BooleanField, cells.yes_no()),
    (models.DateField, cells.day()),
    (models.DecimalField, cells.decimal()),
    (models.IntegerField, cells.whole(0)),
)

HEADCOUNTS = CellLines(
    "headcount_lines", "各年人数", TeamHeadcount, "headcounts", ("year", "members", "members_qualifier")
)
CHECKS = CellLines(
    "check_lines", "达标核对", VenueCheck, "checks", ("is_reached", "checked_on", "note"), (("达标条件", "item.label"),)
)  # fmt: skip
CLOSURES = CellLines(
    "closure_lines", "停用又启用", VenueClosure, "closures", ("closed_on", "status", "reason", "reopened_on", "why")
)
KEEPING = CellLines(
    "keeping_lines", "联系的阵地", VenueOfficer, "venues", ("since", "until"),
    (("阵地所属组织", "venue.organization.name"), ("阵地", "venue.name")),
)  # fmt: skip
OF_VENUES = (
    CellLines("event_lines", "大事", VenueEvent, "events", ("kind", "happened_on", "level", "cost", "note")),
    CellLines("room_lines", "功能室", VenueRoom, "rooms", ("name", "use")),
    CellLines(
        "assessment_lines", "年度评估", VenueAssessment, "assessments", ("year", "grade", "assessor", "assessed_on")
    ),
)
OF_OFFICERS = (
    CellLines("assignment_lines", "包联", Assignment, "assignments", ("area", "households", "since", "until")),
    CellLines("duty_lines", "轮值", Duty, "duties", ("year", "month", "task")),
    CellLines("project_lines", "领办项目", Project, "projects", ("name", "year", "status", "result", "done_on")),
    CellLines("appraisal_lines", "述职", Appraisal, "appraisals", ("year", "result", "reported_on")),
)
