"""Circulars for tests, made by the services."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from fulian.inbox.circulars import services
from fulian.inbox.circulars.choices import Ask
from fulian.inbox.circulars.models import Circular, CircularRecipient
from fulian.organizations.models import Organization

DAY = datetime.timedelta(days=1)
NEEDS = {Ask.RECEIPT: {"question": "参加人数和带队人"}, Ask.SIGNUP: {"columns": ["性别"]}}


def draft(
    issuer: Organization, *to: Organization, by: Any, ask: str = Ask.SIGN, files: Iterable[Any] = (), **fields: Any
) -> Circular:
    """To be answered in ten days, unless the fields say otherwise."""
    given = {
        "title": "关于报送家庭教育宣传周活动安排的通知",
        "text": "各村（社区）妇联：\n请于本周内报送活动安排。",
        "due_on": timezone.localdate() + 10 * DAY,
        **NEEDS.get(Ask(ask), {}),
        **fields,
    }
    circular = Circular(organization=issuer, ask=ask, **given)
    return services.draft_circular(circular=circular, picked=to, files=files, by=by)


def issued(issuer: Organization, *to: Organization, by: Any, **fields: Any) -> Circular:
    return services.issue_circular(circular=draft(issuer, *to, by=by, **fields), by=by)


def forwarded(earlier: Circular, issuer: Organization, *to: Organization, by: Any, **fields: Any) -> Circular:
    given = {"text": "请各村抓紧。", "due_on": earlier.due_on, **fields}
    circular = Circular(organization=issuer, **given)
    return services.forward_circular(circular=circular, earlier=earlier, picked=to, by=by)


def recipient_of(circular: Circular, organization: Organization | None = None) -> CircularRecipient:
    rows = circular.recipients.select_related("organization", "circular__organization")
    return rows.get(organization=organization) if organization else rows.get()


def answered(
    circular: Circular, organization: Organization | None = None, *, by: Any, **answer: Any
) -> CircularRecipient:
    return services.answer_circular(recipient=recipient_of(circular, organization), by=by, **answer)


def person(name: str = "周小玲", **more: str) -> dict[str, str]:
    return {"姓名": name, "职务": "执委", "电话": "13800000001", **more}


def overdue(circular: Circular, days: int = 2) -> Circular:
    """As if its day were past."""
    Circular.objects.filter(pk=circular.pk).update(due_on=timezone.localdate() - days * DAY)
    circular.refresh_from_db()
    return circular
