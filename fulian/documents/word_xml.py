"""The few pieces of WordprocessingML that python-docx has no words for."""

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.text.paragraph import Paragraph


def set_fonts(run_properties, face: str) -> None:
    """All four scripts in one face: 仿宋_GB2312 has its own digits, and “ ” must be the Chinese ones."""
    fonts = run_properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)
    fonts.set(qn("w:hint"), "eastAsia")


def set_indent(paragraph: Paragraph, *, first_line: float = 0, left: float = 0, right: float = 0) -> None:
    """Indents in characters, as Word's own dialog writes them: they follow the size of the type."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  python-docx has no public way to its element
    indent = properties.get_or_add_ind()
    for name, characters in (("firstLine", first_line), ("left", left), ("right", right)):
        indent.set(qn(f"w:{name}Chars"), f"{characters * 100:.0f}")
        indent.set(qn(f"w:{name}"), f"{characters * 320:.0f}")


def set_grid(section: Section, *, pitch: int, spacing: int) -> None:
    """Lines and characters of a page; pitch in twentieths of a point, spacing in 1/4096 of a point."""
    properties = section._sectPr  # noqa: SLF001
    grid = properties.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        properties.append(grid)
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(pitch))
    grid.set(qn("w:charSpace"), str(spacing))


def add_page_number(paragraph: Paragraph) -> None:
    """The field that Word fills with the number of the page: five runs, as Word itself writes it."""
    for kind in ("begin", "instruction", "separate", "result", "end"):
        if kind in {"instruction", "result"}:
            element = OxmlElement("w:t" if kind == "result" else "w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = "1" if kind == "result" else " PAGE "
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(element)  # noqa: SLF001


def repeat_row(row) -> None:
    """Print this row again on every page of the table, and never cut it."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def keep_row_whole(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def set_borders(table) -> None:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")  # noqa: SLF001


def add_watermark(paragraph: Paragraph, text: str, number: int) -> None:
    """The drawing that Word itself makes for 水印, so that Word and WPS offer to change or remove it as such."""
    width = min(110 * len(text), 440)
    shape = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        "<w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{width / len(text):.0f}pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
        '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string=""/></v:shape>'
        "</w:pict></w:r>"
    )
    for path in shape.iter("{urn:schemas-microsoft-com:vml}textpath"):
        if path.get("string") is not None:
            path.set("string", text)
    paragraph._p.append(shape)  # noqa: SLF001


def plain_style(style) -> None:
    """Take away what the template's style brings of its own: rules, spacing, theme colours."""
    properties = style.element.get_or_add_pPr()
    for name in ("w:numPr", "w:pBdr", "w:contextualSpacing", "w:ind", "w:spacing"):
        for element in properties.findall(qn(name)):
            properties.remove(element)
    run_properties = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs", "w:b", "w:bCs", "w:i", "w:iCs"):
        for element in run_properties.findall(qn(name)):
            run_properties.remove(element)


def indent_style(style, characters: int) -> None:
    """左空二字 as a property of the style."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(characters * 320))


def hang(paragraph: Paragraph, characters: float) -> None:
    """A hanging indent in characters, in place of the first-line indent."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    for name in ("firstLine", "firstLineChars"):
        indent.attrib.pop(qn(f"w:{name}"), None)
    indent.set(qn("w:hangingChars"), f"{characters * 100:.0f}")
    indent.set(qn("w:hanging"), f"{characters * 320:.0f}")


def forget_template(word) -> None:
    """The template of python-docx is an English one of 2013: its dates, its thumbnail and its languages are not ours."""
    core = word.core_properties._element  # noqa: SLF001
    for name in ("created", "modified"):
        for element in core.findall(f"{{http://purl.org/dc/terms/}}{name}"):
            core.remove(element)
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        relations.pop(key)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    settings = word.settings.element
    for name, attribute, value in (
        ("themeFontLang", "eastAsia", "zh-CN"),
        ("characterSpacingControl", "val", "compressPunctuation"),
    ):
        for element in settings.iter(qn(f"w:{name}")):
            element.set(qn(f"w:{attribute}"), value)
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")  # otherwise Word opens the file in its compatibility mode
