"""An import from the upload to the last row: hand in, look through without writing, confirm, write. Both passes run in the
background and may be begun again after a crash: a row that is there already is known by its 编号, or by what it says."""

import datetime
import io
import itertools
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record as audit
from fulian.core.cells import remembering
from fulian.core.columns import LEDGERS
from fulian.core.crypto import decrypt_bytes, encrypt_bytes
from fulian.core.exceptions import Conflict, Refused
from fulian.jobs.models import JobRun
from fulian.jobs.progress import Progress
from fulian.jobs.services import request_job
from fulian.ledgers.choices import ImportState, Outcome
from fulian.ledgers.intake import INTAKES, Intake, intakes
from fulian.ledgers.lines import Problem, chunks
from fulian.ledgers.models import LedgerChange, LedgerImport
from fulian.ledgers.reading import NOT_DATA, Book, Heading, Unreadable, heading_in
from fulian.ledgers.services.marking import mark_problems
from fulian.ledgers.services.taking import Taker
from fulian.ledgers.whose import reach

CONTEXT = "ledgers.import"  # what the bytes are for; authenticated with them
FOLDER = "ledgers"
KEPT = datetime.timedelta(days=7)
SHOWN = 200  # problems on the page; all of them stand in the annotated copy
MOST_MARKED = 5000
JOB_CHECK, JOB_APPLY = "ledgers.check", "ledgers.apply"
STEPS_CHECK = ("读文件", "逐行核对", "标出问题")
STEPS_APPLY = ("读文件", "逐行写入", "标出问题")
NOTHING_FOUND = (
    "没有找到认得的表头。请下载空白模板对照：表头要有“日期”“所属组织”“名称”这样的列名，可以在表的前30行里的任何一行。"
)
Report = Callable[[str, int, str], None]


@dataclass(frozen=True)
class Part:
    """One sheet of the file and the ledger that it is."""

    sheet: str
    intake: Intake
    heading: Heading


@dataclass
class Result:
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    problems: list[tuple[Part, Problem]] = field(default_factory=list)
    unused: dict[str, tuple[str, ...]] = field(default_factory=dict)  # sheet → headings that nobody read

    def total(self, outcome: str) -> int:
        return sum(counts.get(outcome, 0) for counts in self.counts.values())


def may_import(user: Any, intake: Intake) -> bool:
    return bool(reach(user, intake))


def importable(user: Any) -> list[Intake]:
    return [intake for intake in intakes() if may_import(user, intake)]


# ---- The file


def keep_file(content: bytes, suffix: str) -> str:
    name = f"{FOLDER}/{uuid.uuid4().hex}.{suffix}"
    return default_storage.save(name, ContentFile(encrypt_bytes(content, context=CONTEXT)))


def read_file(name: str) -> bytes:
    with default_storage.open(name) as file:
        return decrypt_bytes(file.read(), context=CONTEXT)


def opened(name: str) -> io.BytesIO:
    return io.BytesIO(read_file(name))


def parts_of(book: Book, *, wanted: str = "") -> list[Part]:
    """Which sheet is which ledger: by the sheet's name, else by its heading. In the order in which they refer to each other.

    `wanted`: the ledger that she chose; then the first sheet with its heading is it.
    """
    if wanted:
        intake = INTAKES[wanted]
        for name in book.names:
            if name not in NOT_DATA and (heading := heading_in(book.rows(name), intake.declared.whole())):
                return [Part(name, intake, heading)]
        raise Unreadable(NOTHING_FOUND)
    by_label = {intake.declared.label: intake for intake in intakes()}
    found: list[Part] = []
    for name in book.names:
        if name in NOT_DATA:
            continue
        tried = [by_label[name]] if name in by_label else intakes()
        near = [(i, heading) for i in tried if (heading := heading_in(book.rows(name), i.declared.whole()))]
        if near:
            intake, heading = max(near, key=lambda pair: pair[1].score)
            found.append(Part(name, intake, heading))
    if not found:
        raise Unreadable(NOTHING_FOUND)
    order = {intake.ledger: index for index, intake in enumerate(intakes())}
    return sorted(found, key=lambda part: order[part.intake.ledger])


# ---- Looking through, and writing


