"""The exchange workbook: ONE file, a sheet for each kind of record, of an organization and all below it (docs/ledgers.md). What is
written here is read by import_now(), in this portal or in any other."""

import datetime
from collections.abc import Callable, Sequence
from typing import IO, Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from fulian.audit.models import AccessEvent
from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused
from fulian.core.periods import Period
from fulian.ledgers.choices import ImportState
from fulian.ledgers.models import LedgerImport
from fulian.ledgers.numbers import portal_sign
from fulian.ledgers.reading import Book, Unreadable
from fulian.ledgers.services.carried import exchanged, rows_to_carry
from fulian.ledgers.services.importing import Report, Result, go_through, outcome_of, parts_of
from fulian.ledgers.services.marking import mark_problems
from fulian.ledgers.services.writing import AS_TEXT, Formats, add_sheet, write_cell, write_sheet
from fulian.organizations.models import Organization

VERSION = 1
COVER = "说明"
SHELL = "命令行"


def export_exchange(
    *,
    organization: Organization,
    year: int | None,
    target: IO[bytes],
    confidential: bool = False,
    reason: str = "",
    by: Any = None,
    log: Callable[[str], None] = lambda line: None,
) -> dict[str, int]:
    """{label of the sheet: rows}. Whoever takes confidential sheets out says why, and it is written down."""
    if confidential and not reason.strip():
        raise Refused("导出求助、调解、排查要写理由（--reason）。")
    period = Period.year(year) if year else None
    counts: dict[str, int] = {}
    with transaction.atomic():  # one state of the records, and the log written before anything leaves
        _write_down(organization, year, confidential, reason.strip(), by)
        with xlsxwriter.Workbook(target, {**AS_TEXT, "constant_memory": True}) as book:
            formats = Formats(book)
            _cover(book, formats, organization, year)
            ledgers = exchanged(confidential=confidential)
            rows = rows_to_carry(ledgers, organization, period)
            for ledger in ledgers:
                counts[ledger.label] = write_sheet(book, formats, ledger, rows[ledger.code], exact=True)
                log(f"{ledger.label}：{counts[ledger.label]}行")
    return counts


def _cover(book: Any, formats: Formats, organization: Organization, year: int | None) -> None:
    sheet = add_sheet(book, formats, COVER, [("项目", 16), ("内容", 60)])
    facts = [
        ("格式", f"妇联工作台账交换格式 第{VERSION}版"),
        ("平台标记", portal_sign()),
        ("单位", organization.name),
        ("组织代码", organization.code),
        ("年度", str(year) if year else "全部"),
        ("导出时间", timezone.localtime().strftime("%Y-%m-%d %H:%M")),
    ]
    for line, fact in enumerate(facts, start=1):
        for column, value in enumerate(fact):
            write_cell(sheet, line, column, value, formats)


def _write_down(organization: Organization, year: int | None, confidential: bool, reason: str, by: Any) -> None:
    audit("ledgers.export", by=by, subject=organization, year=year, confidential=confidential)
    if confidential:
        AccessEvent.objects.create(
            actor_id=by.pk if by else 0, actor_label=by.get_username() if by else SHELL, subject_type="ledger:confidential",
            subject_id=organization.pk, what="导出保密台账", reason=reason[:200],
        )  # fmt: skip


def import_now(
    *,
    content: bytes,
    by: Any,
    wanted: str = "",
    dry_run: bool = False,
    keep_doubtful: bool = False,
    helpers: Sequence[Any] = (),
    report: Report = lambda step, percent, message: None,
) -> tuple[Result, bytes]:
    """Read a workbook and write its rows in her name and within her reach, without the steps of the page. Gives what came of it,
    and the annotated copy when something was wrong."""
    try:
        book = Book(content)
        parts = parts_of(book, wanted=wanted)
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from unreadable
    origin = None
    if not dry_run:
        post = by.current_post
        origin = LedgerImport.objects.create(
            suffix=book.kind,
            wanted=wanted,
            created_by=by,
            state=ImportState.APPLYING,
            path_at=post.organization.path if post else "",
        )
    result = go_through(book, parts, by=by, origin=origin, keep_doubtful=keep_doubtful, helpers=helpers, report=report)
    if origin is not None:
        _finish(origin, result)
    marked = (
        mark_problems(book, [(part.sheet, problem) for part, problem in result.problems]) if result.problems else b""
    )
    return result, marked


def _finish(origin: LedgerImport, result: Result) -> None:
    finished: datetime.datetime = timezone.now()
    with transaction.atomic():
        origin.state, origin.finished_at, origin.counts = ImportState.DONE, finished, result.counts
        origin.save(update_fields=["state", "finished_at", "counts"])
        audit("ledgers.import", by=origin.created_by, subject=origin, counts=result.counts)


def summary(result: Result) -> list[str]:
    """A line for each ledger: 活动台账：新增12，没有变化3，有问题1。"""
    lines = []
    for label, counts in outcome_of(result.counts):
        said = "，".join(f"{word}{number}" for word, number in counts)
        lines.append(f"{label}：{said or '没有数据'}")
    return lines
