"""Draft → issued → closed, or withdrawn. A notice has no number until it is issued, and never changes afterwards."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move
from fulian.organizations.models import Organization
from plans.models import Target
from plans.supervision.choices import OPEN, Answer, Degree, Status
from plans.supervision.figures import figures_of
from plans.supervision.models import Notice, Recipient

NOT_A_DRAFT = "这份文件已经发出，不能再改。要更正请撤回后另发一份。"
CHANGED_MEANWHILE = "别人刚刚改过这份草稿。您填的内容还在下面，请先打开草稿看最新内容再改。"
CONTENT = (
    "degree", "code_word", "title", "text", "target", "escalates", "needs_reply", "due_on", "updated_by", "updated_at",
)  # fmt: skip


@transaction.atomic
def draft_notice(
    *, notice: Notice, organizations: Iterable[Organization] = (), departments: Iterable[str] = (), by: Any
) -> Notice:
    """Keep a new, unsaved notice as a draft, with those it is to go to."""
    if notice.target is not None and not notice.target.plan.in_force:
        raise Refused("只能就正在执行的计划目标发文；这份计划还没有执行，或者已有新版。", field="target")
    addressed = _checked(notice, organizations, departments)
    notice.path_at = notice.organization.path
    notice.created_by = notice.updated_by = by
    notice.save(force_insert=True)
    _address(notice, addressed)
    record("supervision.drafted", by=by, subject=notice)
    return notice


@transaction.atomic
def change_notice(
    *,
    notice: Notice,
    organizations: Iterable[Organization] = (),
    departments: Iterable[str] = (),
    by: Any,
    version: datetime.datetime | None = None,
) -> Notice:
    """`version`: the `updated_at` that the editor saw; another one means that somebody else changed it meanwhile."""
    stored = _draft(notice)
    if version is not None and stored.updated_at != version:
        raise Conflict(CHANGED_MEANWHILE)
    notice.organization = stored.organization
    addressed = _checked(notice, organizations, departments)
    notice.updated_by = by
    notice.save(update_fields=CONTENT)
    _address(notice, addressed)
    record("supervision.changed", by=by, subject=notice)
    return notice


@transaction.atomic
def discard_notice(*, notice: Notice, by: Any) -> None:
    """A draft that is not wanted goes altogether: it had no number, and nobody else has seen it."""
    draft = _draft(notice)
    record("supervision.discarded", by=by, subject=draft)
    draft.delete()


@transaction.atomic
def issue_notice(*, notice: Notice, by: Any) -> Notice:
    """Number it, freeze the figures that it names, and send it. All or nothing: a number is never lost."""
    now, today = timezone.now(), timezone.localdate()
    earlier = (
        _held(notice.escalates_id) if notice.escalates_id else None
    )  # the older first: the order in which all hold them
    stored = _draft(notice)
    _check_issue(stored, earlier, today)
    updates: dict[str, Any] = {
        "year": today.year,
        "number": _next_number(stored, today.year),
        "issued_at": now,
        "issued_by": by,
        "updated_at": now,
        "updated_by": by,
        "figures": _frozen(stored, today),
    }
    if not stored.needs_reply:
        updates |= {"closed_at": now, "closed_by": by}
    move(notice, to=Status.ISSUED if stored.needs_reply else Status.CLOSED, allowed=[Status.DRAFT], **updates)
    stored.recipients.update(
        status=Answer.WAITING if stored.needs_reply else Answer.INFORMED, due_on=stored.due_on, asked_on=today
    )
    if earlier is not None and stored.needs_reply:
        _raise(earlier, stored, by=by)
    record("supervision.issued", by=by, subject=notice, degree=notice.degree, number=notice.number)
    return notice


@transaction.atomic
def withdraw_notice(*, notice: Notice, by: Any, reason: str) -> Notice:
    """Take back what was issued: it keeps its number and stays to be seen with the reason; nobody need answer any more."""
    held = _held(notice.pk)
    if held.status == Status.CLOSED and held.needs_reply:
        raise Refused("这份文件已经办结，不能再撤回。")
    now = timezone.now()
    move(
        notice, to=Status.WITHDRAWN, allowed=[Status.ISSUED, Status.CLOSED],
        withdrawn_at=now, withdrawn_by=by, withdraw_reason=reason, updated_at=now, updated_by=by,
    )  # fmt: skip
    record("supervision.withdrawn", by=by, subject=notice)
    return notice


def close_when_done(notice: Notice, *, by: Any) -> None:
    """Everybody has answered, and every answer was accepted. The caller holds the notice's row."""
    if notice.status == Status.ISSUED and not notice.recipients.outstanding().exists():
        move(notice, to=Status.CLOSED, allowed=[Status.ISSUED], closed_at=timezone.now(), closed_by=by)
        record("supervision.closed", by=by, subject=notice)


def _held(pk: int) -> Notice:
    return Notice.objects.select_for_update(of=("self",)).select_related("organization").get(pk=pk)


