import contextlib
import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from fulian.core.exceptions import Refused
from plans.reading import MAXIMUM_BYTES, MAXIMUM_CHARACTERS, read_plan, text_of

WORDS = "2026年工作计划\n一、办茶会５场。"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000"
    "01f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def refusal(name, content):
    with pytest.raises(Refused) as caught:
        text_of(name, content)
    return caught.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_every_encoding_that_notepad_writes(encoding):
    assert text_of("计划.txt", WORDS.encode(encoding)) == WORDS


def test_a_word_file_is_read_with_its_tables_in_their_place():
    document = Document()
    document.add_paragraph("2026年工作要点")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ["任务", "责任部室", "完成时限"], strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ["举办茶会8场", "发展部", "6月底"], strict=True):
        cell.text = text
    document.add_paragraph("附：说明")
    text = text_of("要点.docx", saved(document))
    assert text == "2026年工作要点\n任务\t责任部室\t完成时限\n举办茶会8场\t发展部\t6月底\n附：说明"
    assert [(t.text, t.department) for t in read_plan(text).all_tasks()][-1] == ("举办茶会8场", "发展部")


def test_a_cell_merged_downwards_stands_in_each_of_its_rows():
    document = Document()
    table = document.add_table(rows=3, cols=2)
    for row, text in zip(table.rows, ["任务", "办茶会", "访老人"], strict=True):
        row.cells[0].text = text
    table.cell(0, 1).text = "责任部室"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "家儿部"
    assert text_of("表.docx", saved(document)) == "任务\t责任部室\n办茶会\t家儿部\n访老人\t家儿部"


NUMBERING = """<w:abstractNum {ns} w:abstractNumId="77">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>"""


def numbered(document, text, level):
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))


def test_numbers_that_word_counts_itself_are_written_out():
    document = Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in [("阵地", 0), ("建设", 1), ("书香角", 2), ("议事角", 2), ("管理", 1), ("评比", 2), ("活动", 0)]:
        numbered(document, text, level)
    lines = text_of("计划.docx", saved(document)).split("\n")
    assert lines == ["一、阵地", "（一）建设", "1.书香角", "2.议事角", "（二）管理", "1.评比", "二、活动"]


def test_what_was_struck_out_in_review_is_not_read():
    document = Document()
    paragraph = document.add_paragraph("办茶会5场")._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>办茶会9场</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>以上</w:t></w:r></w:ins>"))
    assert paragraph.find(qn("w:del")) is not None
    assert text_of("计划.docx", saved(document)) == "办茶会5场以上"


def test_a_scan_says_that_it_holds_no_words():
    document = Document()
    document.add_picture(io.BytesIO(PIXEL))
    assert "只有图片" in refusal("扫描.docx", saved(document))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("计划.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为"),
        ("计划.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
        ("计划.pdf", b"%PDF-1.7 ...", "复制粘贴"),
        ("计划.docx", b"%PDF-1.7 ...", "复制粘贴"),
        ("计划.jpg", b"\xff\xd8\xff\xe0", "图片"),
        ("计划.rtf", b"{\\rtf1 ...}", "另存为"),
        ("计划.doc", b"<html><body>1</body></html>", "另存为"),
        ("计划.txt", b"", "没有文字"),
        ("计划.txt", b" \r\n\t", "没有文字"),
        ("计划.txt", b"\x00\x01\x02binary", ".docx"),
        ("计划.txt", b"\xff\xff\xff\x80", "编码"),
        ("计划.docx", b"PK\x03\x04 broken", "损坏"),
        ("计划.txt", b"a" * (MAXIMUM_BYTES + 1), "5 MB"),
        ("计划.txt", b"a" * (MAXIMUM_CHARACTERS + 1), "5 万字"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(name, content, said):
    assert said in refusal(name, content)


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def test_a_zip_that_is_no_word_file_is_refused():
    assert ".docx" in refusal("表.xlsx", packed(xl__workbook="x"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = packed(**{"word__document.xml": b"0" * (25 * 1024 * 1024)})
    assert len(bomb) < MAXIMUM_BYTES
    assert "解压" in refusal("计划.docx", bomb)


def test_a_word_file_with_broken_words_is_refused():
    assert "损坏" in refusal(
        "计划.docx", packed(**{"word__document.xml": b"<w:document", "[Content_Types].xml": b"<Types/>"})
    )


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(Refused):
        assert text_of("x", content).strip()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_damaged_word_file_is_read_or_refused(place, byte):
    content = bytearray(saved(_sample()))
    content[place % len(content)] = byte
    with contextlib.suppress(Refused):
        text_of("x.docx", bytes(content))


def _sample():
    document = Document()
    document.add_paragraph("一、办茶会5场，访老人30户，评选家庭10户，走访姐妹20名。")
    return document
