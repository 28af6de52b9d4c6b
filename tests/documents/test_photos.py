"""Photos in a document: as they were, none wider than the text, the same in the PDF, in Word and on the page."""

import io

import docx
import pytest
from docx.shared import Mm
from PIL import Image

from fulian.documents.blocks import Document, Photo, Photos, Title, from_json, to_json
from fulian.documents.rendering import preview_html, render_docx, render_pdf
from fulian.documents.stylesheet import PHOTO_MOST, photo_height

from .reading import pages_of

TEXT_WIDTH = 156
MM = 72 / 25.4


def photo(width=400, height=300):
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#9b1c4c").save(content, "JPEG")
    return Photo.of(content.getvalue(), width=width, height=height)


@pytest.mark.parametrize(("number", "rows"), [(0, []), (1, [1]), (2, [2]), (3, [1, 2]), (4, [2, 2])])
def test_photos_stand_two_by_two(number, rows):
    assert [len(row) for row in Photos((photo(),) * number).rows] == rows


@pytest.mark.parametrize("sizes", [[(400, 300)], [(300, 400), (400, 300)], [(4000, 300)], [(300, 4000), (300, 400)]])
def test_a_row_is_never_wider_than_the_text_nor_higher_than_a_third_of_the_page(sizes):
    row = [photo(*size) for size in sizes]
    height = photo_height(row)
    assert height <= PHOTO_MOST
    assert sum(height * one.width / one.height for one in row) + 3 * (len(row) - 1) <= TEXT_WIDTH + 0.01


def test_photos_travel_through_json_unchanged():
    block = Photos((photo(), photo(300, 400)), caption="现场", alt="宣讲现场")
    assert from_json(to_json(block)) == block


def test_only_a_jpeg_is_carried():
    with pytest.raises(ValueError, match="JPEG"):
        Photo.of(b"<svg onload=alert(1)>", width=1, height=1)


def test_the_pdf_shows_each_photo_beside_the_other_within_the_text():
    file = render_pdf(Document("测试", (Title("标题"), Photos((photo(), photo(300, 400))))))
    (page,) = pages_of(file)
    left, right = sorted(page.images, key=lambda image: image["x0"])
    assert left["height"] == pytest.approx(right["height"], abs=0.5)
    assert (left["x0"] >= 28 * MM - 1, right["x1"] <= (210 - 26) * MM + 1, left["x1"] < right["x0"]) == (
        True,
        True,
        True,
    )


def test_word_and_the_page_carry_the_same_photos():
    block = Photos((photo(), photo()))
    word = docx.Document(io.BytesIO(render_docx(Document("测试", (block,))).content))
    assert [shape.height for shape in word.inline_shapes] == [Mm(photo_height(block.photos))] * 2
    page = preview_html(Document("测试", (block,)))
    assert (page.count("<img "), "style=" in page) == (2, False)
