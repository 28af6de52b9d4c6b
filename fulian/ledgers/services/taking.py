"""Rows of one sheet become records, through the services of the app that keeps them. A dry run does the very same and takes it
back, so that it refuses exactly what the import would refuse."""

import hashlib
import json
from collections import Counter
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from fulian.core.cells import BadCell, is_blank
from fulian.core.columns import LEDGERS, Column
from fulian.core.exceptions import Refused
from fulian.indicators.forms import parse_quantity
from fulian.ledgers.choices import Outcome
from fulian.ledgers.columns import CODE, NAME
from fulian.ledgers.intake import Intake, Row
from fulian.ledgers.lines import Problem, Read, plain
from fulian.ledgers.models import LedgerChange, LedgerImport, LedgerKey
from fulian.ledgers.numbers import SHAPE, found_by_number, is_ours, keys_of_numbers, kind_of
from fulian.ledgers.readers import is_required, reader_of
from fulian.ledgers.reading import Heading
from fulian.ledgers.services.snapshots import snapshot, updated_at
from fulian.ledgers.whose import BadOrganization, Whose, reach

CONTRADICTION = "这一行的内容互相矛盾，平台不能保存。请核对日期和数字。"


class Taker:
    """Takes the rows of one ledger for one person. `origin`: the import that they belong to, None when nothing is to stay.
    `dry`: each chunk is taken back at once; otherwise whoever asks takes all of them back together."""

    def __init__(
        self,
        intake: Intake,
        heading: Heading,
        *,
        by: Any,
        origin: LedgerImport | None = None,
        keep_doubtful: bool = False,
        dry: bool = False,
    ):
        self.intake, self.heading, self.by, self.origin = intake, heading, by, origin
        self.ledger = intake.declared.whole()
        self.keep_doubtful, self.dry = keep_doubtful, dry
        self.whose = Whose(reach(by, intake))
        self.kind = kind_of(self.ledger)
        self.columns = {c.field: c for c in self.ledger.read_columns if c.field in heading.places}
        self.needed = [
            column
            for column in self.ledger.read_columns
            if column.field not in (NAME, CODE) and is_required(self.ledger, column)
        ]
        self.fresh: list[tuple[Read, models.Model]] = []  # made in this chunk
        self.counts: Counter[str] = Counter()
        self.seen_numbers: dict[str, int] = {}
        self.times: Counter[str] = Counter()  # how often a row without 编号 has stood in this file
        self.written: set[int] = set()  # records that this file has named already
        self.cache: dict[Any, Any] = {}

    def take(self, chunk: list[tuple[int, list[Any]]]) -> list[Problem]:
        """One transaction; in a dry run it is taken back. Gives what is wrong."""
        with transaction.atomic():
            problems = self._take([self._read(line, cells) for line, cells in chunk])
            if self.dry:
                transaction.set_rollback(True)
        return problems

    def finish(self) -> list[Problem]:
        """What a ledger does once all its rows are in."""
        if self.intake.finish is None or self.dry:
            return []
        with transaction.atomic():
            return [Problem(self.heading.line, "", said) for said in self.intake.finish(self.cache, by=self.by)]

    def _take(self, reads: list[Read]) -> list[Problem]:
        for read in reads:
            self._place(read)
        self._resolve_references(reads)
        for read in reads:
            if not read.number and not read.problems:
                read.fingerprint = self._fingerprint(read)
        stored = found_by_number(self.intake, (read.number for read in reads))
        known = self._known_by_fingerprint(reads)
        problems: list[Problem] = []
        for read in reads:
            there = stored.get(read.number) if read.number else None
            if self._is_anothers(read, there):
                self.counts[Outcome.OTHERS] += 1
                continue
            self.counts[self._one(read, there, known)] += 1
            problems += read.problems
        self._keep_keys()
        return problems

    # ---- Reading one line

    def _read(self, line: int, cells: list[Any]) -> Read:
        read = Read(line, self._number_in(cells), {})
        for name, column in self.columns.items():
            index = self.heading.places[name]
            raw = cells[index] if index < len(cells) else None
            read.shown[name] = raw
            try:
                read.values |= self._cell(column, raw, exact=bool(read.number))
            except BadCell as bad:
                read.problems.append(Problem(line, self.heading.labels[name], str(bad), index))
        if read.number and not self._is_number(read.number):
            if not read.number.isdecimal():  # the office's own 1, 2, 3 is no 编号 of ours
                message = "这不是平台给的编号。新记录请把编号留空。"
                read.problems.append(Problem(line, "编号", message, self.heading.number_at))
            read.number = ""
        return read

    def _number_in(self, cells: list[Any]) -> str:
        at = self.heading.number_at
        raw = cells[at] if at is not None and at < len(cells) else None
        if is_blank(raw):
            return ""
        return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw).strip()

    def _is_number(self, number: str) -> bool:
        if self.ledger.key:
            return len(number) >= 6
        shape = SHAPE.fullmatch(number)
        return shape is not None and shape[1] == self.ledger.prefix

    def _cell(self, column: Column, raw: Any, *, exact: bool) -> dict[str, Any]:
        reader = reader_of(self.ledger, column)
        if column.qualifier and isinstance(raw, str) and not is_blank(raw):
            try:
                quantity = parse_quantity(raw)
            except ValueError:  # the reader says what is wrong
                pass
            else:
                if quantity.approximate:
                    return {
                        column.field: reader(str(quantity.value), exact=exact),
                        column.qualifier: quantity.qualifier.value,
                    }
        value = reader(raw, exact=exact)
        return {column.field: value}

    def _place(self, read: Read) -> None:
        """Whose row it is. A file without such columns means her own organization."""
        asked = {NAME, CODE} & self.columns.keys()
        values = {name: read.values.pop(name, "") for name in (NAME, CODE)}
        if not any(column.field in (NAME, CODE) for column in self.ledger.columns):
            return
        try:
            organization = self.whose.of(values)
        except BadOrganization as bad:
            name = bad.field if bad.field in self.columns else next(iter(asked))
            read.problems.append(
                Problem(read.line, self.heading.labels.get(name, ""), bad.message, self.heading.places.get(name))
            )
            return
        if organization is not None:
            read.values["organization"] = organization

    def _resolve_references(self, reads: list[Read]) -> None:
        """编号 of other records → their primary keys."""
        for name, column in self.columns.items():
            if not column.refers_to:
                continue
            said = {read.values[name] for read in reads if read.values.get(name)}
            known = keys_of_numbers(LEDGERS[column.refers_to], said) if said else {}
            for read in reads:
                number = read.values.get(name)
                read.values[name] = known.get(number) if number else None
                if number and read.values[name] is None:
                    message = f"平台里没有编号是“{number}”的记录，请先导入它所在的台账。"
                    read.problems.append(
                        Problem(read.line, self.heading.labels[name], message, self.heading.places[name])
                    )

    def _fingerprint(self, read: Read) -> str:
        said = {name: plain(value) for name, value in read.values.items() if value not in (None, "", ())}
        text = json.dumps([self.ledger.code, said], sort_keys=True, ensure_ascii=False)
        self.times[text] += 1
        return hashlib.sha256(f"{text} {self.times[text]}".encode()).hexdigest()

    def _known_by_fingerprint(self, reads: list[Read]) -> dict[str, LedgerKey]:
        prints = [read.fingerprint for read in reads if read.fingerprint]
        if not prints:
            return {}
        keys = list(LedgerKey.objects.filter(kind=self.kind, fingerprint__in=prints))
        if not keys:
            return {}
        there = set(self.ledger.rows().filter(pk__in=[key.object_id for key in keys]).values_list("pk", flat=True))
        return {key.fingerprint: key for key in keys if key.object_id in there}

    # ---- Taking one line

    def _one(self, read: Read, stored: Any, known: dict[str, LedgerKey]) -> str:
        if not read.problems:
            self._check_number(read, stored)
        if not read.problems and stored is not None:
            self._check_reach(read, stored)
        if read.problems:
            return Outcome.WRONG
        if read.fingerprint in known:
            return self._was(known[read.fingerprint])
        changed = self._differences(read, stored)
        if stored is not None:
            return self._write(read, stored, changed) if changed else self._was(self._key_of(stored))
        if self._incomplete(read):
            return Outcome.WRONG
        if not read.number and not self.keep_doubtful and self._like(read):
            return Outcome.DOUBTFUL
        return self._write(read, None, changed)

    def _check_number(self, read: Read, stored: Any) -> None:
        if not read.number:
            return
        if read.number in self.seen_numbers:
            message = f"编号和第{self.seen_numbers[read.number]}行相同，一个编号只能有一行。"
            read.problems.append(Problem(read.line, "编号", message, self.heading.number_at))
        elif stored is None and not self.ledger.key and is_ours(read.number):
            message = "平台里已经没有这个编号的记录。要作为新记录导入，请把编号留空。"
            read.problems.append(Problem(read.line, "编号", message, self.heading.number_at))
        self.seen_numbers.setdefault(read.number, read.line)

    def _check_reach(self, read: Read, stored: Any) -> None:
        organization = getattr(stored, "organization", None)
        if organization is None or self.whose.covers(organization):
            return
        message = "这个编号的记录不在您负责的范围，不能由您修改。"
        read.problems.append(Problem(read.line, "编号", message, self.heading.number_at))

    def _is_anothers(self, read: Read, stored: Any) -> bool:
        """A workbook brings along what its rows refer to (the district's campaign): here already, and not hers to write. Nothing
        is compared, so nothing is learned."""
        organization = getattr(stored, "organization", None)
        if organization is None or self.ledger.confidential or "organization" in read.values:
            return False
        return not self.whose.covers(organization)

    def _was(self, key: LedgerKey | None) -> str:
        """A row that is there already: from an attempt of this same import that broke off, or from before."""
        if key is not None:
            self.written.add(key.object_id)
        mine = self.origin is not None and key is not None and key.origin_id == self.origin.pk
        return Outcome.NEW if mine else Outcome.SAME

    def _key_of(self, stored: Any) -> LedgerKey | None:
        if self.origin is None or not isinstance(stored, models.Model):
            return None
        return LedgerKey.objects.filter(kind=self.kind, object_id=stored.pk, origin=self.origin).first()

    def _differences(self, read: Read, stored: Any) -> frozenset[str]:
        if stored is None:
            return frozenset(read.values)
        changed = set()
        for name, value in read.values.items():
            if name == "organization":
                if stored.organization_id != value.pk:
                    changed.add(name)
            elif name in self.columns and not self._says_the_same(self.columns[name], read, value, stored):
                changed.add(name)
            elif name not in self.columns and getattr(stored, name, value) != value:
                changed.add(name)  # the 余 of “200余”
        return frozenset(changed)

    def _says_the_same(self, column: Column, read: Read, value: Any, stored: Any) -> bool:
        """Compared as an export of the stored record would be read again: no column needs a comparison of its own. A masked name
        that comes back masked has not been changed."""
        now = column.exactly(stored)
        if column.refers_to:
            return now == value
        reader = reader_of(self.ledger, column)
        try:
            if reader(now, exact=True) == value:
                return True
        except BadCell:  # kept before there was such a rule
            pass
        masked = column.of(stored)
        return (
            column.exact is not None
            and masked != now
            and str(masked) == str(read.shown.get(column.field) or "").strip()
        )

    def _incomplete(self, read: Read) -> bool:
        if "organization" not in read.values and any(c.field in (NAME, CODE) for c in self.ledger.columns):
            read.problems.append(Problem(read.line, "所属组织", "没有填是哪个组织的。", self.heading.places.get(NAME)))
        for column in self.needed:
            if read.values.get(column.field) in (None, ""):
                label = self.heading.labels.get(column.field, column.label)
                message = "没有填。" if column.field in self.columns else "表里没有这一列，新记录必须填。"
                read.problems.append(Problem(read.line, label, message, self.heading.places.get(column.field)))
        return bool(read.problems)

    def _like(self, read: Read) -> bool:
        """Whether there is a record already that says the same of when, where and what."""
        if not self.intake.like:
            return False
        asked = {name: read.values[name] for name in self.intake.like if read.values.get(name) not in (None, "")}
        if not asked:
            return False
        found = self.ledger.rows().model._base_manager.filter(**asked).order_by("pk").values_list("pk", flat=True)
        twin = next((key for key in found[:200] if key not in self.written), None)
        if twin is None:
            return False
        self.written.add(twin)  # it answers for one row only
        labels = "、".join(self.columns[n].label if n in self.columns else "组织" for n in asked)
        read.problems.append(
            Problem(
                read.line,
                "",
                f"疑似重复：平台里已有{labels}都相同的记录。确实是另一条，请在确认时选“疑似重复的也导入”。",
            )
        )
        return True

    def _write(self, read: Read, stored: Any, changed: frozenset[str]) -> str:
        row = Row(read.values, stored, read.number, changed, self.cache)
        before = snapshot(stored, self.intake) if stored is not None and self.origin is not None else ""
        try:
            with transaction.atomic():
                record = self.intake.take(row, by=self.by)
                self._keep(row, record)
        except Refused as refusal:
            name = refusal.field if refusal.field in self.heading.places else ""
            label = self.heading.labels.get(name, "") if name else ""
            read.problems.append(Problem(read.line, label, refusal.message, self.heading.places.get(name)))
            return Outcome.WRONG
        except IntegrityError:
            read.problems.append(Problem(read.line, "", CONTRADICTION))
            return Outcome.WRONG
        self._remember(read, record, before, is_new=stored is None)
        self.written.add(record.pk)
        return Outcome.NEW if stored is None else Outcome.CHANGED

    def _keep(self, row: Row, record: Any) -> None:
        """Of a row that is no record of a table: what taking the import back will need."""
        if self.intake.keep is None or self.origin is None:
            return
        object_id, before = self.intake.keep(row, record)
        LedgerChange.objects.get_or_create(
            origin=self.origin, kind=self.ledger.code, object_id=object_id, defaults={"before": before}
        )

    def _remember(self, read: Read, record: Any, before: str, *, is_new: bool) -> None:
        if not isinstance(record, models.Model):
            return
        if is_new:
            self.fresh.append((read, record))
        elif self.origin is not None:
            LedgerChange.objects.get_or_create(
                origin=self.origin, kind=self.kind, object_id=record.pk,
                defaults={"before": before, "version": updated_at(record)},
            )  # fmt: skip

    def _keep_keys(self) -> None:
        """Under which 编号 the chunk's new records are known: a few statements for all of them. What is left of records that are
        gone makes room."""
        fresh, self.fresh = self.fresh, []
        if not fresh:
            return
        keys = LedgerKey.objects.filter(kind=self.kind)
        pks = [record.pk for _, record in fresh]
        numbers = [read.number for read, _ in fresh if read.number and not self.ledger.key]
        prints = [read.fingerprint for read, _ in fresh if read.fingerprint]
        keys.filter(Q(object_id__in=pks) | Q(number__in=numbers) | Q(fingerprint__in=prints)).delete()
        model = type(fresh[0][1])
        rows: Any = model._base_manager.filter(pk__in=pks)
        dated = any(field.name == "updated_at" for field in model._meta.concrete_fields)
        written = dict(rows.values_list("pk", "updated_at")) if dated else {}
        LedgerKey.objects.bulk_create(
            LedgerKey(
                kind=self.kind, object_id=record.pk, number="" if self.ledger.key else read.number, fingerprint=read.fingerprint,
                origin=self.origin, version=written.get(record.pk),
            )
            for read, record in fresh
        )  # fmt: skip
