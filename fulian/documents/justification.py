"""Flush right edges for Chinese text.

CSS calls it `text-justify: inter-character`; WeasyPrint 70 only widens spaces, of which Chinese has none, so every line that
ends before a mark or holds digits would stop short. This replaces its one function that spreads a line. Imported by workers
only; tests/documents/test_grid.py measures the right edge, so a WeasyPrint that changes inside is noticed.
"""

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

INVISIBLE = "\u200b\u2060"
MOST = 0.5  # of a character; a line that lacks more than that per gap is better left as it is


def install() -> None:
    inline.justify_line = spread_line


def spread_line(context, line, extra_width: float) -> None:
    """Share what a line lacks among the gaps between all its characters."""
    texts = list(_texts(line))
    gaps = sum(len(box.text) for box in texts) - 1
    if texts:
        gaps -= len(texts[-1].text) - len(texts[-1].text.rstrip(INVISIBLE))
    if gaps < 1:
        return
    spacing = extra_width / gaps
    if spacing <= MOST * line.style["font_size"]:
        _shift(line, spacing, 0)


def _texts(box):
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _texts(child)


def _shift(box, spacing: float, advance: float) -> float:
    """Move a box by what was added before it, widen it by what is added inside, return the sum."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        box.style = box.style.copy()
        normal = box.style["letter_spacing"]
        box.style["letter_spacing"] = spacing + (0 if normal == "normal" else normal)
        added = spacing * len(box.text)
        box.width += added
        return advance + added
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.position_x += advance
        before = advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _shift(child, spacing, advance)
        box.width += advance - before
    else:
        box.translate(advance, 0)
    return advance
