"""调整计划: a published plan is carried on by another version of itself; what was noted meanwhile goes with it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from plans.choices import Outcome, ShareStatus, Status
from plans.models import Plan, Share, Target
from plans.services.copying import copy_parts, twin

NOTED = ("outcome", "done_on", "evidence", "noted_at", "noted_by_id")
ANSWERED = ("status", "objection", "reply", "answered_at", "answered_by_id")
DONE = ("done_on", "evidence", "noted_at", "noted_by_id")


@transaction.atomic
def revise_plan(*, plan: Plan, by: Any, reason: str) -> Plan:
    """The next version as a draft: the same words under the same keys. The published one counts until it is replaced."""
    if not reason.strip():
        raise Refused("请写明调整的原因。", field="reason")
    stored = Plan.objects.select_for_update(of=("self",)).select_related("organization").get(pk=plan.pk)
    if stored.status != Status.PUBLISHED:
        raise Conflict("只有已发布的计划才能调整，请刷新页面看最新状态。")
    last = Plan.objects.filter(key=stored.key).aggregate(last=Max("version"))["last"]
    version = twin(
        stored, status=Status.DRAFT, version=last + 1, replaces=stored, revise_reason=reason.strip(), in_force_from=None,
        submitted_at=None, submitted_by=None, approved_at=None, approved_by=None, published_at=None, published_by=None,
        return_reason="", path_at=stored.organization.path, created_by=by, updated_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError:
        raise Refused("这份计划的新版已经在写，请直接打开新版。") from None
    copy_parts(stored, version)
    record("plans.revised", by=by, subject=version, version=version.version)
    record("plans.revision_begun", by=by, subject=stored, version=version.version)
    return version


def carry_over(*, before: Plan, plan: Plan) -> None:
    """At publishing, under the lock of `before`: outcomes and answers given to the old version since the new one was begun.

    An answer holds for the number that was answered: where the new version asks for another one, it is asked anew.
    """
    old = {target.key: target for target in Target.objects.of_plan(before).prefetch_related("shares")}
    changed: list[Target] = []
    shares: list[Share] = []
    for target in Target.objects.of_plan(plan).filter(key__in=old).prefetch_related("shares"):
        earlier = old[target.key]
        if target.is_commitment and earlier.is_commitment and earlier.outcome != Outcome.NONE:
            _take(target, earlier, NOTED)
            changed.append(target)
        answered = {share.organization_id: share for share in earlier.shares.all()}
        for share in target.shares.all():
            if share.organization_id in answered:
                _carry_share(share, answered[share.organization_id], same=_asks_the_same(target, earlier))
                shares.append(share)
    Target.objects.bulk_update(changed, [_field(name) for name in NOTED])
    Share.objects.bulk_update(shares, [_field(name) for name in dict.fromkeys((*ANSWERED, *DONE))])


def _asks_the_same(target: Target, earlier: Target) -> bool:
    return (target.comparator, target.unit, target.due_on) == (earlier.comparator, earlier.unit, earlier.due_on)


def _carry_share(share: Share, earlier: Share, *, same: bool) -> None:
    _take(share, earlier, DONE)
    if same and share.low == earlier.low:
        _take(share, earlier, ANSWERED)
    else:
        share.status, share.objection, share.reply = ShareStatus.WAITING, "", ""
        share.answered_at = share.answered_by_id = None


def _take(row: Any, earlier: Any, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, getattr(earlier, name))


def _field(attname: str) -> str:
    return attname.removesuffix("_id")
