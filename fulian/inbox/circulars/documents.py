"""Files that go with a circular: what they are is read from their content, whatever they are called."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings

from fulian.attachments.images import Photo, prepare_photo
from fulian.core.exceptions import Refused
from fulian.inbox.circulars.choices import FileKind

ACCEPT = ".pdf,.doc,.docx,.wps,.xls,.xlsx,.et,.ppt,.pptx,.dps,.ofd,image/jpeg,image/png,image/webp"
WHAT_TO_DO = "只收照片、PDF、Word、Excel、PPT和OFD文件。别的请先打印成PDF再传。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {
    "WordDocument": (FileKind.WORD, (".doc", ".wps")),
    "Workbook": (FileKind.EXCEL, (".xls", ".et")),
    "PowerPoint Document": (FileKind.SLIDES, (".ppt", ".dps")),
}
ZIP_FOLDERS = {"word/": (FileKind.WORD, ".docx"), "xl/": (FileKind.EXCEL, ".xlsx"), "ppt/": (FileKind.SLIDES, ".pptx")}
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


@dataclass(frozen=True)
class Paper:
    """A checked file, ready to be kept under its own name with the suffix that its content has."""

    name: str
    kind: FileKind
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def content_type_of(name: str) -> str:
    return CONTENT_TYPES.get(PurePath(name).suffix, "application/octet-stream")


def prepare_file(upload: Any) -> Photo | Paper:
    """A photo is made small like every photo; an office file is kept as it came."""
    if upload.size > settings.PHOTO_MAX_BYTES:
        limit, size = settings.PHOTO_MAX_BYTES // 1024 // 1024, upload.size // 1024 // 1024
        raise Refused(f"这个文件有{size}MB，最多{limit}MB。请压缩图片或拆成几个文件再传。")
    upload.seek(0)
    content: bytes = upload.read()
    upload.seek(0)
    if not content:
        raise Refused("这个文件是空的，请重新选一个。")
    suffix = PurePath(upload.name or "").suffix.lower()
    found = _office_kind(content, upload, suffix)
    if found is None:
        if (upload.content_type or "").startswith("image/") or suffix in (".jpg", ".jpeg", ".png", ".webp", ".heic"):
            return prepare_photo(upload)
        raise Refused(WHAT_TO_DO)
    kind, right_suffix = found
    return Paper(_clean_name(upload.name or "", right_suffix), kind, content)


def _office_kind(content: bytes, upload: Any, suffix: str) -> tuple[FileKind, str] | None:
    if content.startswith(b"%PDF-"):
        return FileKind.PDF, ".pdf"
    if content.startswith(OLE):
        for stream, (kind, suffixes) in OLE_STREAMS.items():
            if stream.encode("utf-16-le") in content:
                return kind, suffix if suffix in suffixes else suffixes[0]
        raise Refused(WHAT_TO_DO)
    return _zipped_kind(upload) if content.startswith(b"PK\x03\x04") else None


def _zipped_kind(upload: Any) -> tuple[FileKind, str]:
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Refused("这个文件已经损坏，打不开。请重新保存一次再传。") from error
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("这个文件带有宏，不能上传。请另存为不带宏的.docx或.xlsx再传。")
    if "OFD.xml" in names:
        return FileKind.OFD, ".ofd"
    if "[Content_Types].xml" in names:
        for folder, found in ZIP_FOLDERS.items():
            if any(name.startswith(folder) for name in names):
                return found
    raise Refused(f"压缩包收不了，请把里面的文件一个一个传。{WHAT_TO_DO}")


def _clean_name(name: str, suffix: str) -> str:
    """The name that the office gave it, without a path or anything that a file system minds."""
    stem = PurePath(name.replace("\\", "/")).stem
    stem = "".join(sign for sign in stem if sign.isprintable() and sign not in '/\\:*?"<>|').strip(" .") or "附件"
    return f"{stem[:100]}{suffix}"
