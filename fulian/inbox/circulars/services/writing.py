"""Draft → issued → corrected by another one, or withdrawn. What was issued never changes."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.chinese import long_date
from fulian.core.exceptions import Conflict, Refused
from fulian.core.transitions import move
from fulian.inbox.circulars.choices import AUDIENCES, Ask, Follows, Status
from fulian.inbox.circulars.models import Circular, CircularRecipient
from fulian.inbox.circulars.services.filing import attach_files, delete_unshared, share_files
from fulian.organizations.models import Organization

NOT_A_DRAFT = "这份通知已经发出，不能再改。请发补充通知或更正通知，或者撤回。"
CHANGED_MEANWHILE = "别人刚刚改过这份草稿。您填的内容还在下面，请先打开草稿看最新内容再改。"
KEEP_SIGNUPS = datetime.timedelta(days=60)
LONGEST_KEPT = datetime.timedelta(days=366)
MOST_COLUMNS = 5
CONTENT = (
    "title", "number_text", "text", "levels", "ask", "question", "options", "columns", "most_people", "due_on", "delete_on",
    "updated_by", "updated_at",
)  # fmt: skip


@transaction.atomic
def draft_circular(
    *, circular: Circular, picked: Iterable[Organization] = (), files: Iterable[Any] = (), by: Any
) -> Circular:
    """Keep a new, unsaved circular, with those to whom it is to go."""
    picked = list(picked)
    _check(circular, picked)
    circular.path_at = circular.organization.path
    circular.created_by = circular.updated_by = by
    circular.save(force_insert=True)
    circular.picked.set(picked)
    if circular.follows is not None and circular.follows_as == Follows.CORRECTION:
        share_files(circular.follows, circular, by)
    attach_files(circular=circular, files=files, by=by)
    record("circulars.draft", by=by, subject=circular)
    return circular


@transaction.atomic
def change_circular(
    *,
    circular: Circular,
    picked: Iterable[Organization] = (),
    files: Iterable[Any] = (),
    by: Any,
    version: datetime.datetime | None = None,
) -> Circular:
    """`version`: the `updated_at` that the editor saw; another one means that somebody else changed it meanwhile."""
    stored, picked = _draft(circular), list(picked)
    if version is not None and stored.updated_at != version:
        raise Conflict(CHANGED_MEANWHILE)
    circular.organization = stored.organization
    _check(circular, picked)
    circular.updated_by = by
    circular.save(update_fields=CONTENT)
    circular.picked.set(picked)
    attach_files(circular=circular, files=files, by=by)
    record("circulars.update", by=by, subject=circular)
    return circular


@transaction.atomic
def discard_circular(*, circular: Circular, by: Any) -> None:
    """A draft that is not wanted goes altogether: nobody else has seen it."""
    draft = _draft(circular)
    record("circulars.delete", by=by, subject=draft)
    stored_names = list(draft.files.values_list("stored_name", flat=True))
    draft.delete()
    delete_unshared(stored_names)


@transaction.atomic
def issue_circular(*, circular: Circular, by: Any) -> Circular:
    """Send it to whoever belongs to its audience today. A correction takes the place of the one that it corrects."""
    now, today = timezone.now(), timezone.localdate()
    stored = _draft(circular)
    if stored.due_on is not None and stored.due_on < today:
        raise Refused("截止日期已经过了，请先修改草稿里的截止日期。")
    organizations = recipients_of(stored, today)
    if not organizations:
        raise Refused("选的组织都已经撤销了，请先修改草稿里发给谁。")
    move(
        circular, to=Status.ISSUED, allowed=[Status.DRAFT],
        issued_at=now, issued_by=by, updated_at=now, updated_by=by,
    )  # fmt: skip
    CircularRecipient.objects.bulk_create(
        CircularRecipient(circular=stored, organization=organization, path_at=organization.path)
        for organization in organizations
    )
    if stored.follows_id is not None and stored.follows_as == Follows.CORRECTION:
        _replace(stored.follows_id, by=by)
    record("circulars.issue", by=by, subject=circular, recipients=len(organizations))
    return circular


@transaction.atomic
def forward_circular(
    *, circular: Circular, earlier: Circular, picked: Iterable[Organization] = (), files: Iterable[Any] = (), by: Any
) -> Circular:
    """Pass `earlier` on to those below, in one step: its question stays, the remark and an earlier day are the passer's own."""
    source = Circular.objects.select_for_update(of=("self",)).get(pk=earlier.pk)
    if not source.is_issued:
        raise Conflict("这份通知已经撤回或有了更正，不能再转发。")
    if not source.recipients.filter(organization=circular.organization_id).exists():
        raise Refused("只能转发发给本单位的通知。")
    if source.due_on is not None and (circular.due_on is None or circular.due_on > source.due_on):
        raise Refused(f"上级要求{long_date(source.due_on)}前答复，您定的日期不能比它晚。", field="due_on")
    circular.title, circular.number_text, circular.forwards = source.title, "", source
    circular.ask, circular.question, circular.options = source.ask, source.question, source.options
    circular.columns, circular.most_people, circular.delete_on = source.columns, source.most_people, source.delete_on
    draft_circular(circular=circular, picked=picked, files=files, by=by)
    return issue_circular(circular=circular, by=by)


