"""A circular as a 公文: the same blocks become the PDF and the Word file."""

from collections.abc import Iterable

from fulian.core.chinese import long_date
from fulian.documents.blocks import Block, Document, Paragraph, Signature, Spacer, Subtitle, Title, as_runs
from fulian.inbox.circulars.choices import Ask, Status
from fulian.inbox.circulars.models import Circular, CircularFile

WATERMARKS = {Status.DRAFT: Status.DRAFT.label, Status.WITHDRAWN: Status.WITHDRAWN.label}
REQUESTS = {Ask.READ: "阅知", Ask.SIGN: "签收", Ask.RECEIPT: "报送回执", Ask.SIGNUP: "报送报名表"}


def paper_of(parts: Iterable[tuple[Circular, list[CircularFile]]]) -> Document:
    """`parts`: the circular, then what it passes on, each with its files."""
    parts = list(parts)
    circular = parts[0][0]
    blocks: list[Block] = []
    for number, (one, files) in enumerate(parts):
        blocks += [Spacer(2)] if number else []
        blocks += _blocks(one, files, passed_on=len(parts) > number + 1)
    return Document(
        title_for_metadata=circular.title,
        blocks=tuple(blocks),
        watermark=str(WATERMARKS.get(Status(circular.status), "")),
    )


def _blocks(circular: Circular, files: list[CircularFile], *, passed_on: bool) -> Iterable[Block]:
    issuer = circular.organization.official_name
    yield Title((issuer, f"转发《{circular.title}》") if passed_on else (circular.title,))
    if circular.number_text:
        yield Subtitle(circular.number_text)
    if circular.levels_text:
        yield Paragraph(as_runs(f"{circular.levels_text}妇联："), flush=True)
    for paragraph in circular.paragraphs:
        yield Paragraph(as_runs(paragraph))
    if circular.due_on:
        question = f"（{circular.question}）" if circular.question else ""
        yield Paragraph(as_runs(f"请于{long_date(circular.due_on)}前{REQUESTS[circular.asked]}{question}。"))
    for number, file in enumerate(files, start=1):
        yield Paragraph(as_runs(f"附件{number}：{file.name}"), flush=True)
    yield Signature(issuer, long_date(circular.issued_on) if circular.issued_on else "")
