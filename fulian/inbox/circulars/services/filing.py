"""What goes with a circular: photos as attachments, office files as they are."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from fulian.attachments.images import Photo
from fulian.attachments.services import attach
from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.inbox.circulars.documents import Paper
from fulian.inbox.circulars.models import Circular, CircularFile

MOST_FILES = 10


def attach_files(*, circular: Circular, files: Iterable[Photo | Paper], by: Any) -> None:
    """`files` were checked by documents.prepare_file. Written before their rows: a crash leaves a file too many, never too few."""
    files = list(files)
    papers = [file for file in files if isinstance(file, Paper)]
    if circular.files.count() + len(papers) > MOST_FILES:
        raise Refused(f"一份通知最多带{MOST_FILES}个文件。", field="files")
    with transaction.atomic():
        for file in files:
            if isinstance(file, Photo):
                attach(owner=circular, upload=file, by=by)
            else:
                _keep(circular, file, by)


def _keep(circular: Circular, paper: Paper, by: Any) -> None:
    stem = uuid.uuid4().hex
    stored = default_storage.save(f"circulars/{stem[:2]}/{stem}", ContentFile(paper.content))
    file = CircularFile.objects.create(
        circular=circular, name=paper.name, kind=paper.kind, stored_name=stored, size=len(paper.content),
        sha256=paper.sha256, created_by=by,
    )  # fmt: skip
    record("circulars.attach", by=by, subject=circular, file=file.pk)


def share_files(earlier: Circular, later: Circular, by: Any) -> None:
    """A corrected circular goes with the same files until they are taken off it."""
    CircularFile.objects.bulk_create(
        CircularFile(
            circular=later, name=file.name, kind=file.kind, stored_name=file.stored_name, size=file.size,
            sha256=file.sha256, created_by=by,
        )
        for file in earlier.files.all()
    )  # fmt: skip


@transaction.atomic
def remove_file(*, file: CircularFile, by: Any) -> Circular:
    """Only from a draft; the content goes when no other circular shares it, after the commit."""
    circular = Circular.objects.select_for_update(of=("self",)).get(pk=file.circular_id)
    if not circular.is_draft:
        raise Refused("通知已经发出，附件不能再删。要换附件请发更正通知。")
    record("circulars.detach", by=by, subject=circular, file=file.pk)
    stored = file.stored_name
    file.delete()
    delete_unshared([stored])
    return circular


def delete_unshared(stored_names: Iterable[str]) -> None:
    """Called after the rows are gone."""
    names = set(stored_names)
    unused = names - set(CircularFile.objects.filter(stored_name__in=names).values_list("stored_name", flat=True))

    def delete() -> None:
        for name in unused:
            default_storage.delete(name)

    transaction.on_commit(delete)
