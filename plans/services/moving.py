"""Draft → submitted → approved → published → closed; a published plan is never edited, another version takes its place."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from fulian.attachments.services import attach_all
from fulian.audit.services import record
from fulian.core.chinese import long_date
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move
from fulian.indicators.models import Indicator
from plans.choices import IN_WRITING, Outcome, Status
from plans.models import Plan, Target
from plans.services.revising import carry_over
from plans.services.writing import draft


@transaction.atomic
def submit_plan(*, plan: Plan, by: Any) -> Plan:
    draft(plan)
    if not Target.objects.of_plan(plan).exists():
        raise Refused("计划里还没有目标，先写上目标再送审。")
    move(
        plan,
        to=Status.SUBMITTED,
        allowed=[Status.DRAFT],
        submitted_at=timezone.now(),
        submitted_by=by,
        return_reason="",
    )
    record("plans.submitted", by=by, subject=plan)
    return plan


@transaction.atomic
def return_plan(*, plan: Plan, by: Any, reason: str) -> Plan:
    """Back to draft, from review or before it is published: what was approved stays in the log."""
    move(
        plan, to=Status.DRAFT, allowed=[Status.SUBMITTED, Status.APPROVED], submitted_at=None, submitted_by=None,
        approved_at=None, approved_by=None, return_reason=reason,
    )  # fmt: skip
    record("plans.returned", by=by, subject=plan)
    return plan


@transaction.atomic
def approve_plan(*, plan: Plan, by: Any) -> Plan:
    move(plan, to=Status.APPROVED, allowed=[Status.SUBMITTED], approved_at=timezone.now(), approved_by=by)
    record("plans.approved", by=by, subject=plan)
    return plan


@transaction.atomic
def publish_plan(*, plan: Plan, by: Any, on: datetime.date | None = None) -> Plan:
    """In force from `on` (today), with the indicators as they are defined now; the version before it stands still from then.

    A version that is replaced on its first day counted on no day: it ends before it begins.
    """
    day = on or timezone.localdate()
    before = Plan.objects.select_for_update(of=("self",)).get(pk=plan.replaces_id) if plan.replaces_id else None
    _check_day(plan, before, day)
    if before is not None:
        move(
            before, to=Status.SUPERSEDED, allowed=[Status.PUBLISHED], in_force_until=day - datetime.timedelta(days=1),
        )  # fmt: skip
        record("plans.superseded", by=by, subject=before, version=plan.version)
        carry_over(before=before, plan=plan)
    move(
        plan, to=Status.PUBLISHED, allowed=[Status.APPROVED], published_at=timezone.now(), published_by=by,
        in_force_from=day,
    )  # fmt: skip
    version = Indicator.objects.filter(pk=OuterRef("indicator")).values("version")
    Target.objects.of_plan(plan).filter(indicator__isnull=False).update(indicator_version=Subquery(version))
    record("plans.published", by=by, subject=plan, version=plan.version)
    return plan


def _check_day(plan: Plan, before: Plan | None, day: datetime.date) -> None:
    if day > timezone.localdate():
        raise Refused("执行的日期不能晚于今天。", field="on")
    if before is None and day < min(datetime.date(plan.year, 1, 1), timezone.localdate()):
        raise Refused(f"执行的日期不能早于{plan.year}年1月1日。", field="on")
    if before is not None and before.in_force_from is not None and day < before.in_force_from:
        raise Refused(f"新版执行的日期不能早于上一版（{long_date(before.in_force_from)}）。", field="on")


@transaction.atomic
def close_plan(*, plan: Plan, by: Any) -> Plan:
    if timezone.localdate().year <= plan.year:
        raise Refused(f"{plan.year}年还没有过完，不能归档。")
    if plan.successors.filter(status__in=IN_WRITING).exists():
        raise Refused("这份计划的新版还在起草或待批准，先发布或作废新版，再归档。")
    move(plan, to=Status.CLOSED, allowed=[Status.PUBLISHED])
    record("plans.closed", by=by, subject=plan)
    return plan


@transaction.atomic
def cancel_plan(*, plan: Plan, by: Any, reason: str) -> Plan:
    move(
        plan, to=Status.CANCELLED, allowed=IN_WRITING, cancelled_at=timezone.now(), cancelled_by=by, cancel_reason=reason,
    )  # fmt: skip
    record("plans.cancelled", by=by, subject=plan)
    return plan


@transaction.atomic
def note_outcome(
    *,
    target: Target,
    outcome: str = Outcome.DONE,
    done_on: datetime.date | None = None,
    evidence: str,
    by: Any,
    seen: datetime.datetime | None = None,
    photos: Iterable[Any] = (),
) -> Target:
    """What became of a commitment: kept (when), or not; and by what that can be seen.

    `seen`: the `noted_at` of the note that is put right; None for the first one.
    """
    plan = target.task.chapter.plan
    if not target.is_commitment:
        raise Refused("这个目标按指标统计，不用登记完成情况。")
    done_on = _checked_day(target, outcome, done_on)
    if not evidence.strip():
        raise Refused("请写明完成情况和依据。", field="evidence")
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if held.status == Status.SUPERSEDED:
        raise Refused("这一版已经由新版代替，请到新版里登记。")
    if held.status != Status.PUBLISHED:
        raise Refused("计划发布以后、归档以前才能登记完成情况。")
    as_seen = (
        Target.objects.filter(pk=target.pk, noted_at=seen)
        if seen
        else Target.objects.filter(pk=target.pk, noted_at=None)
    )
    values = {"outcome": outcome, "done_on": done_on, "evidence": evidence.strip()}
    if not as_seen.update(**values, noted_at=timezone.now(), noted_by=by):
        raise Conflict("已经登记过完成情况，请刷新页面查看。")
    target.refresh_from_db(fields=[*values, "noted_at", "noted_by"])
    attach_all(owner=target, uploads=photos, by=by)
    record("plans.outcome_corrected" if seen else "plans.outcome_noted", by=by, subject=plan, target=target.pk)
    return target


def _checked_day(target: Target, outcome: str, done_on: datetime.date | None) -> datetime.date | None:
    if outcome == Outcome.FAILED:
        return None
    if done_on is None:
        raise Refused("请填写完成日期。", field="done_on")
    if done_on > timezone.localdate():
        raise Refused("完成日期不能晚于今天。", field="done_on")
    if done_on < target.starts_on:
        raise Refused("完成日期不能早于目标的开始日期。", field="done_on")
    return done_on
