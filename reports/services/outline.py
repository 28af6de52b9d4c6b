"""The outline: which sentences a summary may say, in which order. Rows that a district edits, from the portal's own set."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.core.measures import LISTINGS, MEASURES, Listing, Measure
from fulian.indicators.models import Indicator
from reports.models import SummaryChapter, SummarySentence
from reports.services.templates import Slot, check, slots

OUTLINE = Path(__file__).resolve().parent.parent / "summary_outline.toml"

TEXTS = (
    "年度",
    "单位",
    "地名",
    "辖区",
    "期间",
    "上级妇联",
    "同级党委",
    "指导思想",
    "计划目标数",
    "计划完成数",
)  # of a snapshot


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


@transaction.atomic
def rewrite_sentence(*, sentence: SummarySentence, template: str, new_paragraph: bool, active: bool, by: Any) -> None:
    """Say it differently from the next summary on; those that are made keep what they say."""
    template = template.strip()
    if not template:
        raise Refused("句子不能为空；不要这一句，就取消“启用”。", field="template")
    check(template)
    if unknown := unknown_slots(template):
        raise Refused(f"没有这样的指标或名单：{'、'.join(unknown)}。", field="template")
    before = sentence.template
    sentence.template, sentence.new_paragraph, sentence.active = template, new_paragraph, active
    sentence.save(update_fields=["template", "new_paragraph", "active"])
    record("reports.sentence_rewrite", by=by, subject=sentence, path="", before=before, after=template, active=active)


def unknown_slots(template: str) -> list[str]:
    """Slots that could never be filled."""
    codes = set(Indicator.objects.values_list("code", flat=True))
    unknown = []
    for slot in slots(template):
        if slot.kind == "figure":
            known = slot.code in codes
        elif slot.kind == "text":
            known = slot.code in TEXTS
        else:
            asked: Listing | Measure | None = (LISTINGS if slot.kind == "list" else MEASURES).get(slot.code)
            known = asked is not None and slot.dimension_codes <= {d.code for d in asked.source.dimensions}
        if not known:
            unknown.append(slot.code)
    return unknown
