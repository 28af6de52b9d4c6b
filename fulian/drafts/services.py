import datetime
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from fulian.core.exceptions import Refused
from fulian.drafts.models import Draft, SubmissionKey

KEPT = datetime.timedelta(days=60)  # a draft that nobody has touched for two months is given up
LARGEST = 200_000  # characters: a month's report with long notes is about a tenth of that
NOT_KEPT = ("csrfmiddlewaretoken", "submission_key")


def save_draft(*, user: Any, form_key: str, object_id: int, data: QueryDict) -> Draft | None:
    """What was typed replaces what was kept. Her old, forgotten drafts go at the same time.

    None: the page was submitted meanwhile; a late message from it must not bring the draft back.
    """
    if _was_submitted(user, data.get("submission_key", "")):
        return None
    values = {name: texts for name, texts in data.lists() if name not in NOT_KEPT and "password" not in name}
    if sum(len(text) for texts in values.values() for text in texts) > LARGEST:
        raise Refused("内容太长，草稿没有保存。请先提交一部分。")
    with transaction.atomic():
        Draft.objects.filter(user=user, saved_at__lt=timezone.now() - KEPT).delete()
        draft, _ = Draft.objects.update_or_create(
            user=user, form_key=form_key, object_id=object_id, defaults={"data": values, "saved_at": timezone.now()}
        )
    return draft


def _was_submitted(user: Any, key: str) -> bool:
    try:
        return SubmissionKey.objects.filter(user=user, key=uuid.UUID(key)).exists()
    except ValueError:
        return False


def find_draft(*, user: Any, form_key: str, object_id: int) -> Draft | None:
    return Draft.objects.filter(user=user, form_key=form_key, object_id=object_id).first()


def discard_draft(*, user: Any, form_key: str, object_id: int) -> None:
    Draft.objects.filter(user=user, form_key=form_key, object_id=object_id).delete()


def claim_key(*, user: Any, key: uuid.UUID) -> SubmissionKey | str:
    """The key, taken for this submission; or the address that the first submission with it led to.

    Called inside the transaction that does the work: a second submission waits at the unique constraint until the first
    has committed (then it gets the address) or failed (then it does the work itself).
    """
    SubmissionKey.objects.filter(user=user, created_at__lt=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            return SubmissionKey.objects.create(user=user, key=key)
    except IntegrityError:
        return SubmissionKey.objects.values_list("url", flat=True).get(user=user, key=key)