def go_through(
    book: Book,
    parts: list[Part],
    *,
    by: Any,
    origin: LedgerImport | None = None,
    keep_doubtful: bool = False,
    helpers: Sequence[Any] = (),
    report: Report = lambda step, percent, message: None,
) -> Result:
    """Every row of every part. Without `origin` nothing is written. `helpers`: others who are there too; each sheet is taken by
    whoever reaches farthest in it, so that a rights officer takes what a district officer may not.

    A dry run of several sheets is one transaction that is taken back at the end, because a row of one may name a record of
    another; one sheet alone is looked through in small transactions, so that a long file keeps nobody waiting.
    """
    result = Result()
    with ExitStack() as stack:
        stack.enter_context(remembering())
        together = origin is None and len(parts) > 1
        if together:
            stack.enter_context(transaction.atomic())
        for index, part in enumerate(parts):
            _part(book, part, result, by=by, origin=origin, keep_doubtful=keep_doubtful, together=together, helpers=helpers,
                  report=_share(report, index, len(parts)))  # fmt: skip
        if together:
            transaction.set_rollback(True)
    return result


def _part(
    book: Book, part: Part, result: Result, *, by: Any, origin: LedgerImport | None, keep_doubtful: bool, together: bool,
    helpers: Sequence[Any], report: Report,
) -> None:  # fmt: skip
    label = part.intake.declared.label
    if part.intake.declared.more and (heading := heading_in(book.rows(part.sheet), part.intake.declared.whole())):
        part = replace(
            part, heading=heading
        )  # an earlier sheet may have brought the words that its columns are named by
    rows = itertools.dropwhile(lambda row: row[0] <= part.heading.line, book.rows(part.sheet))
    first = next(chunks(rows), None)
    if first is None:  # every sheet of a workbook is there, whether or not there is anything in it
        result.counts[part.intake.ledger] = {}
        return
    if helpers:
        by = _keeper(part.intake, [by, *helpers])
    if not part.intake.by_row and not may_import(by, part.intake):
        result.problems.append((part, Problem(part.heading.line, "", f"您没有导入{label}的权限，这一张表没有导入。")))
        result.counts[part.intake.ledger] = {Outcome.SKIPPED: 1}
        return
    if part.heading.unused:
        result.unused[part.sheet] = part.heading.unused
    taker = Taker(
        part.intake,
        part.heading,
        by=by,
        origin=origin,
        keep_doubtful=keep_doubtful,
        dry=origin is None and not together,
    )
    for done, chunk in enumerate(itertools.chain([first], chunks(rows)), start=1):
        problems = taker.take(chunk)
        room = MOST_MARKED - len(result.problems)
        result.problems += [(part, problem) for problem in problems[: max(room, 0)]]
        report(label, min(95, done), f"{label}：到第{chunk[-1][0]}行")
    result.problems += [(part, problem) for problem in taker.finish()]
    result.counts[part.intake.ledger] = dict(taker.counts)


def _keeper(intake: Intake, people: list[Any]) -> Any:
    def farthest(person: Any) -> int:
        tops = [len(path) for scope in reach(person, intake) for path in scope.subtrees]
        owns = [len(path) + 1000 for scope in reach(person, intake) for path in scope.own]
        return min([*tops, *owns], default=10_000)

    return min(people, key=farthest)


