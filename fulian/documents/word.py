"""Blocks as a Word file that the office goes on working with in WPS: real heading styles, the official faces by name.

The reader's machine has 仿宋_GB2312, 楷体_GB2312, 黑体 and 方正小标宋简体, whatever this server has. A chart comes as the small
table of its figures: Word cannot draw our SVG, and a picture of it would be one that nobody can correct (docs/adr/0005).
"""

import io
import zipfile
from collections.abc import Iterable
from functools import singledispatchmethod

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor

from . import blocks, flow, word_xml
from .stylesheet import BOTTOM, CHARACTERS, LEFT, NUMBER_SIZE, PITCH, RIGHT, TITLE_PITCH, TOP, photo_height
from .text import ems

SIZE = 16  # Word's 三号; the grid below takes 0.2 pt off each character, so that 28 fit
GRID_SPACING = -840
FANGSONG, KAITI, HEITI, SONGTI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
HEADING_FACES = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}
NUMBER_FROM_EDGE = 25.6  # mm from the lower edge of the sheet to the number: its dash then lies 7 mm under the text
ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
EPOCH = (1980, 1, 1, 0, 0, 0)


def word_file(document: blocks.Document) -> bytes:
    return _Writer(document).bytes()


class _Writer:
    def __init__(self, document: blocks.Document):
        self.document = document
        self.word: WordDocument = docx.Document()

    def bytes(self) -> bytes:
        _set_up_styles(self.word, bold=self.document.heading_bold)
        self._metadata()
        section = self.word.sections[0]
        _set_up_page(section, landscape=False)
        self.word.settings.odd_and_even_pages_header_footer = True
        self._furniture(section)
        body, annexes = flow.lay_out(self.document)
        self._all(body)
        for annex in annexes:
            self._annex(annex)
        return _reproducible(self.word)

    def _metadata(self) -> None:
        properties = self.word.core_properties
        properties.title = self.document.title_for_metadata
        properties.subject = self.document.cut_off
        properties.author = properties.comments = ""
        properties.language = "zh-CN"
        word_xml.forget_template(self.word)

    def _furniture(self, section) -> None:
        """Page numbers outside, and what stands in the head of every page."""
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraph = footer.paragraphs[0]
            paragraph.style = self.word.styles["页码"]
            paragraph.alignment = ALIGN[align]
            word_xml.set_indent(paragraph, **{align: 1})
            paragraph.add_run("— ")
            word_xml.add_page_number(paragraph)
            paragraph.add_run(" —")
        for number, header in enumerate((section.header, section.even_page_header), start=1):
            paragraph = header.paragraphs[0]
            paragraph.style = self.word.styles["版头说明"]
            paragraph.add_run(self.document.header_note)
            if self.document.watermark:
                word_xml.add_watermark(paragraph, self.document.watermark, number)

    def _all(self, parts: Iterable[blocks.Block]) -> None:
        for part in parts:
            self._block(part)

    @singledispatchmethod
    def _block(self, block: blocks.Block) -> None:
        raise TypeError(f"{type(block).__name__} cannot stand here.")

    @_block.register
    def _title_block(self, title: blocks.Title) -> None:
        self._title(title.lines)

    @_block.register
    def _subtitle(self, subtitle: blocks.Subtitle) -> None:
        self._paragraph(subtitle.text, "Subtitle")

    @_block.register
    def _body_text(self, paragraph: blocks.Paragraph) -> None:
        self._runs(self._paragraph(style="Body Text"), paragraph.runs, indent=not paragraph.flush)

    @_block.register
    def _spacer(self, spacer: blocks.Spacer) -> None:
        for _ in range(spacer.lines):
            self._paragraph()

    @_block.register
    def _page_break(self, _: blocks.PageBreak) -> None:
        self._paragraph().add_run().add_break(WD_BREAK.PAGE)

    @_block.register
    def _note(self, note: blocks.Note) -> None:
        self._paragraph(note.text, "说明")

    def _paragraph(self, text: str = "", style: str = "Normal"):
        return self.word.add_paragraph(text, style=style)

    def _title(self, lines: tuple[str, ...], style: str = "Title") -> None:
        paragraph = self._paragraph(style=style)
        for position, line in enumerate(lines):
            run = paragraph.add_run(line)
            if position < len(lines) - 1:
                run.add_break()

    @_block.register
    def _heading(self, heading: flow.NumberedHeading) -> None:
        if heading.tail is None:
            self._paragraph(heading.number + heading.text, f"Heading {heading.level}")
            return
        paragraph = self._paragraph(style="Body Text")
        run = paragraph.add_run(heading.number + heading.text)
        word_xml.set_fonts(run._r.get_or_add_rPr(), HEADING_FACES[heading.level])  # noqa: SLF001
        run.bold = (self.document.heading_bold and heading.level in {2, 3}) or None
        self._runs(paragraph, heading.tail)

    def _runs(self, paragraph, runs: Iterable[blocks.Run], *, indent: bool = True) -> None:
        if not indent:
            word_xml.set_indent(paragraph)
        for part in runs:
            run = paragraph.add_run(part.text)
            if part.emphasis:
                word_xml.set_fonts(run._r.get_or_add_rPr(), KAITI)  # noqa: SLF001
            if part.code and self.document.show_codes:
                code = paragraph.add_run(part.code)
                code.font.superscript = True
                code.font.color.rgb = RGBColor(0x66, 0x66, 0x66)

    @_block.register
    def _table(self, table: blocks.Table) -> None:
        if table.caption:
            self._paragraph(table.caption, "Caption")
        if table.unit:
            self._paragraph(f"单位：{table.unit}", "表格").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        rows = [tuple(column.label for column in table.columns), *table.rows]
        rows += [table.total_row] if table.total_row else []
        grid = self.word.add_table(rows=len(rows), cols=len(table.columns))
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        word_xml.set_borders(grid)
        self._set_widths(grid, table)
        strong = {0, len(rows) - 1} if table.total_row else {0}
        size = Pt(12) if len(table.columns) <= 5 else Pt(10.5)
        for number, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
            (word_xml.repeat_row if number == 0 else word_xml.keep_row_whole)(row)
            for cell, text, column in zip(row.cells, texts, table.columns, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.style = self.word.styles["表格"]
                paragraph.alignment = ALIGN["center" if number == 0 else column.align]
                run = paragraph.add_run(text)
                run.font.size = size
                if number in strong:
                    word_xml.set_fonts(run._r.get_or_add_rPr(), HEITI)  # noqa: SLF001
        if table.note:
            self._paragraph(table.note, "说明")
        else:
            self._paragraph(style="表格")

    def _set_widths(self, grid, table: blocks.Table) -> None:
        section = self.word.sections[-1]
        is_wide = section.orientation == WD_ORIENT.LANDSCAPE
        room = Mm(297 - TOP - BOTTOM) if is_wide else Mm(210 - LEFT - RIGHT)
        total = sum(column.width_share for column in table.columns)
        for position, column in enumerate(table.columns):
            width = int(room * column.width_share / total)
            grid.columns[position].width = width
            for cell in grid.columns[position].cells:
                cell.width = width

    @_block.register
    def _chart(self, chart: blocks.Chart) -> None:
        if chart.data:
            self._table(chart.data)
        elif chart.alt:
            self._paragraph(f"{chart.caption}：{chart.alt}" if chart.caption else chart.alt, "Body Text")

    @_block.register
    def _photos(self, photos: blocks.Photos) -> None:
        for row in photos.rows:
            height = Mm(photo_height(row, len(photos.rows)))
            paragraph = self._paragraph(style="照片")
            for position, photo in enumerate(row):
                paragraph.add_run(" " if position else "").add_picture(io.BytesIO(photo.content), height=height)
        if photos.caption:
            self._paragraph(photos.caption, "Caption")

    def _annex(self, annex: flow.NumberedAnnex) -> None:
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        _set_up_page(section, landscape=annex.landscape)
        self._paragraph(annex.label, "附件标识")
        self._paragraph()
        self._title(annex.title_lines, "附件标题")
        self._all(annex.blocks)

    @_block.register
    def _annex_list(self, annexes: flow.AnnexList) -> None:
        """附件说明: one blank line, 左空二字; what wraps aligns with the first character of the name."""
        self._paragraph()
        for number, title in enumerate(annexes.titles, start=1):
            label = "附件：" if number == 1 else "　　　"
            count = f"{number}." if len(annexes.titles) > 1 else ""
            paragraph = self._paragraph(f"{label}{count}{title}", "Body Text")
            hanging = ems(label + count)
            word_xml.set_indent(paragraph, left=2 + hanging)
            word_xml.hang(paragraph, hanging)

    @_block.register
    def _signature(self, signature: blocks.Signature) -> None:
        """署名 右空二字 and the date two characters to its right; when the date is the longer one, the date 右空二字."""
        organization, day = ems(signature.organization), ems(signature.date)
        start = CHARACTERS - 2 - organization if organization >= day else CHARACTERS - 4 - day
        self._paragraph()
        for text, left in ((signature.organization, start), (signature.date, start + 2)):
            word_xml.set_indent(self._paragraph(text, "Body Text"), left=max(left, 0))


def _set_up_page(section, *, landscape: bool) -> None:
    """A4 and the margins of the standard; a landscape sheet is the portrait one turned, its top at the binding edge."""
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    edges = (LEFT, TOP, RIGHT, BOTTOM) if landscape else (TOP, RIGHT, BOTTOM, LEFT)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, edges)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(NUMBER_FROM_EDGE - (BOTTOM - RIGHT) if landscape else NUMBER_FROM_EDGE)
    word_xml.set_grid(section, pitch=round(PITCH * 20), spacing=GRID_SPACING)


