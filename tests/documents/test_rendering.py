import gc
import subprocess
import sys

import pytest
from django.conf import settings as django_settings

from fulian.documents import fonts
from fulian.documents.blocks import Annex, Column, Document, Heading, Paragraph, Run, Table, Title
from fulian.documents.rendering import collector_resting, preview_html, render, render_html, render_pdf

from .reading import lines_of, pages_of, text_of
from .sample import summary

RARE = "玥喆堃婳昇䶮㛃"


def document(*blocks, **options) -> Document:
    return Document("测试", blocks, **options)


def long_table(**options) -> Table:
    return Table((Column("村", 2, "left"), Column("场次")), [(f"第{row}村", row) for row in range(60)], **options)


@pytest.mark.usefixtures("faces")
def test_rare_names_are_printed_and_no_glyph_is_missing():
    names = "王玥、李喆、张堃、陈婳、赵昇、钱䶮、孙㛃、阿依古丽·买买提"
    file = render_pdf(
        document(Heading(1, names), Heading(2, names), Paragraph(names), Table(("姓名",), [[names]], caption=names))
    )
    assert file.missing_glyphs == ()
    assert [character for character in RARE if text_of(file).count(character) != 5] == []
    assert "阿依古丽·买买提" in text_of(file)


@pytest.mark.usefixtures("faces")
def test_a_rare_name_stays_in_its_place_in_the_list_of_annexes():
    annexes = [Annex(f"王{rare}同志事迹材料", ()) for rare in "玥㛃"]
    body = pages_of(render_pdf(document(Paragraph("正文。"), *annexes)))[0]
    assert [line.text for line in lines_of(body)] == ["正文。", "附件：1.王玥同志事迹材料", "2.王㛃同志事迹材料"]


@pytest.mark.usefixtures("without_fangsong")
def test_a_character_that_no_face_can_draw_is_named():
    assert render_pdf(document(Paragraph("字\U0003fffd符"))).missing_glyphs == ("\U0003fffd",)


@pytest.mark.usefixtures("without_fangsong")
def test_text_is_found_as_it_was_typed_although_line_breaks_were_put_right():
    text = "完成“巾帼大宣讲”126场次，占63%～68%，2024—2025年由阿依古丽·买买提主讲。"
    file = render_pdf(document(Paragraph(text)))
    assert text in text_of(file)


@pytest.mark.usefixtures("without_fangsong")
def test_the_same_document_gives_the_same_file():
    first, second = render_pdf(summary()), render_pdf(summary())
    assert first == second
    assert first.content.startswith(b"%PDF-")
    assert first.pages == len(pages_of(first)) > 4


@pytest.mark.usefixtures("without_fangsong")
def test_headings_close_up_when_a_chapter_is_left_out():
    text = text_of(render_pdf(document(Heading(1, "思想引领"), Heading(1, "家庭建设"), Heading(2, "选树典型"))))
    assert "一、思想引领二、家庭建设（一）选树典型" in text


@pytest.mark.usefixtures("without_fangsong")
def test_a_table_repeats_its_header_and_says_that_it_goes_on():
    first, *rest = pages_of(render_pdf(document(long_table(caption="各村活动"), Paragraph("正文。"))))
    assert len(rest) >= 1
    assert "续表" not in first.extract_text()
    for page in rest:
        words = page.extract_text().split("\n")
        assert words[0].replace("\u3000", "").replace(" ", "") == "续表各村活动"
        assert words[1].split() == ["村", "场次"]


@pytest.mark.usefixtures("without_fangsong")
def test_a_table_without_a_caption_goes_on_under_the_title_of_its_annex():
    note = "截至2025年11月30日；应报1104份，已报1098份；12月尚未锁定，有关数据以锁定后为准</style>"
    last = pages_of(render_pdf(document(Annex("各村活动", (long_table(),)), header_note=note)))[-1]
    lines = ["".join(line.split()) for line in last.extract_text().split("\n")]
    assert "续表各村活动" in lines
    assert "".join(lines).startswith(note)


@pytest.mark.usefixtures("without_fangsong")
def test_nothing_goes_on_after_the_table_has_ended():
    pages = pages_of(render_pdf(document(long_table(caption="各村活动"), Annex("说明", (Paragraph("正文。"),)))))
    assert "续表" not in pages[-1].extract_text()


