"""What the recipients do with a notice, and what the issuer does with their answers.

Each service holds the notice's row first: the last two answers that are accepted at the same moment close it all the same.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.attachments.services import attach_all
from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.permissions import Permission
from fulian.core.transitions import move
from plans.supervision.choices import OPEN, Answer, Status, Verdict
from plans.supervision.models import Notice, Recipient, Reminder, Reply
from plans.supervision.services.writing import close_when_done

NO_ANSWER_NEEDED = "这份文件已经办结、升级或撤回，不用再答复。"


@transaction.atomic
def note_opened(*, notice: Notice, by: Any) -> None:
    """Somebody who answers for a recipient has opened it: signed for once, and its reminders are read."""
    scope = by.scope(Permission.SUPERVISION_REPLY)
    if not scope or notice.status not in (Status.ISSUED, Status.CLOSED):
        return
    hers = notice.recipients.filter(scope.q())
    if notice.issued_by_id == by.pk:
        hers = hers.filter(department="")  # to open what one wrote oneself is not to sign for it
    now = timezone.now()
    if hers.filter(opened_at__isnull=True).update(opened_at=now, opened_by=by):
        record("supervision.opened", by=by, subject=notice)
    Reminder.objects.filter(recipient__in=hers.values("pk"), read_at__isnull=True).update(read_at=now)


@transaction.atomic
def reply_to_notice(
    *, recipient: Recipient, text: str, by: Any, done_on: datetime.date | None = None, photos: Iterable[Any] = ()
) -> Reply:
    """The next version of the answer; one that nobody has judged yet may be supplemented."""
    notice, row = _held(recipient)
    if notice.status != Status.ISSUED or not row.may_be_answered:
        raise Conflict(NO_ANSWER_NEEDED)
    if done_on is not None and done_on > timezone.localdate():
        raise Refused("办理完成日期不能晚于今天；还没办完就留空。", field="done_on")
    reply = Reply.objects.create(
        recipient=row, number=row.replies.count() + 1, text=text, done_on=done_on, created_by=by
    )
    attach_all(owner=reply, uploads=photos, by=by)
    move(recipient, to=Answer.REPLIED, allowed=[*OPEN, Answer.REPLIED])
    record("supervision.replied", by=by, subject=notice, recipient=row.pk, reply=reply.pk)
    return reply


@transaction.atomic
def accept_reply(*, recipient: Recipient, by: Any, seen: int | None = None) -> Recipient:
    """`seen`: the number of the answer that the reader had before her."""
    notice, _ = _judge(recipient, by=by, verdict=Verdict.ACCEPTED, seen=seen)
    move(recipient, to=Answer.ACCEPTED, allowed=[Answer.REPLIED])
    record("supervision.accepted", by=by, subject=notice, recipient=recipient.pk)
    close_when_done(notice, by=by)
    return recipient


@transaction.atomic
def send_back_reply(
    *, recipient: Recipient, by: Any, reason: str, due_on: datetime.date | None = None, seen: int | None = None
) -> Recipient:
    """It is the recipient's turn again, by the old day or by a new one."""
    today = timezone.localdate()
    if due_on is not None and due_on <= today:
        raise Refused("新的答复期限要晚于今天。", field="due_on")
    if due_on is None and recipient.due_on is not None and recipient.due_on <= today:
        raise Refused("原来的答复期限已到，请给一个新的期限。", field="due_on")
    notice, row = _judge(recipient, by=by, verdict=Verdict.SENT_BACK, seen=seen, reason=reason)
    move(
        recipient, to=Answer.SENT_BACK, allowed=[Answer.REPLIED], due_on=due_on or row.due_on, asked_on=today
    )  # fmt: skip
    record("supervision.sent_back", by=by, subject=notice, recipient=recipient.pk)
    return recipient


def _held(recipient: Recipient) -> tuple[Notice, Recipient]:
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=recipient.notice_id)
    return notice, Recipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)


def _judge(
    recipient: Recipient, *, by: Any, verdict: Verdict, seen: int | None, reason: str = ""
) -> tuple[Notice, Recipient]:
    notice, row = _held(recipient)
    last = row.replies.last()
    if notice.status != Status.ISSUED or row.status != Answer.REPLIED or last is None:
        raise Conflict
    if seen is not None and seen != last.number:
        raise Conflict("对方刚刚又补充了答复，请先看最新的答复再审核。")
    move(last, field="verdict", to=verdict, allowed=[""], verdict_reason=reason, judged_at=timezone.now(), judged_by=by)
    return notice, row
