"""What becomes of a row of the 采用台账, and of the 信息 that were told to the level above."""

import datetime
from typing import Any

from django.utils import timezone

from activities.models import Activity
from activities.publicity.choices import Standing, Status
from activities.publicity.models import Adoption, Message, Platform
from activities.publicity.services import (
    adopt_message,
    cancel_adoption,
    change_adoption,
    decline_message,
    keep_platform,
    pass_up,
    record_adoption,
    submit_message,
)
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.ledgers.columns import code_of
from fulian.ledgers.intake import Row, register_intake
from fulian.ledgers.words import register_words
from fulian.organizations.models import Organization

APART = ("status", "cancel_reason", "activity", "message")
NOON = datetime.time(12)


def take_adoption(row: Row, *, by: Any) -> Adoption:
    adoption = row.stored or Adoption()
    cancels = row.get("status") == Status.CANCELLED and not (row.stored and row.stored.is_cancelled)
    content = row.changed - {"status", "cancel_reason"}
    row.fill(adoption, leave=APART)
    if "activity" in row.values:
        adoption.activity_id = row.values["activity"]
    told = row.values.get("message")
    message = Message.objects.select_related("lies_with").get(pk=told) if told else None
    if row.is_new and message is not None and message.is_open and message.organization_id == adoption.organization_id:
        _may_judge(message, by, "message")
        adopt_message(message=message, adoption=adoption, by=by)
    elif row.is_new:
        adoption.message = message
        record_adoption(adoption=adoption, by=by)
    elif content or not cancels:
        change_adoption(adoption=adoption, by=by)
    if cancels:
        if not row.get("cancel_reason"):
            raise Refused("已撤销的要写撤销原因。", field="cancel_reason")
        cancel_adoption(adoption=adoption, by=by, reason=row.get("cancel_reason"))
    return adoption


def take_message(row: Row, *, by: Any) -> Message:
    """What was told, then how far up it went. That it was adopted follows from the 采用台账."""
    activity = Activity.objects.select_related("organization").get(pk=row.get("activity_id"))
    if activity.organization != row.get("organization"):
        raise Refused("这场活动不是这个组织的，请核对。", field="activity_id")
    message = row.stored
    if row.is_new or row.changed & {"title", "text"}:
        at = timezone.make_aware(datetime.datetime.combine(row.values["told_on"], NOON)) if row.is_new else None
        message = submit_message(activity=activity, title=row.get("title"), text=row.get("text"), by=by, at=at)
    message = _passed_up(message, row.values.get("lies_with_code") or "", by)
    if row.get("standing") == Standing.DECLINED and message.is_open:
        if not row.get("judge_reason"):
            raise Refused("未采用的要写原因。", field="judge_reason")
        _may_judge(message, by, "standing")
        message = decline_message(message=message, by=by, reason=row.get("judge_reason"))
    return message


def _may_judge(message: Message, by: Any, field: str) -> None:
    """As on pages whoever it lies with, not whoever told it; and who takes over the ledgers of those below."""
    scopes = (by.scope(Permission.PUBLICITY_JUDGE), by.scope(Permission.LEDGERS_TAKE_OVER))
    if not any(scope.covers(message.lies_with.path) for scope in scopes):
        raise Refused(f"这条信息由{message.lies_with.name}处理，不能由您导入。", field=field)


def _passed_up(message: Message, code: str, by: Any) -> Message:
    above = Organization.objects.filter(pk__in=message.lies_with.ancestor_ids).select_related("parent")
    if code and code not in [code_of(organization) for organization in above]:
        raise Refused("信息只能报给上级。", field="lies_with_code")
    while code and message.is_open and code_of(message.lies_with) != code:
        _may_judge(message, by, "lies_with_code")
        message = pass_up(message=message, by=by)
    return message


def keep_platform_word(*, word: Platform, by: Any) -> Platform:
    return keep_platform(platform=word, by=by)


register_words(Platform, permission=Permission.REGISTERS_SET_UP, keep=keep_platform_word)
register_intake(
    "publicity.messages", permission=Permission.ACTIVITIES_EDIT, take=take_message, like=("organization", "activity_id"),
)  # fmt: skip
register_intake(
    "publicity.adoptions",
    permission=Permission.ACTIVITIES_EDIT,
    take=take_adoption,
    days=("published_on",),
    like=("organization", "published_on", "platform", "title"),
)
