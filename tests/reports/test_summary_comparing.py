"""The Word file comes back: which numbers no longer match."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordDocument

from fulian.core.exceptions import Refused
from fulian.documents.rendering import render_docx
from reports.services.comparing import compare_file, compare_text, text_of
from reports.services.making import documents_of
from reports.summary_choices import Edition
from tests.factories.summaries import written


@pytest.fixture
def summary(cast):
    return written(cast, cast.town)


def word(*lines: str) -> io.BytesIO:
    document, out = WordDocument(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    out.seek(0)
    return out


def test_the_portals_own_word_file_matches_in_both_editions(summary):
    for edition, document in documents_of(summary.versions.get()).items():
        if edition == Edition.CLEAN:
            file = render_docx(document).content
            assert compare_file(summary=summary, upload=io.BytesIO(file), size=len(file)).matches


@pytest.mark.parametrize(
    ("line", "gone", "new"),
    [
        ("开展主题宣讲20场次。", [], []),
        ("开展主题宣讲２０场次，反响很好。", [], []),
        ("开展主题宣讲120场次。", [("主题宣讲", "20场次")], [("120场次", "开展主题宣讲120场次。")]),
        ("开展主题宣讲1,200场次。", [("主题宣讲", "20场次")], [("1200场次", "开展主题宣讲1200场次。")]),
        ("2025年3月8日开展主题宣讲20场次。", [], []),
        ("开展宣讲。", [("主题宣讲", "20场次")], []),
    ],
)
def test_numbers_that_were_changed_are_told(summary, line, gone, new):
    comparison = compare_text(summary=summary, text=text_of(word("2025年，扎实做好各项工作。", line)))
    assert (comparison.gone, comparison.new) == (gone, new)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no word", b"PK\x03\x04 half a zip"])
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(Refused, match="不是Word文件"):
        text_of(io.BytesIO(content))


def test_the_page_tells_what_does_not_match_and_keeps_no_file(cast, as_user, summary, settings):
    client = as_user(cast.town_officer)
    url = reverse("reports:summary-compare", args=[summary.pk])
    upload = SimpleUploadedFile("改.docx", word("开展主题宣讲21场次。").read())
    page = client.post(url, {"file": upload}).content.decode()
    assert "主题宣讲：20场次" in page
    assert "<b>21场次</b>" in page
    wrong = client.post(url, {"file": SimpleUploadedFile("a.docx", b"text")})
    assert wrong.status_code == 422
    assert list(wrong.context["form"].errors) == ["file"]