@pytest.mark.usefixtures("without_fangsong")
def test_a_watermark_lies_behind_the_text_of_every_page():
    for page in pages_of(render_pdf(summary(watermark="草稿"))):
        large = [position for position, char in enumerate(page.chars) if char["text"] in "草稿" and char["size"] > 50]
        assert len(large) == 2
        assert max(large) == 1  # drawn first, so behind
        assert page.chars[large[0]]["non_stroking_color"][0] > 0.85


@pytest.mark.usefixtures("without_fangsong")
def test_codes_are_printed_only_in_the_edition_that_shows_them():
    paragraph = Paragraph((Run("开展宣讲126场次", code="TALK-02"), "。"))
    assert "TALK-02" not in text_of(render_pdf(document(paragraph)))
    assert "TALK-02" in text_of(render_pdf(document(paragraph, show_codes=True)))


@pytest.mark.usefixtures("without_fangsong")
def test_an_annex_begins_a_new_page_with_its_label_and_the_title_on_the_third_line():
    body, annex = pages_of(render_pdf(document(Paragraph("正文。"), Annex("先进名单", (Paragraph("内容。"),)))))
    assert "附件：先进名单" in "".join(body.extract_text().split())
    label, title = lines_of(annex)[0], lines_of(annex, size=22)[0]
    assert label.text == "附件"
    assert (title.y - label.y) / 28.95 == pytest.approx(2, abs=0.35)


@pytest.mark.usefixtures("without_fangsong")
def test_a_document_may_load_nothing_from_outside():
    from fulian.documents.fetching import OwnDataOnly

    for address in ("file:///etc/passwd", "http://127.0.0.1/x", "https://example.org/"):
        with pytest.raises(ValueError, match="nothing from outside"):
            OwnDataOnly().fetch(address)
    assert OwnDataOnly().fetch("data:text/plain,x").read() == b"x"


@pytest.mark.usefixtures("without_fangsong")
def test_markup_in_a_text_stays_text():
    text = '<img src="file:///etc/passwd"> & <b>'
    assert "<b>" not in preview_html(
        document(Heading(1, text), Paragraph(text), Table((text,), [[text]], caption=text, note=text))
    )
    assert "".join(text.split()) in text_of(render_pdf(document(Paragraph(text))))


def test_the_preview_holds_nothing_that_a_strict_policy_forbids():
    html = preview_html(summary(show_codes=True, watermark="草稿"))
    assert "style" not in html
    assert "<script" not in html
    assert " on" not in html.replace(" on the", "")
    assert "\u200b" not in html
    assert "\u2060" not in html


def test_the_page_for_print_is_one_whole_html_document():
    html = render_html(summary())
    assert html.startswith('<!DOCTYPE html><html lang="zh-CN">')
    assert "截至2025年11月30日" in html


def test_the_suffix_decides_what_is_made(without_fangsong):
    assert render(document(Paragraph("正文。")), ".pdf").content.startswith(b"%PDF-")
    assert render(document(Paragraph("正文。")), ".DOCX").content.startswith(b"PK")
    with pytest.raises(ValueError, match=r"\.pdf or a \.docx"):
        render(document(), ".odt")


def test_the_collector_rests_while_a_document_is_drawn_and_works_again_after():
    with collector_resting():
        assert not gc.isenabled()
        with collector_resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_web_process_never_imports_weasyprint():
    """It costs two seconds and 100 MB: only workers draw."""
    code = (
        "import django, sys; django.setup(); import fulian.documents.rendering, fulian.documents.charts, fulian.documents.checks;"
        "from fulian.documents.blocks import *; from fulian.documents.rendering import preview_html;"
        "preview_html(Document('x', [Paragraph('x')])); sys.exit('weasyprint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=django_settings.BASE_DIR, check=False)
    assert done.returncode == 0


def test_fontconfig_is_told_of_our_folders(without_fangsong, monkeypatch, tmp_path):
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    fonts.activate()
    written = (tmp_path / "fonts" / "fonts.conf").read_text()
    assert str(tmp_path / "fonts") in written
    assert "pylopdf_fonts_zh_cn" in written


@pytest.mark.usefixtures("faces")
def test_a_sheet_holds_thirty_eight_lines_on_one_landscape_page():
    rows = [(number, "主题宣讲场次", "每月还需83场次") for number in range(1, 39)]
    table = Table((Column("序号"), Column("目标", 3, "left"), Column("说明", 4, "left")), rows, caption="截至11月21日")
    (page,) = pages_of(render_pdf(document(Title("序时进度表"), table, sheet=True)))
    assert page.width > page.height