def _draft(notice: Notice) -> Notice:
    """Hold the notice's row, and refuse unless it is a draft."""
    found = Notice.objects.select_for_update(of=("self",)).select_related("organization").filter(pk=notice.pk).first()
    if found is None:
        raise Conflict("这份草稿刚刚被删除了。")
    if not found.is_draft:
        raise Conflict(NOT_A_DRAFT)
    return found


def _next_number(notice: Notice, year: int) -> int:
    """Counted from the rows themselves while the issuer is held: two at once follow one another, and a rollback leaves no gap."""
    Organization.objects.select_for_update(no_key=True).get(pk=notice.organization_id)
    same = Notice.objects.filter(organization=notice.organization_id, year=year, degree=notice.degree)
    return (same.aggregate(last=Max("number"))["last"] or 0) + 1


def _frozen(notice: Notice, today: datetime.date) -> dict[str, Any]:
    if notice.target_id is None:
        return {}
    return figures_of(Target.objects.detailed().get(pk=notice.target_id), today)


def _address(notice: Notice, addressed: list[tuple[Organization, str]]) -> None:
    notice.recipients.all().delete()
    Recipient.objects.bulk_create(
        Recipient(notice=notice, organization=organization, path_at=organization.path, department=department)
        for organization, department in addressed
    )


def _raise(earlier: Notice, later: Notice, *, by: Any) -> None:
    """Whoever is now asked in the graver notice need not answer the milder one as well."""
    asked = set(later.recipients.values_list("organization", "department"))
    raised = [
        row.pk for row in earlier.recipients.filter(status__in=OPEN) if (row.organization_id, row.department) in asked
    ]
    earlier.recipients.filter(pk__in=raised).update(status=Answer.RAISED)
    record("supervision.raised", by=by, subject=earlier, later=later.pk)
    close_when_done(earlier, by=by)


# ---- what no notice may say ------------------------------------------------------------------------------------------------


def _checked(
    notice: Notice, organizations: Iterable[Organization], departments: Iterable[str]
) -> list[tuple[Organization, str]]:
    """To whom it goes; refuses what does not fit together."""
    notice.title = bare_title(notice.title)
    if not notice.title:
        raise Refused("请填写标题，说明是什么事。", field="title")
    _check_degree(notice)
    _check_due(notice, timezone.localdate())
    return _addressed(notice, organizations, departments)


def bare_title(title: str) -> str:
    """Without the 文种, which is put behind it where it is shown: 关于…的提醒函 → 关于…."""
    for degree in Degree:
        title = title.strip().removesuffix(f"的{degree.label}")
    return title


def _check_degree(notice: Notice) -> None:
    earlier = notice.escalates
    if earlier is not None:
        if earlier.organization_id != notice.organization_id or not earlier.may_be_raised:
            raise Refused("只能把本级已经发出的工作提示或提醒函升级。")
        if Degree(notice.degree) not in Degree(earlier.degree).above:
            choices = "或".join(str(degree.label) for degree in Degree(earlier.degree).above)
            raise Refused(f"上一份是{earlier.get_degree_display()}，升级只能选{choices}。", field="degree")
    if not notice.needs_reply and notice.degree != Degree.CIRCULAR:
        raise Refused(f"{notice.get_degree_display()}都要答复；只有通报可以不要求答复。", field="needs_reply")


def _check_due(notice: Notice, today: datetime.date) -> None:
    if not notice.needs_reply:
        notice.due_on = None
        return
    if notice.due_on is None:
        raise Refused("请填写答复期限。", field="due_on")
    if notice.due_on <= today:
        raise Refused("答复期限要晚于今天。", field="due_on")


def _addressed(
    notice: Notice, organizations: Iterable[Organization], departments: Iterable[str]
) -> list[tuple[Organization, str]]:
    issuer, today = notice.organization, timezone.localdate()
    below = list(organizations)
    for organization in below:
        if organization.path == issuer.path or not organization.path.startswith(issuer.path):
            raise Refused(f"{organization.name}不是{issuer.name}的下级，不能主送。", field="organizations")
        if not organization.existed_on(today):
            raise Refused(f"{organization.name}已撤销，请改选承接工作的组织。", field="organizations")
    named = list(dict.fromkeys(name.strip() for name in departments if name.strip()))
    if not below and not named:
        raise Refused("请选主送的下级组织，或写明本级哪个部室。", field="organizations")
    return [*((organization, "") for organization in below), *((issuer, name) for name in named)]


def _check_issue(notice: Notice, earlier: Notice | None, today: datetime.date) -> None:
    """Days have gone since it was drafted."""
    if earlier is not None and not earlier.may_be_raised:
        raise Refused(f"{earlier.number_text}已经撤回，不能由它升级。请删除这份草稿，另写一份。")
    if notice.needs_reply and (notice.due_on is None or notice.due_on <= today):
        raise Refused("答复期限已经过了，请先修改草稿里的答复期限。")
    for recipient in notice.recipients.select_related("organization"):
        if not recipient.organization.existed_on(today):
            raise Refused(f"{recipient.organization.name}已撤销，请先修改草稿里的主送。")
