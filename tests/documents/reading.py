"""Reads a rendered PDF back: what stands where, in millimetres and points from the upper left corner."""

import io
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

import pdfplumber

from fulian.documents.rendering import RenderedFile
from fulian.documents.stylesheet import SIZE

MM = 72 / 25.4


@dataclass(frozen=True)
class Line:
    """Characters on one baseline. `y` is the baseline in points."""

    y: float
    x0: float
    x1: float
    text: str


def pages_of(file: RenderedFile) -> list:
    with pdfplumber.open(io.BytesIO(file.content)) as pdf:
        pages = pdf.pages
        for page in pages:
            page.chars  # noqa: B018  read while the file is open
        return pages


def lines_of(page, *, size: float = SIZE) -> list[Line]:
    """Lines of the given type size, from top to bottom."""
    rows = defaultdict(list)
    for char in page.chars:
        if abs(char["size"] - size) < 0.05 and char["text"].strip():
            rows[round(page.height - char["matrix"][5], 1)].append(char)
    lines = []
    for y, chars in sorted(rows.items()):
        chars.sort(key=lambda char: char["x0"])
        lines.append(Line(y, chars[0]["x0"], chars[-1]["x1"], "".join(char["text"] for char in chars)))
    return lines


def pitches(lines: list[Line]) -> list[float]:
    return [below.y - above.y for above, below in pairwise(lines)]


def text_of(file: RenderedFile) -> str:
    """All text without spaces and line ends, as a search in the PDF meets it."""
    return "".join("".join(page.extract_text().split()) for page in pages_of(file))


def parsed(xml: str | bytes) -> ElementTree.Element:
    return ElementTree.fromstring(xml)  # noqa: S314  our own output
