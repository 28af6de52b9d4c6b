"""From what a phone sends to what is kept: checked, upright, small, without EXIF (place and time stay hers)."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from fulian.core.exceptions import Refused

PHOTO_EDGE = 1920
THUMBNAIL_EDGE = 480
MOST_PIXELS = 120_000_000  # a 108-megapixel phone; a small file that unpacks to more is an attack
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
HEIC = "这是苹果手机的HEIC格式，这里打不开。请在手机“设置—相机—格式”里选“兼容性最佳”再拍，或把照片截图后上传。"
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class Photo:
    content: bytes  # JPEG
    thumbnail: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def prepare_photo(upload: Any) -> Photo:
    """Decode and encode anew; what is no photo, or too much of one, is refused with what to do."""
    check_size(upload.size)
    upload.seek(0)
    head = upload.read(32)
    upload.seek(0)
    check_head(head)
    image = _fitted(_decode(upload), PHOTO_EDGE)
    thumbnail = _fitted(image, THUMBNAIL_EDGE)
    return Photo(_encode(image, 85), _encode(thumbnail, 80), image.width, image.height)


def check_size(size: int) -> None:
    if size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // 1024 // 1024
        raise Refused(
            f"这张照片有{size // 1024 // 1024}MB，最多{limit}MB。请用手机截图后再传，或发到微信里再保存下来。"
        )


def check_head(head: bytes) -> None:
    """What can be told from the first bytes: nothing there, or a format that is not opened here."""
    if not head:
        raise Refused("这个文件是空的，请重新选一张照片。")
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise Refused(HEIC)


def _decode(upload: Any) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit below is what counts
            with Image.open(upload, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Refused("这张照片的像素太大，请截图后再上传。")
                image.draft("RGB", (PHOTO_EDGE * 2, PHOTO_EDGE * 2))  # a big JPEG is read at a fraction of its size
                upright = ImageOps.exif_transpose(image)
                return _on_white(upright)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("这个文件不是照片，或者已经损坏。请选手机相册里的照片（JPG、PNG）。") from error


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG has no transparency: what was transparent becomes paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")


def _fitted(image: Image.Image, edge: int) -> Image.Image:
    if max(image.size) <= edge:
        return image
    return ImageOps.contain(image, (edge, edge), Image.Resampling.LANCZOS)


def _encode(image: Image.Image, quality: int) -> bytes:
    clean = Image.new("RGB", image.size)
    clean.paste(image)  # the pixels and nothing else: Pillow would carry EXIF, comments and profiles along
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