@transaction.atomic
def withdraw_circular(*, circular: Circular, by: Any, reason: str) -> Circular:
    """Take back what was issued, and what was passed on of it: it stays to be seen with the reason, nobody need answer any more."""
    now = timezone.now()
    taken_back: dict[str, Any] = {"withdrawn_at": now, "withdrawn_by": by, "updated_at": now, "updated_by": by}
    move(circular, to=Status.WITHDRAWN, allowed=[Status.ISSUED], withdraw_reason=reason, **taken_back)
    record("circulars.withdraw", by=by, subject=circular)
    for passed in _passed_on([circular.pk]):
        move(
            passed,
            to=Status.WITHDRAWN,
            allowed=[Status.ISSUED],
            withdraw_reason=f"上级已撤回：{reason}"[:500],
            **taken_back,
        )
        record("circulars.withdraw", by=by, subject=passed, because=circular.pk)
    return circular


def recipients_of(circular: Circular, day: datetime.date) -> list[Organization]:
    """Those of the chosen levels below the issuer, and those picked by name, that exist on that day."""
    below = Organization.objects.under(circular.organization.path).exclude(pk=circular.organization_id)
    wanted = Q(level__in=circular.levels) | Q(pk__in=circular.picked.values("pk"))
    return list(below.filter(wanted, closed_on__isnull=True).existing_on(day).in_tree_order())


def _draft(circular: Circular) -> Circular:
    stored = Circular.objects.select_for_update(of=("self",)).select_related("organization").get(pk=circular.pk)
    if not stored.is_draft:
        raise Conflict(NOT_A_DRAFT)
    return stored


def _replace(earlier_id: int, *, by: Any) -> None:
    """Nobody need answer the old one any more, nor what was passed on of it."""
    earlier = Circular.objects.select_for_update(of=("self",)).get(pk=earlier_id)
    if not earlier.is_issued:
        raise Refused("要更正的那份通知已经撤回或更正过了。请删除这份草稿，另写一份。")
    for one in [earlier, *_passed_on([earlier.pk])]:
        move(one, to=Status.REPLACED, allowed=[Status.ISSUED], updated_at=timezone.now(), updated_by=by)
        record("circulars.correct", by=by, subject=one)


def _passed_on(keys: list[int]) -> list[Circular]:
    """Whatever was passed on of these and is still in force, down the whole way."""
    found: list[Circular] = []
    while keys:
        rows = list(Circular.objects.select_for_update(of=("self",)).filter(forwards__in=keys, status=Status.ISSUED))
        found += rows
        keys = [row.pk for row in rows]
    return found


# ---- what no circular may say ----------------------------------------------------------------------------------------------


def _check(circular: Circular, picked: list[Organization]) -> None:
    circular.title = circular.title.strip()
    if not circular.title:
        raise Refused("请填写标题。", field="title")
    if not circular.text.strip() and circular.forwards is None:
        raise Refused("请填写正文。", field="text")
    _check_audience(circular, picked)
    _check_question(circular)
    _check_days(circular, timezone.localdate())
    earlier = circular.follows
    if earlier is not None and (earlier.organization_id != circular.organization_id or not earlier.is_issued):
        raise Refused("只能补充或更正本单位已经发出的通知。")


def _check_audience(circular: Circular, picked: list[Organization]) -> None:
    issuer = circular.organization
    circular.levels = [level.value for level in AUDIENCES if level in circular.levels]
    if not circular.levels and not picked:
        raise Refused("请选发给谁：按级别选，或者一个一个挑。", field="levels")
    for organization in picked:
        if organization.path == issuer.path or not organization.path.startswith(issuer.path):
            raise Refused(f"{organization.name}不是{issuer.name}的下级，不能发给它。", field="picked")


def _check_question(circular: Circular) -> None:
    if circular.ask != Ask.RECEIPT:
        circular.question, circular.options = "", []
    elif not circular.question.strip():
        raise Refused("请写明回执要答什么。", field="question")
    if circular.ask != Ask.SIGNUP:
        circular.columns, circular.most_people, circular.delete_on = [], None, None
    elif len(circular.columns) > MOST_COLUMNS:
        raise Refused(f"除了姓名、职务、电话，最多再加{MOST_COLUMNS}项；用不着的信息不要收。", field="columns")


def _check_days(circular: Circular, today: datetime.date) -> None:
    if circular.due_on is None:
        if not circular.asked.is_one_tap:
            raise Refused("请填写截止日期。", field="due_on")
    elif circular.due_on < today:
        raise Refused("截止日期不能早于今天。", field="due_on")
    if circular.ask == Ask.SIGNUP and circular.due_on is not None:
        circular.delete_on = circular.delete_on or circular.due_on + KEEP_SIGNUPS
        if not circular.due_on < circular.delete_on <= circular.due_on + LONGEST_KEPT:
            raise Refused("报名信息要在截止日期以后、一年以内删除。", field="delete_on")
