import uuid
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from fulian.attachments.images import Photo, prepare_photo
from fulian.attachments.models import Attachment
from fulian.audit.services import record
from fulian.core.crypto import decrypt_bytes, encrypt_bytes
from fulian.core.exceptions import Refused

MOST_PER_OWNER = 20
CONTEXT = "attachments.photo"  # what the bytes are for; authenticated with them


def attachments_of(owner: models.Model) -> models.QuerySet[Attachment]:
    return Attachment.objects.about(owner)


def attach(*, owner: models.Model, upload: Any, by: Any, confidential: bool = False, stem: str = "") -> Attachment:
    """Keep one photo of a record. `upload` is an uploaded file, or a Photo that PhotosField has checked already.

    The files are written before the row: after a crash there may be a file too many, never one too few. Whoever may be
    killed and come again names them herself with `stem`, and writes over what the first attempt left.
    """
    photo = upload if isinstance(upload, Photo) else prepare_photo(upload)
    assert_room(owner)
    large, small = names_of(stem or uuid.uuid4().hex)
    with transaction.atomic():
        attachment = Attachment.objects.create(
            owner_type=owner._meta.label_lower,
            owner_id=owner.pk,
            path_at=getattr(owner, "path_at", ""),
            file_name=_write(large, photo.content, confidential),
            thumbnail_name=_write(small, photo.thumbnail, confidential),
            size=len(photo.content),
            sha256=photo.sha256,
            width=photo.width,
            height=photo.height,
            encrypted=confidential,
            created_by=by,
        )
        record("attachments.attach", by=by, subject=owner, attachment=attachment.pk)
    return attachment


def assert_room(owner: models.Model) -> None:
    if attachments_of(owner).count() >= MOST_PER_OWNER:
        raise Refused(f"一条记录最多放{MOST_PER_OWNER}张照片。", field="photos")


def names_of(stem: str) -> tuple[str, str]:
    """The photo and its thumbnail."""
    folder = f"attachments/{stem[:2]}"
    return f"{folder}/{stem}.jpg", f"{folder}/{stem}-small.jpg"


def attach_all(*, owner: models.Model, uploads: Iterable[Any], by: Any, confidential: bool = False) -> list[Attachment]:
    return [attach(owner=owner, upload=upload, by=by, confidential=confidential) for upload in uploads]


def remove_attachment(*, attachment: Attachment, by: Any) -> None:
    """Row and files; the files after the commit."""
    names = (attachment.file_name, attachment.thumbnail_name)
    with transaction.atomic():
        record(
            "attachments.remove",
            by=by,
            subject=attachment,
            path=attachment.path_at,
            owner_type=attachment.owner_type,
            owner=attachment.owner_id,
        )
        attachment.delete()
        transaction.on_commit(lambda: delete_files(names))


def delete_files(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)


def read_attachment(attachment: Attachment, *, thumbnail: bool) -> bytes:
    with default_storage.open(attachment.thumbnail_name if thumbnail else attachment.file_name) as file:
        content: bytes = file.read()
    return decrypt_bytes(content, context=CONTEXT) if attachment.encrypted else content


def _write(name: str, content: bytes, confidential: bool) -> str:
    default_storage.delete(name)
    return default_storage.save(name, ContentFile(encrypt_bytes(content, context=CONTEXT) if confidential else content))
