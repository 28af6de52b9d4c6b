import pytest

from fulian.attachments.images import Photo
from fulian.core.exceptions import Refused
from fulian.inbox.circulars.choices import FileKind
from fulian.inbox.circulars.documents import OLE, prepare_file
from tests.attachments.photos import image
from tests.circulars.files import PDF, uploaded, zipped


@pytest.mark.parametrize(
    ("upload", "kind", "name"),
    [
        (uploaded("方案.pdf", PDF), FileKind.PDF, "方案.pdf"),
        (uploaded("改了名的.txt", PDF), FileKind.PDF, "改了名的.pdf"),
        (zipped("名单.xlsx", "[Content_Types].xml", "xl/workbook.xml"), FileKind.EXCEL, "名单.xlsx"),
        (zipped("通知.docx", "[Content_Types].xml", "word/document.xml"), FileKind.WORD, "通知.docx"),
        (zipped("公文.ofd", "OFD.xml"), FileKind.OFD, "公文.ofd"),
        (uploaded("旧表.et", OLE + "Workbook".encode("utf-16-le")), FileKind.EXCEL, "旧表.et"),
        (uploaded("../../etc/旧文.doc", OLE + "WordDocument".encode("utf-16-le")), FileKind.WORD, "旧文.doc"),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_what_a_file_is_is_read_from_its_content_and_it_keeps_its_name(upload, kind, name):
    paper = prepare_file(upload)
    assert (paper.kind, paper.name) == (kind, name)


def test_a_photo_is_made_small_like_every_photo():
    assert isinstance(prepare_file(image()), Photo)


@pytest.mark.parametrize(
    "upload",
    [
        uploaded("页面.pdf", b"<html><script>alert(1)</script>"),
        uploaded("程序.docx", b"MZ\x90\x00"),
        uploaded("空.pdf", b""),
        zipped("打包.zip", "a.txt"),
        zipped("带宏.xlsx", "[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
        uploaded("坏了.docx", b"PK\x03\x04broken"),
        uploaded("画.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    ],
    ids=lambda upload: upload.name,
)
def test_anything_else_is_refused_with_what_to_do(upload):
    with pytest.raises(Refused) as refusal:
        prepare_file(upload)
    assert "请" in refusal.value.message


def test_a_file_that_is_too_big_is_refused(settings):
    settings.PHOTO_MAX_BYTES = 4
    with pytest.raises(Refused, match="最多"):
        prepare_file(uploaded("方案.pdf", PDF))
