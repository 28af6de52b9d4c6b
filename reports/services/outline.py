"""The outline: which sentences a summary may say, in which order. Rows that a district edits, from the portal's own set."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from reports.models import SummaryChapter, SummarySentence
from reports.services.templates import Slot, check, slots

OUTLINE = Path(__file__).resolve().parent.parent / "summary_outline.toml"


@dataclass(frozen=True)
class OutlineParagraph:
    """Sentences that stand in one paragraph. `key` stays the same whichever of them can be filled."""

    key: str
    chapter_title: str
    sentences: tuple[SummarySentence, ...]


@transaction.atomic
def load_outline() -> int:
    """Add the chapters and sentences that are missing; one that a district has changed stays as it is. How many came."""
    wanted = tomllib.loads(OUTLINE.read_text(encoding="utf-8"))["chapter"]
    present = set(SummarySentence.objects.values_list("code", flat=True))
    new = []
    for place, item in enumerate(wanted, start=1):
        chapter, _ = SummaryChapter.objects.get_or_create(
            code=item["code"], defaults={"title": item["title"], "order": place * 10}
        )
        for number, sentence in enumerate(item["sentence"], start=1):
            check(sentence["template"])
            if sentence["code"] not in present:
                new.append(SummarySentence(chapter=chapter, order=number * 10, **sentence))
    SummarySentence.objects.bulk_create(new)
    return len(new)


def outline_paragraphs() -> list[OutlineParagraph]:
    """In printing order. An empty table means that nobody has made a summary yet: the portal's own set is brought in."""
    if not SummaryChapter.objects.exists():
        load_outline()
    sentences = SummarySentence.objects.filter(active=True, chapter__active=True).select_related("chapter")
    groups: list[list[SummarySentence]] = []
    for sentence in sentences.order_by("chapter__order", "chapter__code", "order", "code"):
        begins = sentence.new_paragraph or not groups or groups[-1][-1].chapter_id != sentence.chapter_id
        if begins:
            groups.append([])
        groups[-1].append(sentence)
    return [OutlineParagraph(group[0].code, group[0].chapter.title, tuple(group)) for group in groups]


def outline_slots() -> list[Slot]:
    return [
        slot
        for paragraph in outline_paragraphs()
        for sentence in paragraph.sentences
        for slot in slots(sentence.template)
    ]
