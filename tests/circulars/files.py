"""Office files as they come from an office, made in memory."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from fulian.inbox.circulars.choices import FileKind
from fulian.inbox.circulars.documents import Paper

PDF = b"%PDF-1.4\n%%EOF\n"


def pdf(name: str = "活动方案.pdf") -> Paper:
    return Paper(name, FileKind.PDF, PDF)


def zipped(name: str, *members: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return SimpleUploadedFile(name, out.getvalue())


def uploaded(name: str, content: bytes, content_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)
