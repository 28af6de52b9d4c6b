"""A document as a file: PDF through WeasyPrint, .docx through python-docx; and as HTML for the bench and the page preview.

WeasyPrint is imported inside the functions: it costs two seconds and 100 MB, and only workers need it.
"""

import gc
import hashlib
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from .blocks import Document
from .fonts import Fonts, activate, find_fonts
from .markup import Markup
from .stylesheet import stylesheet

# Pango's faces are shared by all renders of a process; a worker that uses threads takes turns.
ONE_AT_A_TIME = threading.Lock()
GLYPH = re.compile(r"notdef glyph.*\(U\+([0-9A-F]+)\)")


@dataclass(frozen=True)
class RenderedFile:
    """`pages` is 0 for Word, which lays out when it opens. `missing_glyphs` are the characters that no face could draw."""

    content: bytes
    pages: int
    sha256: str
    missing_glyphs: tuple[str, ...] = ()

    @classmethod
    def of(cls, content: bytes, *, pages: int = 0, missing_glyphs: tuple[str, ...] = ()) -> "RenderedFile":
        return cls(content, pages, hashlib.sha256(content).hexdigest(), missing_glyphs)


def render_html(document: Document) -> str:
    """The whole page that WeasyPrint is given. Needs `fonts.activate()` where somebody else renders it (the bench)."""
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(document.title_for_metadata)}</title>'
        f'<meta name="description" content="{escape(document.cut_off)}">'
        f"<style>{stylesheet(document, find_fonts())}</style></head><body>{Markup(document, for_print=True).html()}</body></html>"
    )


def preview_html(document: Document) -> str:
    """The same document for a page: classes only (static/css/documents.css), no inline style, safe under a strict CSP."""
    return f'<article class="document-preview" lang="zh-CN">{Markup(document, for_print=False).html()}</article>'


def render_pdf(document: Document) -> RenderedFile:
    """The PDF. The garbage collector rests meanwhile: there is nothing to find in a tree that is still being built."""
    activate()
    from weasyprint import HTML

    from . import justification
    from .fetching import OwnDataOnly

    justification.install()
    with ONE_AT_A_TIME, collector_resting(), missing_glyphs() as missing:
        faces = _font_configuration(find_fonts())
        page_run = HTML(string=render_html(document), url_fetcher=OwnDataOnly()).render(font_config=faces)
        content = page_run.write_pdf()
        pages = len(page_run.pages)
    return RenderedFile.of(content, pages=pages, missing_glyphs=tuple(missing))


@lru_cache(maxsize=1)
def _font_configuration(_: Fonts):
    """Opened faces, kept for the life of the worker: each new configuration would map 100 MB of font files again."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def render_docx(document: Document) -> RenderedFile:
    from .word import word_file

    return RenderedFile.of(word_file(document))


def render(document: Document, suffix: str) -> RenderedFile:
    """By the suffix of the file that is wanted."""
    match suffix.lower():
        case ".pdf":
            return render_pdf(document)
        case ".docx":
            return render_docx(document)
    raise ValueError(f"A document becomes a .pdf or a .docx, not {suffix!r}.")


@contextmanager
def collector_resting() -> Iterator[None]:
    """No garbage collection inside; whoever had it off already keeps it off."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


class _GlyphHandler(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if match := GLYPH.search(record.getMessage()):
            self.characters[chr(int(match[1], 16))] = None


@contextmanager
def missing_glyphs() -> Iterator[dict[str, None]]:
    """Collects the characters that WeasyPrint prints as boxes: it says so in its log and nowhere else."""
    handler = _GlyphHandler()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield handler.characters
    finally:
        logger.removeHandler(handler)
