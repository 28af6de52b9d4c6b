"""From a snapshot and the outline to prose: sentences whose data is missing are left out, then chapters that are empty.
Where the next year's plan is written, its tasks end the prose."""

import re
from dataclasses import dataclass

from reports.models import AnnualSummary, SummaryParagraph
from reports.services.outline import OutlineParagraph, outline_paragraphs
from reports.services.planned import NEXT
from reports.services.summarising import Snapshot
from reports.services.templates import Run, fill

NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Composed:
    """One paragraph of prose, its figures marked by their codes."""

    key: str
    chapter_title: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def compose(snapshot: Snapshot, paragraphs: list[OutlineParagraph] | None = None) -> list[Composed]:
    composed = []
    for paragraph in outline_paragraphs() if paragraphs is None else paragraphs:
        runs: list[Run] = []
        for sentence in paragraph.sentences:
            runs += fill(sentence.template, snapshot, least=sentence.least)
        if runs:
            composed.append(Composed(paragraph.key, paragraph.chapter_title, tuple(runs)))
    title = composed[-1].chapter_title if composed else ""  # the outline ends with what is to come
    return composed + [
        Composed(f"next.plan.{number}", title, (Run(text),))
        for number, text in enumerate(snapshot.names(NEXT), start=1)
    ]


def keep_paragraphs(summary: AnnualSummary, composed: list[Composed]) -> None:
    """The composed prose as editable blocks. What somebody wrote stays; the new text stands beside it.

    A block that can no longer be filled goes, unless somebody has written it.
    """
    present = {paragraph.key: paragraph for paragraph in summary.paragraphs.all()}
    for order, item in enumerate(composed, start=1):
        paragraph = present.pop(item.key, None) or SummaryParagraph(summary=summary, key=item.key)
        paragraph.chapter_title = item.chapter_title
        paragraph.order = order * 10
        paragraph.generated = [[run.text, run.code] for run in item.runs]
        paragraph.save()
    for left in present.values():
        if left.edited:
            left.generated = []
            left.save(update_fields=["generated"])
        else:
            left.delete()


def runs_of(paragraph: SummaryParagraph) -> tuple[Run, ...]:
    """What will be printed. In a paragraph that somebody rewrote, the figures that still stand there keep their codes."""
    generated = [Run(text, code) for text, code in paragraph.generated]
    if paragraph.removed:
        return ()
    if not paragraph.edited:
        return tuple(generated)
    return _marked(paragraph.edited, [run for run in generated if run.code])


def _marked(text: str, figures: list[Run]) -> tuple[Run, ...]:
    runs: list[Run] = []
    rest = text
    for figure in figures:
        before, found, after = rest.partition(figure.text)
        if found and not (before and before[-1].isdigit()):
            runs += [Run(before)] if before else []
            runs.append(figure)
            rest = after
    return tuple(runs + ([Run(rest)] if rest else []))


def strange_numbers(paragraph: SummaryParagraph) -> list[str]:
    """Numbers that somebody typed into the prose and no frozen figure of this paragraph says: shown to the writer."""
    if not paragraph.edited:
        return []
    known = set(NUMBER.findall(paragraph.generated_text))
    return [number for number in NUMBER.findall(paragraph.edited) if number not in known]
