"""The page of GB/T 9704, measured on the PDF."""

import pytest

from fulian.documents.blocks import Annex, Column, Document, Heading, PageBreak, Paragraph, Run, Table
from fulian.documents.rendering import render_pdf
from fulian.documents.stylesheet import PITCH, SIZE

from .reading import MM, lines_of, pages_of, pitches

pytestmark = pytest.mark.usefixtures("faces")

PLAIN = "全区各级妇女联合会组织认真学习深入调研扎实推进"


def document(*blocks, **options) -> Document:
    return Document("测试", blocks, **options)


def plain_text(characters: int) -> str:
    return (PLAIN * (characters // len(PLAIN) + 1))[:characters]


def test_a_full_page_has_22_lines_of_28_characters():
    pages = pages_of(render_pdf(document(Paragraph(plain_text(28 * 22 + 5), flush=True))))
    assert [[len(line.text) for line in lines_of(page)] for page in pages] == [[28] * 22, [5]]


def test_lines_follow_each_other_at_one_pitch_whatever_stands_in_them():
    text = "王玥、李喆、张堃、陈婳、赵昇、钱䶮、孙㛃参加“三八”活动126场次，完成率63%～68%，" * 9
    headings = (Heading(1, "主要工作"), Heading(2, "强化“思想引领”"), Heading(3, "开展宣讲", run_in=True))
    [page] = pages_of(
        render_pdf(
            document(Paragraph((Run("要点", "A-01", emphasis=True),)), *headings, Paragraph(text), show_codes=True)
        )
    )
    found = pitches(lines_of(page))
    assert len(found) >= 10
    assert found == pytest.approx([PITCH] * len(found), abs=0.06)


def test_the_text_box_has_the_margins_of_the_standard():
    page = pages_of(render_pdf(document(Paragraph(plain_text(28 * 22), flush=True))))[0]
    lines = lines_of(page)
    assert page.width / MM == pytest.approx(210, abs=0.1)
    assert page.height / MM == pytest.approx(297, abs=0.1)
    assert {round(line.x0 / MM) for line in lines} == {28}
    # the first baseline: half the leading and most of the character under the upper edge of the text box
    assert 37 < (lines[0].y - SIZE * 0.9) / MM < 40
    assert lines[-1].y / MM < 297 - 35
    assert lines[-1].y / MM > 297 - 35 - 4


def test_lines_end_flush_at_the_right_edge_although_marks_and_digits_shift_the_characters():
    text = "开展“巾帼大宣讲”126场次，覆盖8640余人次；慰问235名，发放12.5万元，走访1204户次，调解67件次、" * 6
    [page] = pages_of(render_pdf(document(Paragraph(text))))
    ends = [line.x1 / MM for line in lines_of(page)[:-1]]
    assert len(ends) > 8
    assert max(ends) - min(ends) < 3  # a comma fills only the left of its square
    assert all(end < 184.4 for end in ends)


def test_a_paragraph_begins_two_characters_in():
    [page] = pages_of(render_pdf(document(Paragraph(plain_text(60)))))
    first, second, _ = lines_of(page)
    assert first.x0 - second.x0 == pytest.approx(2 * SIZE, abs=1.2)


def test_no_line_begins_with_a_mark_that_belongs_to_the_line_before():
    clauses = [
        "深入学习",
        "“她力量”宣讲",
        "完成率63%～68%",
        "阿依古丽·买买提",
        "2024—2025年",
        "（含线上）",
        "《办法》",
        "走访慰问困境妇女",
    ]
    marks = ["，", "。", "；", "、", "：", "！", "？"]
    text = "".join(
        clauses[(number * 3) % len(clauses)] + "妇" * (number % 5) + marks[number % len(marks)] for number in range(240)
    )
    lines = [line.text for page in pages_of(render_pdf(document(Paragraph(text)))) for line in lines_of(page)]
    assert len(lines) > 60
    assert [line for line in lines if line[0] in "。，、；：！？”’）〕》」%～—·"] == []
    assert [line for line in lines if line[-1] in "“‘（〔《「"] == []


def test_a_line_may_break_before_an_opening_and_after_a_closing_quotation_mark():
    """Otherwise a quoted name drags its neighbours to the next line and leaves a hole."""
    text = plain_text(28) + "“妇联”" + plain_text(24) + "妇联"
    [page] = pages_of(render_pdf(document(Paragraph(text, flush=True))))
    assert [len(line.text) for line in lines_of(page)][:2] == [28, 28]


def test_quotation_marks_are_as_wide_as_a_character():
    [page] = pages_of(render_pdf(document(Heading(2, "做强“云上”服务"), Paragraph("“三八”"))))
    widths = {round(char["x1"] - char["x0"], 1) for char in page.chars if char["text"] in "“”"}
    assert list(widths) == pytest.approx([SIZE] * len(widths), abs=0.1)


def test_page_numbers_stand_outside_seven_millimetres_under_the_text():
    pages = pages_of(
        render_pdf(document(Paragraph("一"), PageBreak(), Paragraph("二"), Annex("名单", [Paragraph("三")])))
    )
    for number, page in enumerate(pages, start=1):
        [line] = lines_of(page, size=14)
        assert line.text == f"—{number}—"
        if number % 2:
            assert line.x1 / MM == pytest.approx(210 - 26 - 4.94, abs=0.6)  # 右空一字
        else:
            assert line.x0 / MM == pytest.approx(28 + 4.94, abs=0.6)  # 左空一字
        dash = next(char for char in page.chars if char["text"] == "—")
        middle = page.height - dash["matrix"][5] - 0.2675 * 14  # Noto Serif draws its dash 0.2675 em above the baseline
        assert middle / MM == pytest.approx(297 - 35 + 7, abs=0.4)


def test_a_landscape_annex_keeps_the_place_of_the_number_on_the_sheet():
    wide = Annex("统计表", [Table([Column("项目")], [["内容"]]), PageBreak(), Paragraph("二")], landscape=True)
    odd_body, even, odd = pages_of(render_pdf(document(Paragraph("一"), wide)))
    assert odd_body.width < odd_body.height
    for page in (even, odd):
        assert page.width / MM == pytest.approx(297, abs=0.1)
        dashes = [char for char in page.chars if char["text"] == "—"]
        assert len(dashes) == 2
        assert all(20 < char["x0"] / MM < 35 for char in dashes)  # turned: the sheet's lower edge is at the left
    assert max(char["bottom"] for char in even.chars if char["text"] == "—") / MM < 70
    assert min(char["top"] for char in odd.chars if char["text"] == "—") / MM > 150
