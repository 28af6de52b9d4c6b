"""How far a round of 换届 has come: which organizations have held theirs, and whom they chose."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from fulian.organizations.choices import Kind
from fulian.organizations.models import Organization
from fulian.registers.models import Election, ElectionRound, Officer


@dataclass(frozen=True)
class Part:
    """What one organization has below it."""

    organization: Organization
    total: int
    held: int

    @property
    def waiting(self) -> int:
        return self.total - self.held


def elections_of(election_round: ElectionRound) -> QuerySet[Election]:
    """Held since the round began, even after its last day: late is held too. A by-election is none."""
    return Election.objects.counted().filter(is_by_election=False, held_on__gte=election_round.starts_on)


def organizations_of(election_round: ElectionRound, visible: QuerySet[Organization]) -> QuerySet[Organization]:
    """Those that are to elect, of those whom the reader may see; `held_on` is the day, or None."""
    elections = elections_of(election_round).filter(organization=OuterRef("pk")).order_by("held_on")
    return visible.filter(
        path__under=election_round.organization.path,
        level=election_round.level,
        kind=Kind.FEDERATION,
        closed_on__isnull=True,
    ).annotate(held_on=Subquery(elections.values("held_on")[:1]), election=Subquery(elections.values("pk")[:1]))


def parts_of(organizations: QuerySet[Organization]) -> list[Part]:
    """By the organization above, as the tree has them; two queries."""
    held = Count("pk", filter=Q(held_on__isnull=False))
    rows = list(organizations.order_by().values("parent").annotate(total=Count("pk"), held_number=held))
    above = Organization.objects.in_bulk([row["parent"] for row in rows])
    parts = [Part(above[row["parent"]], row["total"], row["held_number"]) for row in rows if row["parent"] in above]
    return sorted(parts, key=lambda part: (part.organization.sort_key, part.organization.path))


def chosen(election_round: ElectionRound, organizations: Iterable[Organization]) -> QuerySet[Officer]:
    """The officers whom these elections chose and who are still in office, or were till they left."""
    elections = elections_of(election_round).filter(organization__in=organizations)
    return Officer.objects.counted().filter(Exists(elections.filter(pk=OuterRef("election"))))


def is_overdue(election_round: ElectionRound, today: datetime.date) -> bool:
    return today > election_round.due_on
