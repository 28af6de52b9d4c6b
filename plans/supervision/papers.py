"""A notice as a 公文: the same blocks become the PDF and the Word file."""

from collections.abc import Iterable
from typing import Any

from fulian.core.chinese import long_date
from fulian.documents.blocks import Block, Column, Document, Paragraph, Signature, Subtitle, Table, Title, as_runs
from plans.supervision.choices import Status
from plans.supervision.models import Notice, Recipient

WATERMARKS = {Status.DRAFT: Status.DRAFT.label, Status.WITHDRAWN: Status.WITHDRAWN.label}
COLUMNS = (
    Column("目标事项", 3, "left"),
    Column("目标", 2),
    Column("完成", 2),
    Column("完成率", 1.4),
    Column("序时进度", 1.4),
    Column("进度", 1.2),
)


def paper_of(notice: Notice, recipients: Iterable[Recipient], figures: dict[str, Any]) -> Document:
    """`recipients`: those whom this copy names; `figures`: the frozen ones, or while it is a draft those of today."""
    issuer = notice.organization.official_name
    return Document(
        title_for_metadata=notice.full_title,
        blocks=tuple(_blocks(notice, issuer, list(recipients), figures)),
        watermark=str(WATERMARKS.get(Status(notice.status), "")),
        cut_off=figures.get("as_of", ""),
    )


def _blocks(notice: Notice, issuer: str, recipients: list[Recipient], figures: dict[str, Any]) -> Iterable[Block]:
    yield Title((issuer, notice.full_title))
    if notice.number_text:
        yield Subtitle(notice.number_text)
    yield Paragraph(as_runs("、".join(row.official_name for row in recipients) + "："), flush=True)
    for paragraph in notice.paragraphs:
        yield Paragraph(as_runs(paragraph))
    if notice.due_on:
        yield Paragraph(as_runs(f"请于{long_date(notice.due_on)}前书面答复。"))
    if figures:
        yield _table(figures)
    yield Signature(issuer, long_date(notice.issued_on) if notice.issued_on else "")


def _table(figures: dict[str, Any]) -> Table:
    row = [figures[name] for name in ("subject", "goal", "actual", "percent", "pace", "light")]
    row[3] = row[3] or "—"
    return Table(COLUMNS, (tuple(row),), caption=f"《{figures['plan']}》目标进度", note=f"数据截至{figures['as_of']}。")
