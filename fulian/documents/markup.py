"""Blocks as HTML: for the PDF (with the sizes that only paper needs) and for the page preview (classes only)."""

import re
from collections.abc import Iterable, Iterator
from functools import singledispatchmethod
from html import escape

from . import blocks, flow
from .fonts import find_fonts
from .stylesheet import photo_height, title_height
from .text import ems

# 连接号 and 间隔号 never begin a line. Pango knows the other marks of GB/T 15834; a pair —— may begin a line.
TIED = re.compile(r"(?<=\S)((?<!—)—(?!—)|[～~·])")
NO_BREAK = "\u2060"
# Pango never breaks beside a quotation mark, because in English it might belong to either side. In Chinese it may: before “
# and after ”. Both marks are dropped while drawing, so that a search in the PDF finds the text as it was typed.
OPENING = re.compile(r"(?<=[^\x00-\x7f“‘（《〈〔【])(?=[“‘])")
CLOSING = re.compile(r"(?<=[”’])(?=[^”’、，。；：！？）》〉〕】%—…～·\s])")
BREAK = "\u200b"
QUOTES = re.compile(r"[“”‘’]+")
BIG_TABLE_COLUMNS = 5


class Markup:
    """Writes one document. `for_print` adds what a strict CSP forbids on a page: inline sizes, and ties against bad breaks."""

    def __init__(self, document: blocks.Document, *, for_print: bool):
        self.document = document
        self.for_print = for_print
        self.fonts = find_fonts()
        self.annex_title = ""

    def html(self) -> str:
        body, annexes = flow.lay_out(self.document)
        return self._all(body) + "".join(map(self._annex, annexes))

    def _all(self, parts: Iterable[blocks.Block]) -> str:
        return "".join(map(self._block, parts))

    @singledispatchmethod
    def _block(self, block: blocks.Block) -> str:
        raise TypeError(f"{type(block).__name__} cannot stand here.")

    @_block.register
    def _title_block(self, title: blocks.Title) -> str:
        return self._title(title.lines)

    @_block.register
    def _subtitle(self, subtitle: blocks.Subtitle) -> str:
        return f'<p class="sub"><span class="h3">{self._kai(subtitle.text)}</span></p>'

    @_block.register
    def _paragraph(self, paragraph: blocks.Paragraph) -> str:
        start = '<p class="f">' if paragraph.flush else "<p>"
        return f"{start}{self._runs(paragraph.runs)}</p>"

    @_block.register
    def _spacer(self, spacer: blocks.Spacer) -> str:
        return '<div class="s"></div>' * spacer.lines

    @_block.register
    def _page_break(self, _: blocks.PageBreak) -> str:
        return '<div class="new"></div>'

    @_block.register
    def _note(self, note: blocks.Note) -> str:
        return f'<p class="note">{self._text(note.text, "song")}</p>'

    def _text(self, text: str, role: str = "body") -> str:
        """Escaped text; in print with its line breaks put right and the characters marked that the role's face lacks."""
        if not self.for_print:
            return escape(text)
        tied = CLOSING.sub(BREAK, OPENING.sub(BREAK, TIED.sub(NO_BREAK + r"\1", text)))
        lacking = self.fonts.stacks[role].lacks(text)
        if not lacking:
            return escape(tied)
        # Apart from the rest of the line: a second face in one text box would move the whole box off the grid.
        pattern = f"([{re.escape(''.join(sorted(lacking)))}]+)"
        parts = re.split(pattern, tied)
        return "".join(
            f'<span class="rare">{escape(part)}</span>' if position % 2 else escape(part)
            for position, part in enumerate(parts)
        )

    def _kai(self, text: str) -> str:
        """Text in 楷体: the free face draws “ ” half as wide as a character, so they come from the body's face."""
        if not self.for_print:
            return escape(text)
        parts = re.split(f"({QUOTES.pattern})", text)
        return "".join(
            f'<span class="q">{part}</span>' if position % 2 else self._text(part, "kai")
            for position, part in enumerate(parts)
        )

    def _runs(self, runs: Iterable[blocks.Run]) -> str:
        parts = []
        for run in runs:
            text = f'<span class="e">{self._kai(run.text)}</span>' if run.emphasis else self._text(run.text)
            parts.append(text)
            if run.code and self.document.show_codes:
                parts.append(f'<span class="code">{escape(run.code)}</span>')
        return "".join(parts)

    def _title(self, lines: tuple[str, ...]) -> str:
        size = f' style="min-height:{title_height(len(lines)):.2f}pt"' if self.for_print else ""
        return f"<h1{size}>{'<br>'.join(self._text(line, 'title') for line in lines)}</h1>"

    @_block.register
    def _heading(self, heading: flow.NumberedHeading) -> str:
        text = self._heading_text(heading.level, heading.number + heading.text)
        tag = f"h{heading.level + 1}"
        if heading.tail is None:
            return f'<{tag}><span class="{tag}">{text}</span></{tag}>'
        return f'<p><span class="{tag}">{text}</span>{self._runs(heading.tail)}</p>'

    def _heading_text(self, level: int, text: str) -> str:
        return self._kai(text) if level == 2 else self._text(text, "hei" if level == 1 else "body")

    @_block.register
    def _table(self, table: blocks.Table) -> str:
        parts = [f'<p class="cap">{self._text(table.caption, "hei")}</p>'] if table.caption else []
        if table.unit:
            parts.append(f'<p class="unit">单位：{escape(table.unit)}</p>')
        big = ' class="big"' if len(table.columns) <= BIG_TABLE_COLUMNS else ""
        head = "".join(f"<th>{self._text(column.label, 'hei')}</th>" for column in table.columns)
        # On a phone a wide table scrolls sideways inside its own frame, which the keyboard must reach too.
        name = table.caption or self.annex_title
        frame = f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(name or "表格")}">'
        opening, closing = ("", "") if self.for_print else (frame, "</div>")
        parts.append(f"{opening}<table{big}>{self._widths(table)}<thead><tr>{head}</tr></thead><tbody>")
        parts += self._rows(table, f"续表　{name}" if name and self.for_print else "")
        parts.append(f"</tbody></table>{closing}")
        if name and self.for_print:
            parts.append('<div class="done"></div>')
        if table.note:
            parts.append(f'<p class="note">{self._text(table.note, "song")}</p>')
        return "".join(parts)

    def _rows(self, table: blocks.Table, continued: str) -> Iterator[str]:
        """The first row carries what the next page prints above the repeated header, the total is marked."""
        aligned = [{"left": ' class="l"', "right": ' class="r"'}.get(column.align, "") for column in table.columns]
        mark = f' class="c" data-c="{escape(continued)}"' if continued else ""
        for row in table.rows:
            yield f"<tr{mark}>{self._cells(row, aligned)}</tr>"
            mark = ""
        if table.total_row:
            yield f'<tr class="sum">{self._cells(table.total_row, aligned)}</tr>'

    def _cells(self, row: tuple[str, ...], aligned: list[str]) -> str:
        return "".join(f"<td{css}>{self._text(cell, 'song')}</td>" for cell, css in zip(row, aligned, strict=True))

    def _widths(self, table: blocks.Table) -> str:
        if not self.for_print:
            return ""
        total = sum(column.width_share for column in table.columns)
        columns = "".join(f'<col style="width:{column.width_share / total:.2%}">' for column in table.columns)
        return f"<colgroup>{columns}</colgroup>"

    @_block.register
    def _chart(self, chart: blocks.Chart) -> str:
        size = f' style="width:{chart.width_mm:g}mm"' if self.for_print else ""
        caption = f"<figcaption>{self._text(chart.caption, 'hei')}</figcaption>" if chart.caption else ""
        return f"<figure{size}>{chart.svg}{caption}</figure>"

    @_block.register
    def _photos(self, photos: blocks.Photos) -> str:
        rows = "".join(self._photo_row(row, photo_height(row, len(photos.rows)), photos.alt) for row in photos.rows)
        caption = f"<figcaption>{self._text(photos.caption, 'hei')}</figcaption>" if photos.caption else ""
        return f'<figure class="photos">{rows}{caption}</figure>' if rows else ""

    def _photo_row(self, row: tuple[blocks.Photo, ...], height: float, alt: str) -> str:
        """Widths in the measure of the shapes, so that a row is as high throughout; on a page CSS arranges them."""
        images = "".join(
            f'<img src="{photo.data_url}" alt="{escape(alt)}"{self._photo_size(photo, height)}>' for photo in row
        )
        return f'<div class="photo-row">{images}</div>'

    def _photo_size(self, photo: blocks.Photo, height: float) -> str:
        return (
            f' style="height:{height:.1f}mm;width:{height * photo.width / photo.height:.1f}mm"'
            if self.for_print
            else ""
        )

    def _annex(self, annex: flow.NumberedAnnex) -> str:
        wide = " wide" if annex.landscape else ""
        title = self._title(annex.title_lines)
        self.annex_title = "".join(annex.title_lines)
        return f'<section class="annex{wide}"><p class="al">{annex.label}</p>{title}{self._all(annex.blocks)}</section>'

    @_block.register
    def _annex_list(self, annexes: flow.AnnexList) -> str:
        """附件：1.… 左空二字; a name that wraps aligns with its own first character; no mark after the name."""
        titles = annexes.titles
        if len(titles) == 1:
            return f'<div class="list"><p class="one"><b>附件：</b>{self._text(titles[0])}</p></div>'
        lines = [
            f'<p>{"<b>附件：</b>" if number == 1 else ""}<span class="n">{number}.</span>{self._text(title)}</p>'
            for number, title in enumerate(titles, start=1)
        ]
        return f'<div class="list">{"".join(lines)}</div>'

    @_block.register
    def _signature(self, signature: blocks.Signature) -> str:
        """署名 右空二字, the date two characters to the right of it; the longer of the two decides (GB/T 9704 7.3.5.2)."""
        long = " long" if ems(signature.organization) >= ems(signature.date) else ""
        return (
            f'<div class="sign"><p>{self._text(signature.organization)}</p>'
            f'<p class="date{long}">{escape(signature.date)}</p></div>'
        )
