"""Notices for tests, made by the services."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from fulian.organizations.models import Organization
from plans.supervision import services
from plans.supervision.choices import Degree
from plans.supervision.models import Notice, Recipient, Reply

DAY = datetime.timedelta(days=1)


def draft(
    issuer: Organization,
    *to: Organization,
    by: Any,
    degree: str = Degree.HINT,
    departments: Iterable[str] = (),
    **fields: Any,
) -> Notice:
    """To be answered in ten days, unless the fields say otherwise."""
    given = {
        "title": "关于加快妇女微家建设",
        "text": "请查明进度偏慢的原因，书面答复下一步安排。",
        "due_on": timezone.localdate() + 10 * DAY if fields.get("needs_reply", True) else None,
        **fields,
    }
    notice = Notice(organization=issuer, degree=degree, **given)
    return services.draft_notice(notice=notice, organizations=to, departments=departments, by=by)


def issued(issuer: Organization, *to: Organization, by: Any, **fields: Any) -> Notice:
    return services.issue_notice(notice=draft(issuer, *to, by=by, **fields), by=by)


def recipient_of(notice: Notice, organization: Organization | None = None) -> Recipient:
    rows = notice.recipients.select_related("organization", "notice__organization")
    return rows.get(organization=organization) if organization else rows.get()


def replied(
    notice: Notice, organization: Organization | None = None, *, by: Any, text: str = "已排出建设计划。"
) -> Reply:
    return services.reply_to_notice(recipient=recipient_of(notice, organization), text=text, by=by)


def overdue(notice: Notice, days: int = 2) -> Notice:
    """As if it had been issued a fortnight ago, and its day were past."""
    due_on = timezone.localdate() - days * DAY
    Notice.objects.filter(pk=notice.pk).update(due_on=due_on)
    notice.recipients.update(due_on=due_on, asked_on=due_on - 10 * DAY)
    notice.refresh_from_db()
    return notice
