import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from fulian.documents import charts
from fulian.documents.blocks import (
    Annex,
    Document,
    Enumeration,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Spacer,
    Table,
)
from fulian.documents.rendering import render_docx

from .reading import parsed
from .sample import summary


def document(*blocks, **options) -> Document:
    return Document("测试", blocks, **options)


def opened(value: Document):
    return docx.Document(io.BytesIO(render_docx(value).content))


def east_asian(element) -> str:
    return element.rPr.rFonts.get(qn("w:eastAsia"))


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Subtitle", "楷体_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("附件标识", "黑体", 16),
        ("页码", "宋体", 14),
    ],
)
def test_styles_name_the_official_faces_in_their_official_sizes(style, face, size):
    found = opened(summary()).styles[style]
    assert east_asian(found.element) == face
    assert found.font.size == Pt(size)
    assert found.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY


def test_body_lines_have_the_exact_pitch_and_the_page_its_grid_and_margins():
    word = opened(summary())
    assert word.styles["Body Text"].paragraph_format.line_spacing == Pt(28.95)
    section = word.sections[0]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [37, 26, 35, 28]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("linesAndChars", "579")


def test_headings_carry_real_heading_styles_and_the_same_numbers_as_the_pdf():
    word = opened(document(Heading(1, "主要工作"), Heading(2, "思想引领"), Heading(1, "存在问题")))
    assert [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs] == [
        ("Heading 1", "一、主要工作"),
        ("Heading 2", "（一）思想引领"),
        ("Heading 1", "二、存在问题"),
    ]


def test_bold_headings_are_an_option():
    assert [opened(document(heading_bold=bold)).styles["Heading 2"].font.bold for bold in (False, True)] == [
        False,
        True,
    ]


def test_page_numbers_are_fields_outside_on_odd_and_even_pages():
    word = opened(summary())
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        [paragraph] = footer.paragraphs
        assert paragraph.alignment == align
        assert [element.text for element in paragraph._p.iter(qn("w:instrText"))] == [" PAGE "]
        assert paragraph.text == "— 1 —"


def test_a_table_repeats_its_header_row_and_cuts_no_row():
    [table] = opened(document(Table(("村", "场次"), [("甲", 1), ("乙", 2)], total_row=("合计", 3)))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["村", "场次"],
        ["甲", "1"],
        ["乙", "2"],
        ["合计", "3"],
    ]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_codes_and_emphasis():
    runs = (Run("宣讲126场次", code="TALK-02", emphasis=True), Run("。"))
    plain, coded = opened(document(Paragraph(runs))), opened(document(Paragraph(runs), show_codes=True))
    assert (plain.paragraphs[0].text, coded.paragraphs[0].text) == ("宣讲126场次。", "宣讲126场次TALK-02。")
    assert coded.paragraphs[0].runs[1].font.superscript
    assert east_asian(coded.paragraphs[0].runs[0]._r) == "楷体_GB2312"


def test_the_other_blocks_have_their_text_in_order():
    blocks = (
        Heading(3, "选树典型", run_in=True),
        Paragraph("推荐21户。"),
        Enumeration(("抓组织", "抓阵地")),
        Spacer(2),
        PageBreak(),
        Note("数据截至11月30日。"),
        Annex("名单", (Paragraph("内容。"),)),
        Annex("统计表", (), landscape=True),
        Signature("锦和区妇女联合会", "2025年12月10日"),
    )
    word = opened(document(*blocks))
    assert [paragraph.text.strip() for paragraph in word.paragraphs if paragraph.text.strip()] == [
        "1.选树典型。推荐21户。",
        "一是抓组织；二是抓阵地。",
        "数据截至11月30日。",
        "附件：1.名单",
        "2.统计表",
        "锦和区妇女联合会",
        "2025年12月10日",
        "附件1",
        "名单",
        "内容。",
        "附件2",
        "统计表",
    ]
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]


def test_watermark_and_header_note_stand_in_both_heads():
    section = opened(summary(watermark="征求意见稿", header_note="核对版")).sections[0]
    for header in (section.header, section.even_page_header):
        xml = header._element.xml
        assert 'string="征求意见稿"' in xml
        assert "核对版" in xml


def test_metadata_say_title_and_cut_off():
    properties = opened(summary()).core_properties
    assert properties.title == "锦和区清河镇妇女联合会2025年工作总结"
    assert properties.subject == "截至2025年11月30日"
    assert "python" not in (properties.author + properties.comments)


def test_nothing_of_the_foreign_template_is_left():
    with zipfile.ZipFile(io.BytesIO(render_docx(summary()).content)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert b"2013" not in archive.read("docProps/core.xml")
        assert b"ja-JP" not in archive.read("word/settings.xml")
        assert b'w:eastAsia="en-US"' not in archive.read("word/styles.xml")


def test_the_same_document_gives_the_same_file():
    assert render_docx(summary()).sha256 == render_docx(summary()).sha256


def test_every_part_is_well_formed_and_its_elements_stand_in_the_order_of_the_schema():
    """Word refuses a file whose properties are out of order, and python-docx would not notice."""
    with zipfile.ZipFile(io.BytesIO(render_docx(summary(watermark="草稿")).content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    for content in parts.values():
        parsed(content)
    roots = [parsed(parts[name]) for name in ("word/document.xml", "word/styles.xml")]
    for tag, order in SCHEMA_ORDER.items():
        for element in (found for root in roots for found in root.iter(qn(f"w:{tag}"))):
            names = [child.tag for child in element if not child.tag.endswith(("headerReference", "footerReference"))]
            known = [order.index(name) for name in names]
            assert known == sorted(known), names


def _tags(names: str) -> list[str]:
    return [qn(f"w:{name}") for name in names.split()]


SCHEMA_ORDER = {
    "pPr": _tags(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
        "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
        "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "tblPr": _tags("tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
                   "tblBorders shd tblLayout tblCellMar tblLook"),
    "sectPr": _tags("footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
                    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"),
    "rPr": _tags("rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
                 "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
                 "rtl cs em lang eastAsianLayout specVanish oMath"),
}  # fmt: skip


def test_a_chart_comes_with_its_figures():
    chart = charts.chart_block(charts.bar_chart, ("甲", "乙"), (126, 98), unit="场次", title="活动场次")
    [table] = opened(document(chart)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["项目", "场次"], ["甲", "126"], ["乙", "98"]]
