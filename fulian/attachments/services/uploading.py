"""A photo in parts: begun under a key of the device, taken up where the line broke, finished once (docs/adr/0016).

Each part is a file of its own in the storage, and the row says which of them count: whoever moves `offset` from where it
stood (compare-and-set) has written the part that follows. So any number of processes and of repeated requests may be at it.
"""

import contextlib
import datetime
import io
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from fulian.attachments.images import Photo, check_head, check_size, prepare_photo
from fulian.attachments.models import Upload
from fulian.attachments.registry import owner_for_upload
from fulian.attachments.services.keeping import assert_room, attach, delete_files, names_of
from fulian.core.exceptions import Conflict, Refused

FOLDER = "uploads"
LARGEST_PART = 1024 * 1024
MOST_OPEN = 20  # half-made ones of one person
MOST_AN_HOUR = 200
HALF_MADE = datetime.timedelta(days=1)
REMEMBERED = datetime.timedelta(days=60)  # as long as a submission key (fulian/drafts)
GONE = "这条记录不在了，或者您不能给它加照片。"


class Elsewhere(Conflict):
    """The part does not follow what is there. `offset`: where to go on."""

    def __init__(self, offset: int):
        super().__init__()
        self.offset = offset


class TooMany(Refused):
    """Not now: later."""


def find(*, key: uuid.UUID, by: Any) -> Upload | None:
    """Hers only: a key of somebody else's is as good as none."""
    return Upload.objects.filter(key=key, created_by=by).first()


def begin(*, key: uuid.UUID, owner_type: str, owner_id: int, size: int, by: Any) -> Upload | None:
    """The upload under this key, new or as far as it came. None: there is no such record for her."""
    known = find(key=key, by=by)
    if known is not None:
        return known
    owner = owner_for_upload(by, owner_type, owner_id)
    if owner is None:
        return None
    if size < 1:
        check_head(b"")
    check_size(size)
    assert_room(owner)
    mine = Upload.objects.filter(created_by=by)
    hour_ago = timezone.now() - datetime.timedelta(hours=1)
    if mine.unfinished().count() >= MOST_OPEN or mine.filter(created_at__gt=hour_ago).count() >= MOST_AN_HOUR:
        raise TooMany("照片传得太快，请过一会儿再传。")
    try:
        with transaction.atomic():
            return Upload.objects.create(key=key, owner_type=owner_type, owner_id=owner_id, size=size, created_by=by)
    except IntegrityError:  # two tabs at once
        return find(key=key, by=by)


def take(*, upload: Upload, offset: int, content: bytes) -> int:
    """Keep the part that begins at `offset`; gives how far the upload has come."""
    if upload.result is not None or offset != upload.offset:
        raise Elsewhere(upload.offset)
    if not content or len(content) > LARGEST_PART or offset + len(content) > upload.size:
        raise Refused("照片没有传好，请重新选一次。")
    if offset == 0:
        _refuse_at_once(upload, content)
    name = default_storage.save(f"{FOLDER}/{upload.stem}/{offset}-{uuid.uuid4().hex}", ContentFile(content))
    moved = Upload.objects.unfinished().filter(pk=upload.pk, offset=offset).update(
        offset=offset + len(content), parts=[*upload.parts, name], saved_at=timezone.now()
    )  # fmt: skip
    if not moved:
        default_storage.delete(name)
        current = Upload.objects.filter(pk=upload.pk).values_list("offset", flat=True).first()
        raise Elsewhere(current or 0)
    return offset + len(content)


def _refuse_at_once(upload: Upload, head: bytes) -> None:
    """What can be told from the first bytes is not sent to its end."""
    try:
        check_head(head)
    except Refused:
        _give_up(upload)
        raise


def finish(*, upload: Upload, by: Any) -> int | None:
    """All is there: the photo of its record. Asked again, the same one. None: there is nothing (any more) to make it of or for."""
    if upload.result is not None:
        return upload.result
    if upload.offset != upload.size:
        raise Elsewhere(upload.offset)
    try:
        photo = prepare_photo(SimpleUploadedFile("photo", _whole(upload)))
        return _attached(upload, photo, by)
    except FileNotFoundError:  # another request was faster, or the sweep
        return Upload.objects.filter(pk=upload.pk).values_list("result", flat=True).first()
    except Refused:
        _give_up(upload)
        raise


@transaction.atomic
def _attached(upload: Upload, photo: Photo, by: Any) -> int | None:
    locked = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if locked is None or locked.result is not None:
        return locked.result if locked else None
    owner = owner_for_upload(by, upload.owner_type, upload.owner_id)
    if owner is None:
        raise Refused(GONE)
    attachment = attach(owner=owner, upload=photo, by=by, stem=upload.stem)
    Upload.objects.filter(pk=upload.pk).update(result=attachment.pk, parts=[], saved_at=timezone.now())
    transaction.on_commit(lambda: _delete_parts(upload.stem))
    return int(attachment.pk)


def _whole(upload: Upload) -> bytes:
    out = io.BytesIO()
    for name in upload.parts:
        with default_storage.open(name) as part:
            out.write(part.read())
    return out.getvalue()


def _give_up(upload: Upload) -> None:
    """It can never become a photo: nothing of it stays."""
    Upload.objects.unfinished().filter(pk=upload.pk).delete()
    _delete_parts(upload.stem)


def _delete_parts(stem: str) -> None:
    folder = f"{FOLDER}/{stem}"
    with contextlib.suppress(FileNotFoundError):
        _, names = default_storage.listdir(folder)
        delete_files(f"{folder}/{name}" for name in names)
        default_storage.delete(folder)  # in a file system the empty folder as well


def sweep(*, now: datetime.datetime | None = None) -> int:
    """Half-made uploads of yesterday, keys of long ago, and files that no row knows of; gives how many rows went."""
    now = now or timezone.now()
    old = Upload.objects.forgotten(now, half=HALF_MADE, whole=REMEMBERED)
    number = 0
    for upload in old.only("stem").iterator():
        gone, _ = old.unfinished().filter(pk=upload.pk).delete()  # unless it was finished just now
        if gone:
            delete_files(names_of(upload.stem))  # of a process that was killed while it finished
        number += gone
    number += old.exclude(result__isnull=True).delete()[0]
    with contextlib.suppress(FileNotFoundError):
        folders, _ = default_storage.listdir(FOLDER)
        alive = set(Upload.objects.unfinished().filter(stem__in=folders).values_list("stem", flat=True))
        for stem in set(folders) - alive:
            _delete_parts(stem)
    return number