def _set_up_styles(word: WordDocument, *, bold: bool) -> None:
    style = _style
    style(word, "Normal", FANGSONG, SIZE)
    style(word, "Body Text", FANGSONG, SIZE, indent=2, align="justify")
    style(word, "Title", XIAOBIAOSONG, 22, pitch=TITLE_PITCH, align="center")
    style(word, "Subtitle", KAITI, SIZE, align="center")
    for level, face in HEADING_FACES.items():
        style(word, f"Heading {level}", face, SIZE, indent=2, keep=True, bold=bold and level in {2, 3})
    style(word, "Caption", HEITI, 12, pitch=20, align="center", keep=True)
    style(word, "照片", FANGSONG, SIZE, align="center")
    word.styles[
        "照片"
    ].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE  # an exact line would cut the photo off
    style(word, "表格", SONGTI, 10.5, pitch=18)
    style(word, "说明", SONGTI, 10.5, pitch=18, indent=2)
    style(word, "页码", SONGTI, NUMBER_SIZE, pitch=NUMBER_SIZE)
    style(word, "版头说明", KAITI, 10.5, pitch=14)
    style(word, "附件标识", HEITI, SIZE)
    style(word, "附件标题", XIAOBIAOSONG, 22, pitch=TITLE_PITCH, align="center")


def _style(
    word: WordDocument, name: str, face: str, size: float, *, pitch: float = PITCH, indent: int = 0, align: str = "left",
    keep: bool = False, bold: bool = False,
) -> None:  # fmt: skip
    styles = word.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    word_xml.plain_style(style)
    word_xml.set_fonts(style.element.get_or_add_rPr(), face)
    style.font.size = Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align == "justify" else ALIGN[align]
    shape.keep_with_next = keep
    shape.widow_control = False
    if indent:
        word_xml.indent_style(style, indent)


def _reproducible(word: WordDocument) -> bytes:
    """The same document gives the same bytes: a job that is taken up again must not make a second, different file."""
    first, second = io.BytesIO(), io.BytesIO()
    word.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            entry = zipfile.ZipInfo(item.filename, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(item.filename))
    return second.getvalue()
