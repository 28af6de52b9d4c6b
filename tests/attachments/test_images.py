import io
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from fulian.attachments.forms import PhotosField
from fulian.attachments.images import prepare_photo
from fulian.core.exceptions import Refused
from tests.attachments.photos import image, with_gps


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_is_turned_upright_and_says_nothing_about_place_and_camera():
    upload = with_gps()
    assert dict(Image.open(upload).getexif())
    photo = prepare_photo(upload)
    kept = opened(photo.content)
    assert (photo.width, photo.height) == kept.size == (40, 80)
    assert dict(kept.getexif()) == {}
    assert b"CameraOfTheVillage" not in photo.content + photo.thumbnail


def test_a_big_photo_becomes_1920_pixels_and_its_thumbnail_480():
    photo = prepare_photo(image(4000, 3000))
    assert opened(photo.content).size == (1920, 1440)
    assert opened(photo.thumbnail).size == (480, 360)


def test_what_was_transparent_becomes_paper():
    photo = prepare_photo(image(mode="RGBA", form="PNG", color=(0, 0, 0, 0)))
    assert opened(photo.content).format == "JPEG"
    assert min(opened(photo.content).getpixel((5, 5))) > 250


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("photo.jpg", b"<html>not a photo</html>" * 20), "不是照片"),
        (SimpleUploadedFile("photo.jpg", image().read()[:200]), "已经损坏"),
        (SimpleUploadedFile("photo.jpg", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200), "兼容性最佳"),
        (SimpleUploadedFile("photo.jpg", b""), "空的"),
        (SimpleUploadedFile("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 4), "不是照片"),
    ],
    ids=["a page", "half a photo", "HEIC", "empty", "SVG"],
)
def test_what_is_no_photo_is_refused_with_what_to_do(upload, words):
    with pytest.raises(Refused, match=words):
        prepare_photo(upload)


def test_a_photo_of_100_megabytes_is_refused_before_it_is_read():
    upload = SimpleNamespace(size=100 * 1024 * 1024)  # nothing else is asked of it
    with pytest.raises(Refused, match="这张照片有100MB，最多20MB"):
        prepare_photo(upload)


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused():
    with pytest.raises(Refused, match=r"像素太大|不是照片"):
        prepare_photo(image(13_000, 13_000, mode="1", form="PNG", color=1))


def test_the_field_takes_several_photos_and_names_the_one_that_is_wrong():
    field = PhotosField()
    assert [photo.width for photo in field.clean([image(), image(30, 30)])] == [60, 30]
    assert field.clean([]) == []
    assert field.clean(None) == []
    with pytest.raises(Exception, match="第2张：这个文件不是照片"):
        field.clean([image(), SimpleUploadedFile("a.jpg", b"text")])
    with pytest.raises(Exception, match="一次最多传9张"):
        field.clean([image()] * 10)
