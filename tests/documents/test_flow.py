from fulian.documents.blocks import (
    Annex,
    Document,
    Enumeration,
    Heading,
    Paragraph,
    Run,
    Signature,
    Spacer,
    Table,
    Title,
)
from fulian.documents.flow import AnnexList, NumberedHeading, enumeration_runs, lay_out


def body_of(*blocks):
    return list(lay_out(Document("测试", blocks))[0])


def written(enumeration: Enumeration) -> str:
    return "".join(run.text for run in enumeration_runs(enumeration))


def test_items_are_joined_by_semicolons_whatever_marks_they_came_with():
    assert written(Enumeration(("抓组织；", "抓阵地。", "抓队伍"))) == "一是抓组织；二是抓阵地；三是抓队伍。"


def test_items_of_several_sentences_are_joined_by_full_stops():
    assert (
        written(Enumeration(("抓组织。新建12个。", "抓阵地"), style="（1）", lead="今年以来，"))
        == "今年以来，（1）抓组织。新建12个。（2）抓阵地。"
    )


def test_a_heading_on_its_own_line_carries_no_full_stop():
    assert body_of(Heading(1, "主要工作。")) == [NumberedHeading(1, "一、", "主要工作")]


def test_a_run_in_heading_takes_the_paragraph_after_it_into_its_line():
    assert body_of(Heading(3, "选树典型", run_in=True), Paragraph("推荐21户。")) == [
        NumberedHeading(3, "1.", "选树典型。", (Run("推荐21户。"),))
    ]


def test_a_run_in_heading_without_a_paragraph_stands_alone():
    assert body_of(Heading(3, "选树典型", run_in=True), Heading(3, "家庭教育")) == [
        NumberedHeading(3, "1.", "选树典型。", ()),
        NumberedHeading(3, "2.", "家庭教育"),
    ]


def test_numbers_close_up_when_a_chapter_is_left_out():
    chapters = [Heading(1, "思想引领"), Heading(1, "组织建设"), Heading(1, "家庭建设")]
    assert [block.number for block in body_of(chapters[0], chapters[2])] == ["一、", "二、"]


def test_one_blank_line_stands_under_the_title():
    assert body_of(Title("工作总结"), Paragraph("正文。")) == [Title("工作总结"), Spacer(), Paragraph("正文。")]


def test_the_list_of_annexes_stands_before_the_signature():
    annexes = (Annex("名单", ()), Annex("统计表", ()))
    signature = Signature("妇联", "2025年1月5日")
    body, numbered = lay_out(Document("测试", (Paragraph("正文。"), signature, *annexes)))
    assert list(body) == [Paragraph("正文。"), AnnexList(("名单", "统计表")), signature]
    assert [annex.label for annex in numbered] == ["附件1", "附件2"]


def test_a_single_annex_has_no_number():
    body, numbered = lay_out(Document("测试", (Paragraph("正文。"), Annex("全区\n统计表", ()))))
    assert body[-1] == AnnexList(("全区统计表",))
    assert [(annex.label, annex.title_lines) for annex in numbered] == [("附件", ("全区", "统计表"))]


def test_headings_are_counted_anew_in_an_annex():
    document = Document("测试", (Heading(1, "主要工作"), Annex("说明", (Heading(1, "口径"),))))
    assert lay_out(document)[1][0].blocks == (
        Spacer(),
        NumberedHeading(1, "一、", "口径"),
    )


def test_a_table_stands_at_once_under_the_title_of_its_annex():
    table = Table(("村",), [["甲"]])
    assert lay_out(Document("测试", (Annex("统计表", (table,)),)))[1][0].blocks == (table,)
