import json
from datetime import date

import pytest

from fulian.documents.blocks import (
    Chart,
    Column,
    Document,
    Enumeration,
    Heading,
    Paragraph,
    Run,
    Signature,
    Table,
    from_json,
    to_json,
)
from fulian.documents.svg import UnsafeSvg

from .sample import summary

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'


def test_a_document_survives_json_unchanged():
    document = summary(watermark="草稿", heading_bold=True, show_codes=True)
    assert Document.from_json(json.dumps(document.to_json(), ensure_ascii=False)) == document


def test_json_leaves_out_what_is_at_its_default():
    assert to_json(Heading(1, "主要工作")) == {"type": "Heading", "level": 1, "text": "主要工作"}


def test_text_alone_becomes_one_run():
    assert Paragraph("走访慰问") == Paragraph((Run("走访慰问"),))


def test_an_enumeration_forgets_empty_items():
    assert len(Enumeration(("抓组织", "", "抓阵地")).items) == 2


def test_cells_become_text():
    assert Table(("项目", "数"), [["走访", 12], ["慰问", None]]).rows == (("走访", "12"), ("慰问", ""))


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="2 columns"):
        Table((Column("项目"), Column("数")), [["走访"]])


def test_a_heading_of_level_five_is_refused():
    with pytest.raises(ValueError, match="level 1 to 4"):
        Heading(5, "过深")


def test_a_date_is_written_without_idle_zeros():
    assert Signature("妇联", date(2025, 1, 5)).date == "2025年1月5日"


def test_an_unknown_block_is_refused():
    with pytest.raises(ValueError, match="Unknown block"):
        from_json({"type": "Script"})


def test_something_else_than_a_document_is_refused_as_a_document():
    with pytest.raises(ValueError, match="not a frozen document"):
        Document.from_json(to_json(Heading(1, "主要工作")))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<text style="fill:red">x</text>',
        '<rect onclick="x()"/>',
        '<rect fill="url(http://example.org/x)"/>',
        '<image href="file:///etc/passwd"/>',
        "<a><text>x</text></a>",
        "<!-- x -->",
        "<rect>",
    ],
)
def test_a_drawing_with_anything_active_in_it_is_refused(inside):
    with pytest.raises(UnsafeSvg):
        Chart(SVG.format(inside))
