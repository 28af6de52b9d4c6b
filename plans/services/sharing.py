"""分解: giving parts of a target to organizations below, and what they say to it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.attachments.services import attach_all
from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move
from fulian.organizations.models import Organization
from plans.choices import Contribution, ShareMethod, ShareStatus, Status
from plans.models import Plan, Share, Target
from plans.services.checking import WHOLE, check_amount
from plans.splitting import by_weight, equally
from plans.wording import off_by, sum_text

CHANGED = "任务数刚刚调整过，请刷新页面，看清新的任务数再答复。"
ANYWAY = "仍然这样分"
UNANSWERED = {"status": ShareStatus.WAITING, "answered_at": None, "answered_by": None, "objection": "", "reply": ""}


@dataclass(frozen=True)
class Part:
    """What one organization is asked for. No number where everybody is asked for the same."""

    organization: Organization
    low: Decimal | None = None
    base: Decimal | None = None


# ---- dividing --------------------------------------------------------------------------------------------------------------


def divided(target: Target, method: str, bases: Sequence[Decimal | None]) -> list[Decimal]:
    """What each of them would get, in their order. `bases`: women, villages …, one for each organization."""
    total, whole = target.low or Decimal(0), target.unit in WHOLE
    if not target.is_divided:
        return [total] * len(bases)
    if method == ShareMethod.EQUAL:
        return equally(total, len(bases), whole=whole)
    missing = [number for number, base in enumerate(bases) if base is None]
    if missing or not sum(base or 0 for base in bases):
        raise Refused("按基数分，请先填每个单位的基数。", field=f"base_{missing[0]}" if missing else "method")
    return by_weight(total, [base or Decimal(0) for base in bases], whole=whole)


def check_parts(target: Target, parts: Sequence[Part], *, anyway: bool) -> None:
    if target.contribution == Contribution.HIGHER:
        raise Refused("这是上级的目标，本级只写配合什么，不往下分解。")
    ids = [part.organization.pk for part in parts]
    if len(ids) != len(set(ids)):
        raise Refused("同一个单位分了两次。")
    for part in parts:
        path = part.organization.path
        if not path.startswith(target.organization.path) or path == target.organization.path:
            raise Refused(f"{part.organization}不是{target.organization}的下级。")
        if part.low is not None:
            check_amount(part.low, target.unit, field=f"low_{part.organization.pk}")
        elif target.is_divided:
            raise Refused(
                f"请填{part.organization}的任务数；不承担的，去掉前面的勾。", field=f"low_{part.organization.pk}"
            )
    if parts and target.is_divided and not anyway:
        total = sum((part.low or Decimal(0) for part in parts), Decimal(0))
        if off_by(total, target):
            raise Refused(f"{sum_text(total, target)}。确实要这样分，请勾选“{ANYWAY}”。", field="anyway")


@transaction.atomic
def share_out(*, target: Target, parts: Sequence[Part], method: str, by: Any, anyway: bool = False) -> Target:
    """The parts as they shall be from now on. Whose part is another one is asked again; what was answered to the same part stays."""
    plan = _held(target)
    if plan.status not in (Status.DRAFT, Status.PUBLISHED):
        raise Conflict("计划已经送审、批准或归档，现在不能分解。")
    check_parts(target, parts, anyway=anyway)
    wanted = {part.organization.pk: _as_kept(target, part) for part in parts}
    stored = {share.organization_id: share for share in _shares_of(target)}
    for key in stored.keys() - wanted.keys():
        if stored[key].noted_at is not None:
            raise Refused(f"{stored[key].organization}已经登记完成，不能去掉。")
    Share.objects.filter(pk__in=[stored[key].pk for key in stored.keys() - wanted.keys()]).delete()
    new = [
        Share(target=target, organization=p.organization, low=p.low, base=p.base)
        for k, p in wanted.items()
        if k not in stored
    ]
    Share.objects.bulk_create(new)
    changed = [_change(stored[key], wanted[key]) for key in stored.keys() & wanted.keys()]
    target.share_method = method
    target.save(update_fields=["share_method"])
    record(
        "plans.shared_out", by=by, subject=plan, target=target.pk, parts=len(wanted),
        added=sorted(share.organization_id for share in new),
        removed=sorted(stored.keys() - wanted.keys()),
        changed=sorted(share.organization_id for share in changed if share is not None),
    )  # fmt: skip
    return target


def _as_kept(target: Target, part: Part) -> Part:
    """A commitment, and what each unit is asked for, carry no number of their own."""
    if target.is_commitment or target.per_level:
        return Part(part.organization, None, part.base)
    return part


def _change(share: Share, part: Part) -> Share | None:
    """None where she is asked for the same as before."""
    if share.low == part.low:
        if share.base != part.base:
            Share.objects.filter(pk=share.pk).update(base=part.base)
        return None
    Share.objects.filter(pk=share.pk).update(low=part.low, base=part.base, **UNANSWERED)
    return share


# ---- answering -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def confirm_share(*, share: Share, seen: Decimal | None, by: Any) -> Share:
    """`seen`: the number that stood on her page; another one since means that she has not seen what she confirms."""
    _answerable(share, seen)
    move(
        share, to=ShareStatus.CONFIRMED, allowed=[ShareStatus.WAITING, ShareStatus.OBJECTED], answered_at=timezone.now(),
        answered_by=by,
    )  # fmt: skip
    record("plans.share_confirmed", by=by, subject=share.target.plan, target=share.target_id, share=share.pk)
    return share


@transaction.atomic
def object_to_share(*, share: Share, seen: Decimal | None, reason: str, by: Any) -> Share:
    if not reason.strip():
        raise Refused("请写明理由，例如差多少、为什么。", field="reason")
    _answerable(share, seen)
    move(
        share, to=ShareStatus.OBJECTED, allowed=[ShareStatus.WAITING], answered_at=timezone.now(), answered_by=by,
        objection=reason.strip(), reply="",
    )  # fmt: skip
    record("plans.share_objected", by=by, subject=share.target.plan, target=share.target_id, share=share.pk)
    return share


@transaction.atomic
def keep_share(*, share: Share, reason: str, by: Any) -> Share:
    """The number stands, and she is told why; it waits for her again, with her objection and the answer beside it."""
    if not reason.strip():
        raise Refused("请写明为什么不调整。", field="reason")
    _answerable(share, share.low)
    move(
        share, to=ShareStatus.WAITING, allowed=[ShareStatus.OBJECTED], answered_at=None, answered_by=None,
        reply=reason.strip(),
    )  # fmt: skip
    record("plans.share_kept", by=by, subject=share.target.plan, target=share.target_id, share=share.pk)
    return share


@transaction.atomic
def note_share(
    *,
    share: Share,
    done_on: datetime.date,
    evidence: str,
    by: Any,
    seen: datetime.datetime | None = None,
    photos: Iterable[Any] = (),
) -> Share:
    """Of a commitment: this organization has done its part. `seen`: the `noted_at` of the note that is put right."""
    target = share.target
    if not target.is_commitment:
        raise Refused("这项任务按数统计，不用登记完成。")
    if done_on > timezone.localdate():
        raise Refused("完成日期不能晚于今天。", field="done_on")
    if done_on < target.starts_on:
        raise Refused("完成日期不能早于目标的开始日期。", field="done_on")
    if not evidence.strip():
        raise Refused("请写明完成情况和依据。", field="evidence")
    held = _answerable(share, share.low)
    if held.noted_at != seen:
        raise Conflict("已经登记过完成情况，请刷新页面查看。")
    values = {"done_on": done_on, "evidence": evidence.strip(), "noted_at": timezone.now(), "noted_by": by}
    if not Share.objects.filter(pk=share.pk, noted_at=seen).update(**values):
        raise Conflict("已经登记过完成情况，请刷新页面查看。")
    share.refresh_from_db(fields=list(values))
    attach_all(owner=share, uploads=photos, by=by)
    record("plans.share_noted", by=by, subject=target.plan, target=target.pk, share=share.pk)
    return share


def _answerable(share: Share, seen: Decimal | None) -> Share:
    """The row as it is now, held; its plan is carried out, and it asks for what she has seen.

    The plan is held first, as everywhere: an answer given while a new version is published goes with it, or is refused.
    """
    status = _held(share.target).status
    held = Share.objects.select_for_update(of=("self",)).filter(pk=share.pk).first()
    if held is None or held.low != seen:
        raise Conflict(CHANGED)
    if status != Status.PUBLISHED:
        raise Refused("这份计划已经归档或有了新版，不能再答复。")
    return held


def _held(target: Target) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).select_related("organization")
    return plan.get(pk=target.task.chapter.plan_id)


def _shares_of(target: Target) -> list[Share]:
    return list(Share.objects.select_for_update(of=("self",)).filter(target=target).select_related("organization"))
