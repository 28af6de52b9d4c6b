"""A document as the answer to a request: one to three pages are laid out while she waits, longer ones are a job."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from fulian.documents.blocks import Document
from fulian.documents.rendering import render

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def document_response(document: Document, *, suffix: str, name: str) -> HttpResponse:
    """The file as a download. `name` without suffix; it never holds a private person's name."""
    return HttpResponse(
        render(document, suffix).content,
        headers={
            "Content-Type": CONTENT_TYPES[suffix],
            "Content-Disposition": content_disposition_header(True, f"{name}{suffix}"),
            "Cache-Control": "private, no-store",
        },
    )
