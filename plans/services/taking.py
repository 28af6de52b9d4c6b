"""From a text to a plan: reading it in, going through what was found, and taking over what was kept. Nothing counts before that."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.indicators.models import Indicator
from fulian.organizations.models import Organization
from plans.models import Chapter, Plan, Reading, Task
from plans.proposals import DEEPEST, Entry, Known, as_shape, as_target, cut, entries_of, standing
from plans.reading import read_plan
from plans.services.shaping import judge, keep_shape
from plans.services.writing import draft, start_plan

GONE = "这份读入的内容已经收进计划，或者有人删掉了。"
TOO_MUCH = "这份材料太长了，请分几次读入。"
MOST = 1500  # entries: ten times a long plan


def usable_indicators(organization: Organization) -> QuerySet[Indicator]:
    """What a target of that organization may be counted by."""
    return Indicator.objects.active().filter(confidential=False).for_organization(organization.path)


@transaction.atomic
def read_in(
    *, text: str, organization: Organization, year: int, kind: str, by: Any, into: Plan | None = None
) -> Reading:
    """Keep what the reader made of a text, each target with what would stop it (`problem`)."""
    read = read_plan(text, year=year)
    if sum(1 for _ in read.targets()) > MOST:
        raise Refused(TOO_MUCH, field="text")
    entries = entries_of(read, year=year, indicators=usable_indicators(organization))
    if not any(character.isalnum() for entry in entries for character in entry.get("text", "")):
        raise Refused("没有从这段文字里读出章节或任务。请确认是计划的正文，或者直接新建计划。", field="text")
    if len(entries) > MOST:
        raise Refused(TOO_MUCH, field="text")
    reading = Reading(
        organization=organization, path_at=organization.path, year=year, kind=kind, into=into,
        title=cut(read.title, Reading, "title") or f"{year}年工作计划", guiding_thought=cut(read.guiding, Reading, "guiding_thought"),
        entries=entries, created_by=by, updated_by=by,
    )  # fmt: skip
    targets = [entry for entry in entries if entry["part"] == "target"]
    _judge(targets, reading)
    reading.save(force_insert=True)
    record("plans.read_in", by=by, subject=reading, targets=len(targets))
    return reading


def plan_for(reading: Reading) -> Plan:
    """The draft that it goes into; an unsaved one where it makes a plan of its own."""
    return reading.into or Plan(
        organization=reading.organization, year=reading.year, kind=reading.kind, title=reading.title,
        guiding_thought=reading.guiding_thought,
    )  # fmt: skip


def _judge(targets: list[Entry], reading: Reading) -> None:
    """Each target that could not stand says why (`problem`) and is not ticked."""
    known, plan = known_to(reading), plan_for(reading)
    for entry in targets:
        try:
            judge(as_target(entry, known), plan, as_shape(entry))
        except Refused as refusal:
            entry["problem"] = refusal.message
        entry["kept"] = not entry.get("problem")


@transaction.atomic
def keep_entries(*, reading: Reading, kept: set[int], by: Any) -> Reading:
    """Which entries are ticked."""
    held = _held(reading)
    for entry in held.entries:
        entry["kept"] = entry["id"] in kept
    return _keep(held, by)


@transaction.atomic
def correct_entry(*, reading: Reading, entry_id: int, values: Entry, by: Any) -> Reading:
    """Put one entry right; a target is judged again, and kept when nothing stops it any more."""
    held = _held(reading)
    entry = entry_in(held, entry_id)
    entry |= values
    if entry["part"] == "target":
        judge(as_target(entry, known_to(held)), plan_for(held), as_shape(entry))
        entry["problem"] = ""
    entry["kept"] = True
    return _keep(held, by)


@transaction.atomic
def drop_reading(*, reading: Reading, by: Any) -> Plan | None:
    held = _held(reading)
    record("plans.reading_dropped", by=by, subject=held)
    held.delete()
    return reading.into


@transaction.atomic
def take_over(*, reading: Reading, by: Any) -> Plan:
    """Everything that is kept becomes part of a draft, whole or not at all; the reading is gone then."""
    held = _held(reading)
    kept = list(standing(held.entries))
    if not kept:
        raise Refused("一项也没有勾选。请勾选要收进计划的内容。")
    for entry in kept:
        if entry.get("problem"):
            raise Refused(f"“{entry['subject']}”还不能收：{entry['problem']}请改好，或去掉勾选。")
    plan = draft(held.into) if held.into else start_plan(plan=plan_for(held), by=by)
    _Taking(plan, held).all(kept)
    record("plans.taken_over", by=by, subject=plan, parts=len(kept))
    held.delete()
    return plan


class _Taking:
    """Saves entries in the order of the text. One look at the rules for each target, one insert for each part."""

    def __init__(self, plan: Plan, reading: Reading):
        self.plan, self.known = plan, known_to(reading)
        self.chapters: dict[int | None, Chapter] = {}
        self.tasks: dict[int | None, Task] = {}
        self.orders: dict[tuple[str, int | None], int] = {("chapter", None): plan.chapters.filter(parent=None).count()}

    def all(self, entries: list[Entry]) -> None:
        for entry in entries:
            getattr(self, f"_{entry['part']}")(entry)

    def _order(self, entry: Entry) -> int:
        key = (entry["part"], entry["within"])
        self.orders[key] = self.orders.get(key, 0) + 1
        return self.orders[key]

    def _chapter(self, entry: Entry) -> None:
        parent = self.chapters.get(entry["within"])
        depth = min(parent.depth + 1, DEEPEST) if parent else 0
        chapter = Chapter(
            plan=self.plan, parent=parent, depth=depth, order=self._order(entry), label=entry["label"], title=entry["title"],
            text=entry["text"],
        )  # fmt: skip
        chapter.save(force_insert=True)
        self.chapters[entry["id"]] = chapter

    def _task(self, entry: Entry) -> None:
        names = ("label", "text", "leader", "department", "partner_units", "deadline")
        task = Task(
            chapter=self.chapters[entry["within"]], order=self._order(entry), **{name: entry.get(name, "") for name in names}
        )  # fmt: skip
        task.save(force_insert=True)
        self.tasks[entry["id"]] = task

    def _target(self, entry: Entry) -> None:
        target, shape = as_target(entry, self.known), as_shape(entry)
        target.task, target.order = self.tasks[entry["within"]], self._order(entry)
        judge(target, self.plan, shape)
        target.save(force_insert=True)
        if target.repeat or shape.years or shape.quarters:
            keep_shape(target, shape)


def known_to(reading: Reading) -> Known:
    """Two queries, whatever the number of entries."""
    targets = [entry for entry in reading.entries if entry["part"] == "target"]
    chosen = {name: {entry.get(name) for entry in targets} - {None} for name in ("indicator", "organization")}
    below = Organization.objects.under(reading.organization.path)
    return Known(
        reading.organization, below.in_bulk(chosen["organization"]),
        usable_indicators(reading.organization).in_bulk(chosen["indicator"]),
    )  # fmt: skip


def _held(reading: Reading) -> Reading:
    """The row as it is now, held until the end of the transaction."""
    found = Reading.objects.select_for_update(of=("self",)).placed().filter(pk=reading.pk).first()
    if found is None:
        raise Conflict(GONE)
    return found


def _keep(reading: Reading, by: Any) -> Reading:
    reading.updated_by = by
    reading.save(update_fields=["entries", "updated_by", "updated_at"])
    return reading


def entry_in(reading: Reading, entry_id: int) -> Entry:
    """Raises Conflict for an id that the reading does not have."""
    for entry in reading.entries:
        if entry["id"] == entry_id:
            return entry
    raise Conflict(GONE)
