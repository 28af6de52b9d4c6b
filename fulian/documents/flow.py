"""What both the PDF and the Word file need to know before they draw: numbers, run-in headings, the list of annexes.

Nothing here knows about fonts or files, so that the two can only differ in looks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .blocks import (
    Annex,
    Block,
    Chart,
    Document,
    Enumeration,
    Heading,
    Paragraph,
    Run,
    Signature,
    Spacer,
    Subtitle,
    Table,
    Title,
)
from .numbering import item_number, number_headings

SENTENCE_ENDS = "。！？"
CLAUSE_ENDS = "；，、;,"


@dataclass(frozen=True)
class NumberedHeading(Block):
    """A heading with its number; `tail` is the paragraph that goes on in its line, None when it stands alone."""

    level: int
    number: str
    text: str
    tail: tuple[Run, ...] | None = None


@dataclass(frozen=True)
class AnnexList(Block):
    """附件说明: 附件：1.… under the body, before the signature."""

    titles: tuple[str, ...]


@dataclass(frozen=True)
class NumberedAnnex(Block):
    """An annex with its label (附件, or 附件1 when there are several) and its blocks ready to draw."""

    label: str
    title_lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    landscape: bool


def lay_out(document: Document) -> tuple[tuple[Block, ...], tuple[NumberedAnnex, ...]]:
    """The body and the annexes, in the order in which they are printed."""
    body = list(_with_air(_resolve(block for block in document.blocks if not isinstance(block, Annex))))
    annexes = document.annexes
    if annexes:
        titles = tuple(annex.title.replace("\n", "") for annex in annexes)
        body.insert(_signature_position(body), AnnexList(titles))
    labels = ["附件"] if len(annexes) == 1 else [f"附件{number}" for number in range(1, len(annexes) + 1)]
    numbered = (
        NumberedAnnex(label, tuple(annex.title.split("\n")), tuple(_annex_blocks(annex)), annex.landscape)
        for label, annex in zip(labels, annexes, strict=True)
    )
    return tuple(body), tuple(numbered)


def _with_air(blocks: Iterable[Block]) -> Iterator[Block]:
    """One blank line between the title with its subtitle and the body."""
    under_title = False
    for block in blocks:
        is_head = isinstance(block, (Title, Subtitle))
        if under_title and not is_head and not isinstance(block, Spacer):
            yield Spacer()
        under_title = is_head
        yield block


def _annex_blocks(annex: Annex) -> Iterator[Block]:
    """One blank line under the annex's title, but not before a table or chart, which bring air of their own."""
    if annex.blocks and not isinstance(annex.blocks[0], (Table, Chart, Spacer)):
        yield Spacer()
    yield from _resolve(annex.blocks)


def _signature_position(body: list[Block]) -> int:
    for position, block in enumerate(body):
        if isinstance(block, Signature):
            return position
    return len(body)


def _resolve(blocks: Iterable[Block]) -> Iterator[Block]:
    """Number the headings, write enumerations out, join run-in headings with the paragraph after them."""
    blocks = list(blocks)
    numbers = number_headings(block.level for block in blocks if isinstance(block, Heading))
    waiting: NumberedHeading | None = None
    for block in blocks:
        paragraph = Paragraph(enumeration_runs(block)) if isinstance(block, Enumeration) else block
        if waiting:
            if isinstance(paragraph, Paragraph):
                yield NumberedHeading(waiting.level, waiting.number, waiting.text, paragraph.runs)
                waiting = None
                continue
            yield waiting
            waiting = None
        if isinstance(block, Heading):
            heading = _numbered(block, *next(numbers))
            if block.run_in:
                waiting = heading
            else:
                yield heading
        else:
            yield paragraph
    if waiting:
        yield waiting


def _numbered(heading: Heading, level: int, number: str) -> NumberedHeading:
    """A heading on its own line carries no 。; one that runs into its paragraph does."""
    text = heading.text.rstrip("。")
    if heading.run_in:
        text = text if text.endswith(("！", "？")) else f"{text}。"
    return NumberedHeading(level, number, text, () if heading.run_in else None)


def enumeration_runs(enumeration: Enumeration) -> tuple[Run, ...]:
    """一是…；二是…。 — with 。 between items as soon as one of them is more than one sentence."""
    items = [_without_end(item.runs) for item in enumeration.items]
    separator = "。" if any(mark in run.text for runs in items for run in runs for mark in SENTENCE_ENDS) else "；"
    runs = list(enumeration.lead)
    for number, item in enumerate(items, start=1):
        runs.append(Run(item_number(enumeration.style, number)))
        runs.extend(item)
        runs.append(Run("。" if number == len(items) else separator))
    return tuple(runs)


def _without_end(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    *rest, last = runs
    return (*rest, Run(last.text.rstrip(SENTENCE_ENDS + CLAUSE_ENDS), last.code, last.emphasis))
