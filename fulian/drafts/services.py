import datetime
import json
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fulian.core.exceptions import Conflict, Refused
from fulian.drafts.models import Draft, SubmissionKey

KEPT = datetime.timedelta(days=60)  # a draft that nobody has touched for two months is given up
LARGEST = 200_000  # characters: a month's report with long notes is about a tenth of that
NOT_KEPT = (
    "csrfmiddlewaretoken", "submission_key", "draft_page", "draft_copy", "draft_seen", "settle", "theirs", "compare",
)  # fmt: skip


class Elsewhere(Conflict):
    """Another device or window has written on the draft since this one last looked."""

    def __init__(self, draft: Draft):
        super().__init__("另一台设备或另一个窗口也写了这一份，和这里填的不一样。请打开核对，选用哪一份。")
        self.draft = draft


class AlreadySubmitted(Conflict):
    """What this page or draft was about has been handed in already."""

    def __init__(self, key: SubmissionKey):
        super().__init__("这一份已经提交过了，没有再记一次。您填的还在，请打开核对。")
        self.key = key


def read_uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def typed_values(data: QueryDict) -> dict[str, list[str]]:
    """What was typed, without what the page itself says."""
    return {name: texts for name, texts in data.lists() if name not in NOT_KEPT and "password" not in name}


def save_draft(*, user: Any, form_key: str, object_id: int, data: QueryDict) -> Draft:
    """What was typed replaces the copy that the page had before it. Her old, forgotten drafts go at the same time.

    Raises Elsewhere when another page has written since, AlreadySubmitted when it was handed in (a late message of that page
    must not bring the draft back).
    """
    if first := find_submission(user=user, key=read_uuid(data.get("submission_key"))):
        raise AlreadySubmitted(first)
    values = typed_values(data)
    if sum(len(text) for texts in values.values() for text in texts) > LARGEST:
        raise Refused("内容太长，草稿没有保存。请先提交一部分。")
    place = {"user": user, "form_key": form_key, "object_id": object_id}
    written = {
        "data": values, "saved_at": timezone.now(), "copy": uuid.uuid4(),
        "page": read_uuid(data.get("draft_page")), "key": read_uuid(data.get("submission_key")),
    }  # fmt: skip
    with transaction.atomic():
        Draft.objects.filter(user=user, saved_at__lt=timezone.now() - KEPT).delete()
        if Draft.objects.filter(_known_to(data), **place).update(**written):
            return Draft.objects.get(**place)
        draft, created = Draft.objects.get_or_create(**place, defaults=written)
    if not created and draft.data != values:
        raise Elsewhere(draft)
    return draft


def _known_to(data: QueryDict) -> Q:
    """The copies that a page may write over: its own, also one whose answer never came, and the one that it was shown."""
    page = read_uuid(data.get("draft_page"))
    if page is None:
        return Q()  # a page from before this rule: the last one wins, as it did
    shown = [copy for name in ("draft_copy", "draft_seen") if (copy := read_uuid(data.get(name)))]
    return Q(page=page) | Q(copy__in=shown)


def find_submission(*, user: Any, key: uuid.UUID | None) -> SubmissionKey | None:
    return SubmissionKey.objects.filter(user=user, key=key).first() if key else None


def find_draft(*, user: Any, form_key: str, object_id: int) -> Draft | None:
    return Draft.objects.filter(user=user, form_key=form_key, object_id=object_id).first()


def assert_newest(*, user: Any, form_key: str, object_id: int, data: QueryDict) -> None:
    """Raises Elsewhere when the draft that this submission ends holds something else, which the page was not shown."""
    if read_uuid(data.get("draft_page")) is None:
        return
    drafts = Draft.objects.filter(user=user, form_key=form_key, object_id=object_id)
    newer = drafts.filter(key=read_uuid(data.get("submission_key"))).exclude(_known_to(data)).first()
    if newer is not None and newer.data != typed_values(data):
        raise Elsewhere(newer)


def discard_draft(*, user: Any, form_key: str, object_id: int, key: uuid.UUID | None = None) -> None:
    """`key`: only the draft that was handed in under it; what was begun on another page stays."""
    drafts = Draft.objects.filter(user=user, form_key=form_key, object_id=object_id)
    if key is not None:
        drafts = drafts.filter(Q(key=key) | Q(key=None))
    drafts.delete()


def claim_key(*, user: Any, key: uuid.UUID, data: QueryDict) -> SubmissionKey:
    """The key, taken for this submission; with the address that the first one led to, if there was one before.

    Called inside the transaction that does the work: a second submission waits at the unique constraint until the first
    has committed (then it gets the address) or failed (then it does the work itself). Another content under the same key is
    no repetition: AlreadySubmitted.
    """
    SubmissionKey.objects.filter(user=user, created_at__lt=timezone.now() - KEPT).delete()
    content = _fingerprint(data)
    try:
        with transaction.atomic():
            return SubmissionKey.objects.create(
                user=user, key=key, content=content, page=read_uuid(data.get("draft_page"))
            )
    except IntegrityError:
        first = SubmissionKey.objects.get(user=user, key=key)
    if first.content not in ("", content):
        raise AlreadySubmitted(first)
    return first


def _fingerprint(data: QueryDict) -> str:
    text = json.dumps(typed_values(data), sort_keys=True)
    return salted_hmac("fulian.drafts.submission", text, algorithm="sha256").hexdigest()
