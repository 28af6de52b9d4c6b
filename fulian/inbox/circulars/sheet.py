"""What a circular's page, its list of answers and its line in a list show, for one reader."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from fulian.attachments.models import Attachment
from fulian.attachments.services import attachments_of
from fulian.calendar.hours import has_come
from fulian.core.permissions import Permission
from fulian.inbox.circulars.choices import Status
from fulian.inbox.circulars.models import Circular, CircularFile, CircularRecipient

SHOWN_NAMES = 8


@dataclass(frozen=True)
class State:
    label: str
    tone: str


def state_of(row: CircularRecipient, today: datetime.date) -> State:
    """One organization's answer in a word."""
    ask = row.circular.asked
    if row.is_answered:
        return State(f"{ask.done}（逾期）" if row.is_late else ask.done, "slow" if row.is_late else "done")
    late = row.days_late(today)
    if late:
        return State(f"{ask.to_do}，逾期{late}天", "late")
    return State(ask.to_do, "wait") if row.circular.is_issued else State("没有答复", "none")


@dataclass(frozen=True)
class Tally:
    """n of N, and who is missing."""

    asked: int
    answered: int
    late: int  # answered, but after the day
    overdue: int  # not answered, and the day is past
    people: int

    @property
    def waiting(self) -> int:
        return self.asked - self.answered


def tally_of(rows: Any, circular: Circular, today: datetime.date) -> Tally:
    answered = Q(answered_at__isnull=False)
    found = rows.aggregate(
        asked=Count("pk"), answered=Count("pk", filter=answered), late=Count("pk", filter=Q(is_late=True))
    )
    people = sum(rows.filter(people__isnull=False).values_list("people", flat=True)) if circular.wants_people else 0
    overdue = found["asked"] - found["answered"] if circular.is_issued and circular.days_late(today) else 0
    return Tally(overdue=overdue, people=people, **found)


@dataclass
class Sheet:
    """One circular as a reader sees it: a constant number of queries, however many organizations got it."""

    circular: Circular
    user: Any
    today: datetime.date

    def __post_init__(self) -> None:
        circular, user = self.circular, self.user
        path = circular.organization.path
        self.issues = user.scope(Permission.CIRCULARS_ISSUE).covers(path)
        self.sees_all = self.issues or user.scope(Permission.CIRCULARS_VIEW).covers(path)
        self.rows = circular.recipients.visible_to(user, Permission.CIRCULARS_VIEW)
        hers = circular.recipients.visible_to(user, Permission.CIRCULARS_ANSWER)
        self.mine = list(hers.select_related("organization", "circular", "answered_by", "changed_by").order_by("pk"))
        self.reminders = self._reminders()
        self.tally = tally_of(self.rows, circular, self.today)
        self.silent = self._silent()
        self.passed_on = self._passed_on()
        self.later = list(
            Circular.objects.visible_to(user, Permission.CIRCULARS_VIEW).filter(follows=circular).order_by("created_at")
        )

    def _reminders(self) -> list[datetime.date]:
        """The days on which her organization was reminded."""
        if not self.mine:
            return []
        return [day for day in self.mine[0].reminders.values_list("for_day", flat=True) if has_come(day)]

    def _silent(self) -> list[str]:
        waiting = self.rows.filter(answered_at__isnull=True).order_by("organization__sort_key", "pk")
        return list(waiting.values_list("organization__name", flat=True)[: SHOWN_NAMES + 1])

    def _passed_on(self) -> list[Circular]:
        """What her own organizations made of it."""
        own = [row.organization_id for row in self.mine]
        return list(self.circular.passed_on.filter(organization__in=own, status=Status.ISSUED).with_counts())

    @property
    def shows_answers(self) -> bool:
        """Somebody beside herself was asked, as far as she may know."""
        return not self.circular.is_draft and self.tally.asked > len(self.mine)

    @property
    def waiting(self) -> list[CircularRecipient]:
        """It is her turn."""
        return [row for row in self.mine if not row.is_answered] if self.circular.is_issued else []

    @property
    def answered(self) -> list[CircularRecipient]:
        return [row for row in self.mine if row.is_answered]

    @property
    def may_forward(self) -> CircularRecipient | None:
        scope, passed = self.user.scope(Permission.CIRCULARS_ISSUE), {one.organization_id for one in self.passed_on}
        hers = [row for row in self.mine if scope.covers(row.organization.path) and row.organization_id not in passed]
        return hers[0] if hers and self.circular.is_issued else None

    @property
    def acts(self) -> set[str]:
        circular = self.circular
        if not self.issues:
            return set()
        possible = {
            "edit": circular.is_draft,
            "issue": circular.is_draft,
            "discard": circular.is_draft,
            "remind": circular.is_issued and self.tally.waiting > 0,
            "follow": circular.is_issued and circular.forwards_id is None,
            "withdraw": circular.is_issued,
            "people": circular.wants_people and self.tally.people > 0 and circular.purged_on is None,
        }
        return {act for act, can in possible.items() if can}

    @property
    def parts(self) -> list["Part"]:
        """The circular, and what it passes on: each with its own words and what goes with them."""
        chain: list[Part] = []
        one: Circular | None = self.circular
        while one is not None:
            chain.append(Part(one, list(one.files.all()), list(attachments_of(one))))
            one = one.forwards
        return chain


@dataclass(frozen=True)
class Part:
    circular: Circular
    files: list[CircularFile]
    photos: list[Attachment]


@dataclass(frozen=True)
class Line:
    """One organization on the list of answers."""

    row: CircularRecipient
    state: State
    reminded: int
    passed: Any  # its own circular, with `asked` and `answered`, or None


@dataclass
class Branch:
    """A township, and those below it that were asked."""

    name: str
    lines: list[Line]

    @property
    def answered(self) -> int:
        return sum(line.row.is_answered for line in self.lines)


def branches_of(circular: Circular, rows: Any, today: datetime.date) -> list[Branch]:
    """By who stands above them; those straight below the issuer come first, under its own name. Three queries."""
    found = list(
        rows.select_related("organization__parent", "circular", "answered_by")
        .annotate(reminded=Count("reminders", filter=Q(reminders__for_day__lte=timezone.localdate()), distinct=True))
        .order_by("organization__sort_key", "organization__code", "pk")
    )
    passed = {one.organization_id: one for one in circular.passed_on.filter(status=Status.ISSUED).with_counts()}
    branches: dict[int | None, Branch] = {}
    for row in found:
        above = row.organization.parent
        key = None if above is None or above.pk == circular.organization_id else above.pk
        if key not in branches:
            branches[key] = Branch("" if key is None else above.name, [])
        branches[key].lines.append(Line(row, state_of(row, today), row.reminded, passed.get(row.organization_id)))
    return sorted(branches.values(), key=lambda branch: bool(branch.name))
