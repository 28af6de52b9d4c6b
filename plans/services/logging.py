"""What is done for a target that no indicator counts: kept entry by entry. The actual is always their sum, never typed."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.attachments.services import attach_all
from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.organizations.models import Organization
from plans.choices import Status
from plans.models import LogEntry, Plan, Target
from plans.services.checking import check_amount, check_day

NOT_NOW = "计划发布以后、归档以前才能记完成；已经有新版的，请到新版里记。"


@transaction.atomic
def log_work(
    *,
    target: Target,
    day: datetime.date,
    quantity: Decimal,
    organization: Organization,
    note: str,
    by: Any,
    qualifier: str = "",
    photos: Iterable[Any] = (),
) -> LogEntry:
    """`organization`: who did it, the one that answers for the target or one below it."""
    if not target.is_kept_by_hand:
        raise Refused(
            "这个目标有统计指标，完成数由台账和月报得出，不用另外记。"
            if target.indicator_id
            else "承诺不记数，请登记完成情况。"
        )
    plan = _running(target)
    check_day(target, day, today=timezone.localdate())
    if quantity <= 0:
        raise Refused("数量要大于 0。", field="quantity")
    check_amount(quantity, target.counts_in, field="quantity")
    if not organization.path.startswith(target.organization.path):
        raise Refused(f"要是{target.organization}或它的下级。", field="organization")
    if not organization.existed_on(day):
        raise Refused(f"{organization}那一天还没有成立，或已经撤并。", field="organization")
    if not note.strip():
        raise Refused("请写明做了什么、依据是什么。", field="note")
    entry = LogEntry.objects.create(
        target=target, target_key=target.key, day=day, quantity=quantity, qualifier=qualifier, organization=organization,
        note=note.strip(), noted_by=by,
    )  # fmt: skip
    attach_all(owner=entry, uploads=photos, by=by)
    record("plans.work_logged", by=by, subject=plan, target=target.pk, entry=entry.pk)
    return entry


@transaction.atomic
def void_entry(*, entry: LogEntry, reason: str, by: Any) -> LogEntry:
    """It stays on the page, struck out, and counts no more."""
    plan = _running(entry.target)
    if not reason.strip():
        raise Refused("请写明作废的原因。", field="reason")
    values = {"voided_at": timezone.now(), "voided_by": by, "void_reason": reason.strip()}
    if not LogEntry.objects.filter(pk=entry.pk, voided_at__isnull=True).update(**values):
        raise Conflict("这条记录已经作废了。")
    entry.refresh_from_db(fields=["voided_at", "voided_by", "void_reason"])
    record("plans.entry_voided", by=by, subject=plan, target=entry.target_id, entry=entry.pk)
    return entry


def _running(target: Target) -> Plan:
    """The plan, held; or of the version that was replaced meanwhile, a refusal. Entries of an old version count in the new one."""
    plan = (
        Plan.objects.select_for_update(of=("self",)).select_related("organization").get(pk=target.task.chapter.plan_id)
    )
    if plan.status == Status.SUPERSEDED:
        plan = Plan.objects.filter(key=plan.key, status=Status.PUBLISHED).select_related("organization").first() or plan
    if plan.status != Status.PUBLISHED:
        raise Refused(NOT_NOW)
    return plan
