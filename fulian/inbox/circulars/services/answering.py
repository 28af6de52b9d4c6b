"""What those who got a circular do with it. One organization gives one answer, whoever of its people gives it, however often."""

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.permissions import Permission
from fulian.inbox.circulars.choices import Ask, Status
from fulian.inbox.circulars.models import Circular, CircularRecipient, CircularSignup

NOT_ASKED = "这份通知已经撤回或有了更正，不用再答复。"
NAME = "姓名"


@transaction.atomic
def note_opened(*, circular: Circular, by: Any) -> None:
    """Somebody who answers for a recipient has opened it. To open what she wrote herself is not to have received it."""
    scope = by.scope(Permission.CIRCULARS_ANSWER)
    if not scope or circular.status != Status.ISSUED:
        return
    hers = circular.recipients.filter(scope.q(), opened_at__isnull=True)
    hers.update(opened_at=timezone.now(), opened_by=by)


@transaction.atomic
def answer_circular(
    *,
    recipient: CircularRecipient,
    by: Any,
    option: str = "",
    text: str = "",
    people: Sequence[Mapping[str, str]] | None = None,
    seen: str = "",
    now: datetime.datetime | None = None,
) -> CircularRecipient:
    """签收 or 已阅 a second time changes nothing. A 回执 or 报名表 may be changed; `seen` is the state of the answer that the
    person had before her: when somebody of her organization was faster, she is told instead of writing over it.
    """
    row = CircularRecipient.objects.select_for_update(of=("self",)).select_related("circular").get(pk=recipient.pk)
    circular, now = row.circular, now or timezone.now()
    if circular.status != Status.ISSUED:
        raise Conflict(NOT_ASKED)
    if row.is_answered and circular.asked.is_one_tap:
        return row
    if row.seen != seen:
        raise Conflict("本单位刚刚有人答复过了，您填的还在下面。请先看她答复的内容，要改再改。")
    first = not row.is_answered
    _fill(row, option=option.strip(), text=text.strip(), people=people)
    if first:
        row.answered_at, row.answered_by = now, by
        row.is_late = circular.days_late(timezone.localdate(now)) > 0
    else:
        row.changed_at, row.changed_by = now, by
    if row.opened_at is None:
        row.opened_at, row.opened_by = now, by
    row.save()
    record("circulars.answer" if first else "circulars.amend", by=by, subject=row, circular=circular.pk)
    return row


def _fill(row: CircularRecipient, *, option: str, text: str, people: Sequence[Mapping[str, str]] | None) -> None:
    circular = row.circular
    if circular.ask == Ask.RECEIPT:
        if circular.options and option not in circular.options:
            raise Refused("请选一个答复。", field="option")
        if not circular.options and not text:
            raise Refused("请填写回执内容。", field="text")
        row.option, row.text = option, text
    elif circular.ask == Ask.SIGNUP:
        _sign_up(row, list(people or []))


def _sign_up(row: CircularRecipient, people: list[Mapping[str, str]]) -> None:
    circular = row.circular
    if circular.purged_on is not None:
        raise Refused("报名信息已按期删除，不能再改。")
    if circular.most_people is not None and len(people) > circular.most_people:
        raise Refused(f"每个单位最多报{circular.most_people}人，您填了{len(people)}人。")
    for number, person in enumerate(people, start=1):
        if not person.get(NAME, "").strip():
            raise Refused(f"第{number}人还没有填姓名。")
    row.signups.all().delete()
    CircularSignup.objects.bulk_create(
        CircularSignup(recipient=row, number=number, entry=_entry(circular, person))
        for number, person in enumerate(people, start=1)
    )
    row.people = len(people)


def _entry(circular: Circular, person: Mapping[str, str]) -> str:
    return json.dumps({label: person.get(label, "").strip() for label in circular.signup_columns}, ensure_ascii=False)
