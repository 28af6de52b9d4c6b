"""Uploads for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def image(
    width=60, height=40, *, mode="RGB", form="JPEG", exif=None, color="pink", name="IMG_张玥.jpg"
) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new(mode, (width, height), color).save(out, form, **({"exif": exif} if exif else {}))
    return SimpleUploadedFile(name, out.getvalue())


def with_gps() -> SimpleUploadedFile:
    """Taken with the phone on its side, by a camera that says where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "CameraOfTheVillage"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0)})
    return image(80, 40, exif=exif)