def _share(report: Report, index: int, number: int) -> Report:
    def share(step: str, percent: int, message: str) -> None:
        report(step, (index * 100 + percent) // number, message)

    return share


# ---- What a person does


@transaction.atomic
def hand_in(*, content: bytes, wanted: str = "", by: Any) -> LedgerImport:
    """Keep the file and have it looked through. Refuses at once what is no table at all."""
    if wanted and not may_import(by, INTAKES[wanted]):
        raise Refused("您没有导入这种台账的权限。", field="ledger")
    try:
        book = Book(content)
    except Unreadable as unreadable:
        raise Refused(str(unreadable), field="file") from unreadable
    forget_old()
    post = by.current_post
    importing = LedgerImport.objects.create(
        suffix=book.kind, file_name=keep_file(content, book.kind), wanted=wanted, created_by=by,
        path_at=post.organization.path if post else "",
    )  # fmt: skip
    audit("ledgers.hand_in", by=by, subject=importing)
    request_job(kind=JOB_CHECK, subject=importing, by=by)
    return importing


def forget_old() -> None:
    """A week after an import its files go, and what they and the records before it said of people; what it did stays told."""
    old = LedgerImport.objects.filter(created_at__lt=timezone.now() - KEPT)
    names = [
        name for pair in old.exclude(file_name="").values_list("file_name", "marked_name") for name in pair if name
    ]
    LedgerChange.objects.filter(origin__in=old).delete()
    old.exclude(file_name="").update(file_name="", marked_name="", problems=[])
    transaction.on_commit(lambda: _delete(names))


def _delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


@transaction.atomic
def confirm(*, importing: LedgerImport, keep_doubtful: bool = False, by: Any) -> JobRun:
    """Write what was found to be right; what was wrong stays in the annotated copy."""
    if not importing.file_name:
        raise Refused("这个文件传上来已经超过一周，不再保存。请重新上传。")
    advance(importing, to=ImportState.APPLYING, allowed=[ImportState.CHECKED])
    return request_job(kind=JOB_APPLY, subject=importing, arguments={"keep_doubtful": keep_doubtful}, by=by)


def advance(importing: LedgerImport, *, to: str, allowed: list[str], **updates: Any) -> None:
    if not LedgerImport.objects.filter(pk=importing.pk, state__in=allowed).update(state=to, **updates):
        raise Conflict("这次导入已经处理过了，请刷新页面看最新状态。")
    for name, value in {"state": to, **updates}.items():
        setattr(importing, name, value)


# ---- What runs in the background


def check_import(importing: LedgerImport, progress: Progress) -> None:
    progress.step(STEPS_CHECK[0], 2)
    try:
        content = read_file(importing.file_name)
        book = Book(content)
        parts = parts_of(book, wanted=importing.wanted)
        result = go_through(book, parts, by=importing.created_by, report=_told(progress, STEPS_CHECK[1]))
    except Unreadable as unreadable:
        advance(importing, to=ImportState.UNREADABLE, allowed=[ImportState.CHECKING], message=str(unreadable))
        return
    progress.step(STEPS_CHECK[2], 97)
    written = _written(importing, book, result)
    with transaction.atomic():
        progress.assert_current()
        advance(importing, to=ImportState.CHECKED, allowed=[ImportState.CHECKING], **written)


def apply_import(importing: LedgerImport, progress: Progress, *, keep_doubtful: bool) -> None:
    progress.step(STEPS_APPLY[0], 2)
    book = Book(read_file(importing.file_name))
    parts = parts_of(book, wanted=importing.wanted)
    result = go_through(
        book, parts, by=importing.created_by, origin=importing, keep_doubtful=keep_doubtful,
        report=_told(progress, STEPS_APPLY[1]),
    )  # fmt: skip
    progress.step(STEPS_APPLY[2], 97)
    written = _written(importing, book, result)
    with transaction.atomic():
        progress.assert_current()
        advance(importing, to=ImportState.DONE, allowed=[ImportState.APPLYING], finished_at=timezone.now(), **written)
        audit("ledgers.import", by=importing.created_by, subject=importing, counts=importing.counts)


def _told(progress: Progress, step: str) -> Report:
    def tell(label: str, percent: int, message: str) -> None:
        progress.step(step, 3 + percent * 9 // 10, message)

    return tell


def _written(importing: LedgerImport, book: Book, result: Result) -> dict[str, Any]:
    """What the row of the import keeps: counts, the first problems, the annotated copy."""
    if importing.marked_name:
        default_storage.delete(importing.marked_name)
    marked = ""
    if result.problems:
        marked = keep_file(mark_problems(book, [(part.sheet, problem) for part, problem in result.problems]), "xlsx")
    shown = [
        [part.sheet, problem.line, problem.label, problem.message]
        for part, problem in result.problems[:SHOWN]
        if not part.intake.declared.confidential  # what somebody wrote about a case stands in no table unencrypted
    ]
    unused = "；".join(f"{sheet or '表'}：{'、'.join(labels[:8])}" for sheet, labels in result.unused.items())
    return {
        "counts": result.counts, "problems": shown, "marked_name": marked,
        "message": f"这些列平台里没有对应的栏目，没有读入——{unused}"[:300] if unused else "",
    }  # fmt: skip


def problem_lines(importing: LedgerImport) -> Iterator[str]:
    for sheet, line, label, message in importing.problems:
        yield f"{sheet + ' ' if sheet else ''}{Problem(line, label, message)}"


def outcome_of(counts: dict[str, dict[str, int]]) -> list[tuple[str, list[tuple[str, int]]]]:
    """[(label of the ledger, [(outcome, how many)])], in the order in which they are told."""
    return [
        (
            LEDGERS[code].label if code in LEDGERS else code,
            [(str(o.label), found[o.value]) for o in Outcome if found.get(o.value)],
        )
        for code, found in counts.items()
    ]
