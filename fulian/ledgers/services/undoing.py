"""Taking a whole import back within a day: all of it or nothing. What it made is deleted, what it changed is as it was before."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core import serializers
from django.db import models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils import timezone

from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused
from fulian.core.periods import Month
from fulian.indicators.locks import assert_open
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.services import request_job
from fulian.ledgers.choices import ImportState
from fulian.ledgers.intake import Intake, intakes
from fulian.ledgers.models import LedgerChange, LedgerImport, LedgerKey
from fulian.ledgers.numbers import kind_of
from fulian.ledgers.services.importing import advance

WITHIN = datetime.timedelta(days=1)
JOB_UNDO = "ledgers.undo"
STEPS_UNDO = ("逐行撤回",)
CHUNK = 500
CHANGED_SINCE = "有的记录导入以后又改过（如“{what}”），不能整批撤回。请到那条记录上单独处理。"
IN_USE = "导入的“{what}”已经被别的记录用到，不能整批撤回。"


def may_undo(importing: LedgerImport) -> bool:
    finished = importing.finished_at
    return importing.state == ImportState.DONE and finished is not None and timezone.now() - finished <= WITHIN


@transaction.atomic
def request_undo(*, importing: LedgerImport, by: Any) -> JobRun:
    if importing.state == ImportState.DONE and not may_undo(importing):
        raise Refused("导入已经超过一天，不能整批撤回了。要改请到各条记录上改。")
    advance(importing, to=ImportState.UNDOING, allowed=[ImportState.DONE], message="")
    return request_job(kind=JOB_UNDO, subject=importing, by=by)


def undo_import(importing: LedgerImport, progress: Progress) -> None:
    """What is refused is told on the page of the import, which stays as it was."""
    try:
        with transaction.atomic():
            progress.assert_current()
            _Undoing(importing, progress).run()
            advance(importing, to=ImportState.UNDONE, allowed=[ImportState.UNDOING])
            audit("ledgers.undo", by=importing.created_by, subject=importing, counts=importing.counts)
    except Refused as refusal:
        advance(importing, to=ImportState.DONE, allowed=[ImportState.UNDOING], message=f"没有撤回：{refusal.message}")


@dataclass
class _Undoing:
    importing: LedgerImport
    progress: Progress
    open_months: set[tuple[int, Month]] = field(default_factory=set)

    def run(self) -> None:
        """The ledgers that refer to others first, and in each the last row first: a word goes when nothing uses it any more."""
        for intake in reversed(intakes()):
            for change in self._changes(intake):
                self._put_back(intake, change)
            for key in self._keys(kind_of(intake.declared)):
                self._remove(intake, key)

    def _changes(self, intake: Intake) -> Iterator[LedgerChange]:
        kinds = [kind_of(intake.declared)] if intake.keep is None else [intake.ledger]
        yield from self.importing.changes.filter(kind__in=kinds).order_by("-pk").iterator(chunk_size=CHUNK)

    def _keys(self, kind: str) -> Iterator[LedgerKey]:
        keys = list(self.importing.keys.filter(kind=kind).order_by("-pk").values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            yield from LedgerKey.objects.filter(pk__in=keys[start : start + CHUNK]).order_by("-pk")

    def _put_back(self, intake: Intake, change: LedgerChange) -> None:
        if intake.put_back is not None:
            intake.put_back(change.object_id, change.before, by=self.importing.created_by)
            return
        record = self._untouched(intake, change.object_id, change.version)
        if record is None:
            raise Refused(CHANGED_SINCE.format(what=intake.declared.label))
        self._assert_open(intake, record)
        before = list(serializers.deserialize("json", change.before))
        self._assert_open(intake, before[0].object)
        kept = {(type(item.object), item.object.pk) for item in before}
        for name in intake.related:
            for part in getattr(record, name).all():
                if (type(part), part.pk) not in kept:
                    type(part)._base_manager.filter(pk=part.pk).delete()
        for item in before:
            item.save()
        audit("ledgers.put_back", by=self.importing.created_by, subject=record)

    def _remove(self, intake: Intake, key: LedgerKey) -> None:
        record = self._untouched(intake, key.object_id, key.version)
        if record is not None:
            self._assert_open(intake, record)
            audit("ledgers.take_back", by=self.importing.created_by, subject=record)
            try:
                if intake.remove is not None:
                    intake.remove(record, by=self.importing.created_by)
                else:
                    record.delete()
            except (ProtectedError, RestrictedError) as error:
                raise Refused(IN_USE.format(what=record)) from error
        key.delete()

    def _untouched(self, intake: Intake, pk: int, version: datetime.datetime | None) -> Any:
        """The record, if nobody has changed it since; None when it is gone."""
        model: type[models.Model] = intake.declared.rows().model
        record: Any = model._base_manager.select_for_update().filter(pk=pk).first()
        if record is not None and version is not None and getattr(record, "updated_at", version) != version:
            raise Refused(CHANGED_SINCE.format(what=record))
        return record

    def _assert_open(self, intake: Intake, record: Any) -> None:
        for name in intake.days:
            day = getattr(record, name)
            if day is None or (record.organization_id, Month.of(day)) in self.open_months:
                continue
            assert_open(organization=record.organization, day=day)
            self.open_months.add((record.organization_id, Month.of(day)))
