"""Every write of 信息报送 and the 采用台账."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.models import Activity
from activities.publicity.choices import Standing, Status
from activities.publicity.models import Adoption, Message, PhotoMark, Platform
from fulian.attachments.services import attachments_of
from fulian.audit.services import record
from fulian.core.chinese import long_date
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move
from fulian.indicators.locks import assert_open
from fulian.organizations.models import Organization

ALREADY_JUDGED = "这条信息已经处理过了，请刷新页面看最新状态。"


@transaction.atomic
def mark_photos(*, activity: Activity, marks: Mapping[int, tuple[bool, bool]], by: Any) -> None:
    """{photo: (a child is on it, the guardian agrees)}. A photo that is not named stays as it was."""
    known = {photo.pk for photo in attachments_of(activity)}
    for key, (has_children, has_consent) in marks.items():
        if key in known:
            PhotoMark.objects.update_or_create(
                attachment_id=key,
                defaults={"has_children": has_children, "has_consent": has_children and has_consent, "marked_by": by},
            )
    record("publicity.marked", by=by, subject=activity, photos=len(marks))


@transaction.atomic
def submit_message(
    *, activity: Activity, title: str, text: str, by: Any, at: datetime.datetime | None = None
) -> Message:
    """Tell the level above of an activity, or change what was told while nobody has judged it. `at`: when it was told, if
    that was long ago."""
    held = Activity.objects.select_for_update(of=("self",)).select_related("organization__parent").get(pk=activity.pk)
    above = held.organization.parent
    if held.is_cancelled:
        raise Refused("这场活动已经撤销，不能报送。")
    if above is None:
        raise Refused("本级上面没有妇联用这个平台；请复制文字从别的渠道报送。")
    message = Message.objects.select_for_update(of=("self",)).filter(activity=held).first()
    if message is None:
        message = Message(
            activity=held, organization=held.organization, path_at=held.path_at, lies_with=above,
            submitted_at=at or timezone.now(), submitted_by=by, created_by=by,
        )  # fmt: skip
    elif not message.is_open:
        raise Conflict("这条信息上级已经处理过了，不能再改。")
    message.title, message.text, message.updated_by = title, text, by
    message.save()
    record("publicity.submit", by=by, subject=message, to=above.pk)
    return message


@transaction.atomic
def pass_up(*, message: Message, by: Any) -> Message:
    """A township tells the district what a village told it."""
    held = _open(message)
    above = held.lies_with.parent
    if above is None:
        raise Refused("上面没有妇联用这个平台，不能再往上报。")
    Message.objects.filter(pk=held.pk).update(lies_with=above, updated_by=by, updated_at=timezone.now())
    record("publicity.passed_up", by=by, subject=held, to=above.pk)
    held.lies_with = above
    return held


@transaction.atomic
def decline_message(*, message: Message, by: Any, reason: str) -> Message:
    _open(message)
    move(
        message, field="standing", to=Standing.DECLINED, allowed=[Standing.SUBMITTED],
        judged_at=timezone.now(), judged_by=by, judge_reason=reason,
    )  # fmt: skip
    record("publicity.declined", by=by, subject=message)
    return message


@transaction.atomic
def adopt_message(*, message: Message, adoption: Adoption, by: Any) -> Adoption:
    """It was published: the message is closed, and a line stands in the ledger of the organization that told it."""
    held = _open(message)
    adoption.organization, adoption.message, adoption.activity = held.organization, held, held.activity
    record_adoption(adoption=adoption, by=by)
    move(
        message,
        field="standing",
        to=Standing.ADOPTED,
        allowed=[Standing.SUBMITTED],
        judged_at=timezone.now(),
        judged_by=by,
    )
    record("publicity.adopted", by=by, subject=message, adoption=adoption.pk)
    return adoption


@transaction.atomic
def record_adoption(*, adoption: Adoption, by: Any) -> Adoption:
    """A new, unsaved line of the ledger."""
    _check(adoption)
    _assert_open(adoption.organization, adoption.published_on)
    adoption.path_at = adoption.organization.path
    adoption.created_by = adoption.updated_by = by
    adoption.save()
    record("publicity.recorded", by=by, subject=adoption)
    return adoption


@transaction.atomic
def change_adoption(*, adoption: Adoption, by: Any, version: datetime.datetime | None = None) -> Adoption:
    """The month it was in and the month it goes to must both be open."""
    stored = Adoption.objects.select_for_update(of=("self",)).select_related("organization").get(pk=adoption.pk)
    if stored.is_cancelled:
        raise Refused("这条采用已经撤销，不能再改。")
    if version is not None and stored.updated_at != version:
        raise Conflict("别人刚刚改过这一条。您填的内容还在下面，请先打开看最新内容再改。")
    _check(adoption)
    _assert_open(stored.organization, stored.published_on)
    _assert_open(adoption.organization, adoption.published_on)
    if adoption.organization_id != stored.organization_id:
        adoption.path_at = adoption.organization.path
    adoption.updated_by = by
    adoption.save()
    record("publicity.changed", by=by, subject=adoption)
    return adoption


@transaction.atomic
def cancel_adoption(*, adoption: Adoption, by: Any, reason: str) -> Adoption:
    """Taken back: it stays to be seen with its reason, and is counted nowhere."""
    _assert_open(adoption.organization, adoption.published_on, field=None)
    now = timezone.now()
    move(
        adoption, to=Status.CANCELLED, allowed=[Status.ACTIVE],
        cancelled_at=now, cancelled_by=by, cancel_reason=reason, updated_at=now, updated_by=by,
    )  # fmt: skip
    record("publicity.cancelled", by=by, subject=adoption)
    return adoption


@transaction.atomic
def keep_platform(*, platform: Platform, by: Any) -> Platform:
    if not platform.code:
        platform.code = f"p{uuid.uuid4().hex[:8]}"
    platform.save()
    record("publicity.platform", by=by, subject=platform, path="")
    return platform


def _open(message: Message) -> Message:
    held = (
        Message.objects.select_for_update(of=("self",))
        .select_related("organization", "lies_with__parent", "activity")
        .get(pk=message.pk)
    )
    if not held.is_open or held.lies_with_id != message.lies_with_id:
        raise Conflict(ALREADY_JUDGED)
    return held


def _check(adoption: Adoption) -> None:
    today = timezone.localdate()
    if adoption.published_on > today:
        raise Refused(f"采用日期不能晚于今天（{long_date(today)}）。", field="published_on")
    if not adoption.organization.existed_on(adoption.published_on):
        raise Refused(f"{adoption.organization.name}在那一天还没有成立或已经撤销，请核对日期。", field="published_on")
    twin = Adoption.objects.active().filter(link=adoption.link, organization=adoption.organization_id)
    if adoption.link and twin.exclude(pk=adoption.pk).exists():
        raise Refused("这个网址已经登记过了，不用再登记。", field="link")


def _assert_open(organization: Organization, day: datetime.date, *, field: str | None = "published_on") -> None:
    try:
        assert_open(organization=organization, day=day)
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from refusal
