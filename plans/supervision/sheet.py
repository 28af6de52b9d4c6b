"""What a notice's page and its line in a list show, for one reader: her side of it, and what she can do now."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fulian.attachments.models import Attachment
from fulian.core.permissions import Permission
from plans.supervision.choices import Answer, Status, Verdict
from plans.supervision.models import Notice, Recipient, Reminder, Reply
from plans.supervision.querysets import names_all

LATE = "逾期未答复"


@dataclass
class Version:
    """One answer with its evidence."""

    reply: Reply
    photos: list[Attachment] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return {Verdict.ACCEPTED: "done", Verdict.SENT_BACK: "stop"}.get(self.reply.verdict, "wait")  # type: ignore[call-overload]


@dataclass
class Line:
    """One recipient as this reader sees it."""

    row: Recipient
    versions: list[Version]
    reminders: list[Reminder]
    days_late: int
    days_left: int | None
    may_reply: bool
    may_judge: bool

    @property
    def state(self) -> str:
        return f"逾期{self.days_late}天未答复" if self.days_late else str(self.row.get_status_display())

    @property
    def tone(self) -> str:
        return "late" if self.days_late else self.row.tone

    @property
    def unread(self) -> bool:
        return self.row.opened_at is None or any(reminder.read_at is None for reminder in self.reminders)


class Sheet:
    """A constant number of queries, however many recipients, answers and photos there are."""

    def __init__(self, notice: Notice, user: Any, today: datetime.date):
        self.notice, self.user, self.today = notice, user, today
        path = notice.organization.path
        self.issues = user.scope(Permission.SUPERVISION_ISSUE).covers(path)
        self.sees_all = self.issues or user.scope(Permission.SUPERVISION_VIEW).covers(path)
        self.lines = [self._line(row) for row in self._rows()]
        self._find_photos()
        kin = Notice.objects.visible_to(user, Permission.SUPERVISION_VIEW).order_by("created_at")
        self.later = [n for n in kin.filter(escalates=notice) if not n.is_draft or self.issues]
        self.earlier = kin.filter(pk=notice.escalates_id).first() if notice.escalates_id else None

    def _rows(self) -> Iterable[Recipient]:
        rows = self.notice.recipients.visible_to(self.user, Permission.SUPERVISION_VIEW)
        return rows.select_related("organization", "opened_by").prefetch_related(
            "replies__created_by", "replies__judged_by", "reminders"
        )

    def _line(self, row: Recipient) -> Line:
        issued = self.notice.is_issued
        answers = self.user.scope(Permission.SUPERVISION_REPLY).covers(row.organization.path)
        return Line(
            row=row,
            versions=[Version(reply) for reply in row.replies.all()],
            reminders=list(row.reminders.all()),
            days_late=row.days_late(self.today) if issued else 0,
            days_left=(row.due_on - self.today).days if issued and row.is_open and row.due_on else None,
            may_reply=issued and answers and row.may_be_answered,
            may_judge=issued and self.issues and row.status == Answer.REPLIED,
        )

    def _find_photos(self) -> None:
        versions = {version.reply.pk: version for line in self.lines for version in line.versions}
        label = Reply._meta.label_lower
        for photo in Attachment.objects.filter(owner_type=label, owner_id__in=versions).order_by("pk"):
            versions[photo.owner_id].photos.append(photo)

    @property
    def to_answer(self) -> list[Line]:
        """It is her turn."""
        return [line for line in self.lines if line.may_reply and line.row.is_open]

    @property
    def unopened(self) -> bool:
        """Something here is new to somebody who answers for it."""
        scope = self.user.scope(Permission.SUPERVISION_REPLY)
        return any(line.unread and scope.covers(line.row.organization.path) for line in self.lines)

    @property
    def addressed(self) -> list[Recipient]:
        """Whom her copy names: all, where she may know of all."""
        if self.sees_all or names_all(self.notice.degree):
            return list(self.notice.recipients.select_related("organization"))
        return [line.row for line in self.lines]

    @property
    def acts(self) -> set[str]:
        """What she can do with it now."""
        notice = self.notice
        if not self.issues:
            return set()
        possible = {
            "edit": notice.is_draft,
            "issue": notice.is_draft,
            "discard": notice.is_draft,
            "raise": notice.may_be_raised,
            "withdraw": notice.is_issued or (notice.status == Status.CLOSED and not notice.needs_reply),
        }
        return {act for act, can in possible.items() if can}

    @property
    def timeline(self) -> list[dict[str, Any]]:
        """From the rows that she may see; the newest first."""
        notice = self.notice
        events = [
            _event("发出", notice.issued_at, notice.issued_by),
            _event("办结", notice.closed_at, notice.closed_by, tone="done"),
            _event("撤回", notice.withdrawn_at, notice.withdrawn_by, note=notice.withdraw_reason, tone="stop"),
        ]
        if self.sees_all:
            events.append(_event("起草", notice.created_at, notice.created_by))
        events += [_event(f"升级为{n.number_text}", n.issued_at, None) for n in self.later if n.number_text]
        for line in self.lines:
            events += self._of(line)
        return sorted((event for event in events if event["at"]), key=lambda event: event["at"], reverse=True)

    def _of(self, line: Line) -> list[dict[str, Any]]:
        row = line.row
        events = [_event(f"{row.name}签收", row.opened_at, row.opened_by)]
        for version in line.versions:
            reply = version.reply
            events.append(_event(f"{row.name}{reply}", reply.created_at, reply.created_by))
            word = f"{row.name}{reply}{reply.get_verdict_display()}"
            events.append(_event(word, reply.judged_at, reply.judged_by, note=reply.verdict_reason, tone=version.tone))
        return events


def _event(what: str, at: datetime.datetime | None, by: Any, note: str = "", tone: str = "") -> dict[str, Any]:
    return {"what": what, "at": at, "by": by.name if by else "", "note": note, "tone": tone}


@dataclass(frozen=True)
class Standing:
    label: str
    tone: str


def standing_of(notice: Notice, rows: Iterable[Recipient], today: datetime.date) -> Standing:
    """A notice in a word, from the recipients that the reader may see: 逾期未答复1, 待审核2, 待答复3."""
    if not notice.is_issued:
        return Standing(str(notice.get_status_display()), notice.tone)
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[LATE if row.days_late(today) else row.status] += 1
    if counts[LATE]:
        return Standing(f"{LATE}{counts[LATE]}", "late")
    for status in (Answer.REPLIED, Answer.SENT_BACK, Answer.WAITING):
        if counts[status]:
            return Standing(f"{status.label}{counts[status]}", "wait")
    return Standing(str(notice.get_status_display()), notice.tone)
