"""A Word file as lines: paragraphs and tables in their order, with the numbers that Word counts for itself."""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from fulian.core.chinese import spoken

_RUNS = {
    qn(name)
    for name in ("w:r", "w:hyperlink", "w:ins", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:moveTo")
}
_HAN = {
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "japaneseDigitalTenThousand",
}  # fmt: skip
_CIRCLES = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


def lines_of(content: bytes) -> list[str]:
    """The lines of a .docx; a row of a table is one line with its cells divided by tabs."""
    document = Document(io.BytesIO(content))
    numbering = _Numbering(document)
    return [line for line in _block_lines(document.element.body, numbering) if line.strip()]


def _block_lines(parent: Any, numbering: "_Numbering") -> Iterator[str]:
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(child, numbering)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, numbering)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _block_lines(child, numbering)


def _paragraph(paragraph: Any, numbering: "_Numbering") -> Iterator[str]:
    text = "".join(_words(paragraph))
    if text.strip():
        yield from (numbering.label(paragraph) + text).split("\n")


def _words(element: Any) -> Iterator[str]:
    """What is to be read: no deleted text, no text box (Word keeps each twice), no field codes."""
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag == qn("w:tab"):
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag in _RUNS:
            yield from _words(child)


def _table(table: Any, numbering: "_Numbering") -> Iterator[str]:
    """A cell merged downwards stands in each of its rows, so that each row says who is responsible."""
    above: dict[int, str] = {}
    for row in table.iterchildren(qn("w:tr")):
        cells: list[str] = []
        for cell in row.iterchildren(qn("w:tc")):
            text = "；".join(part.strip() for part in _block_lines(cell, numbering) if part.strip()).replace("\t", " ")
            text = re.sub("([。；;！？：:，,、])；", r"\1", text)
            if _goes_down(cell):
                text = text or above.get(len(cells), "")
            for place in range(len(cells), len(cells) + _width(cell)):
                above[place] = text
                cells.append(text)
        if len(set(cells)) == 1:  # one wide cell: a heading, or a table that is only a frame
            yield from cells[0].split("；") if len(cells[0]) > 200 else cells[:1]
        elif any(cells):
            yield "\t".join(cells)


def _width(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return max(1, min(60, _number(span, 1)))


def _goes_down(cell: Any) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _number(element: Any, default: int) -> int:
    value = element.get(qn("w:val")) if element is not None else None
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,6}", value) else default


class _Level:
    def __init__(self, element: Any):
        self.start = _number(element.find(qn("w:start")), 1)
        form, text = element.find(qn("w:numFmt")), element.find(qn("w:lvlText"))
        self.form = form.get(qn("w:val")) if form is not None else "decimal"
        self.text = (text.get(qn("w:val")) or "") if text is not None else ""


class _Numbering:
    """Word's automatic numbers (w:numPr): counted as Word counts, written as the level's pattern says (第%1章, （%1）)."""

    def __init__(self, document: Any):
        self.levels: dict[str, dict[int, _Level]] = {}
        self.styles = {style.style_id: style.element for style in document.styles}
        self.counts: dict[str, dict[int, int]] = {}
        try:
            root = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:  # no list in it was ever numbered
            return
        abstract = {
            part.get(qn("w:abstractNumId")): {
                _level_of(level): _Level(level) for level in part.iterchildren(qn("w:lvl"))
            }
            for part in root.iterchildren(qn("w:abstractNum"))
        }
        for part in root.iterchildren(qn("w:num")):
            reference = part.find(qn("w:abstractNumId"))
            if reference is not None:
                self.levels[part.get(qn("w:numId"))] = abstract.get(reference.get(qn("w:val")), {})

    def label(self, paragraph: Any) -> str:
        number, level = self._place(paragraph)
        levels = self.levels.get(number, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(number, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if levels[level].form in ("bullet", "none"):
            return ""
        return re.sub("%([1-9])", lambda match: self._written(levels, counts, int(match[1]) - 1), levels[level].text)

    @staticmethod
    def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        if level not in levels:
            return ""
        return written(counts.get(level, levels[level].start), levels[level].form)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, else its style's, else that style's parent's."""
        properties = paragraph.find(qn("w:pPr"))
        style = None
        if properties is not None:
            if (found := _num_pr(properties)) is not None:
                return found
            style = properties.find(qn("w:pStyle"))
        name = style.get(qn("w:val")) if style is not None else None
        for _ in range(8):
            element = self.styles.get(name)
            if element is None:
                break
            own = element.find(qn("w:pPr"))
            if own is not None and (found := _num_pr(own)) is not None:
                return found
            parent = element.find(qn("w:basedOn"))
            name = parent.get(qn("w:val")) if parent is not None else None
        return "", 0


def _level_of(level: Any) -> int:
    value = level.get(qn("w:ilvl")) or "0"
    return int(value) if value.isdigit() else 0


def _num_pr(properties: Any) -> tuple[str, int] | None:
    found = properties.find(qn("w:numPr"))
    if found is None or found.find(qn("w:numId")) is None:
        return None
    return found.find(qn("w:numId")).get(qn("w:val")) or "", _number(found.find(qn("w:ilvl")), 0)


def written(number: int, form: str) -> str:
    """3 as 三, ③, c or 3."""
    if form in _HAN and 0 < number < 10000:
        return spoken(number)
    if form in _CIRCLES and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    return str(number)
