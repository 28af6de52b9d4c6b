"""What takes place in a venue, and what a team did. The registers know no activities: whoever keeps such things says so here.

register(VenueUse("activities", "活动", "场次", rows=Activity.objects.active, venue_field="venue", date_field="starts_on",
                  adds="sessions"))
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from fulian.core.permissions import Holder, Permission
from fulian.core.quantities import Quantity
from fulian.registers.models import Team, Venue

DAY = datetime.timedelta(days=1)
YEARS = 4


@dataclass(frozen=True)
class VenueUse:
    """`rows()` gives what really takes place (nothing cancelled); `adds` is the column added up, empty counts rows."""

    code: str
    label: str
    unit: str
    rows: Callable[[], QuerySet]
    venue_field: str
    date_field: str
    adds: str = ""

    def until(self, today: datetime.date) -> QuerySet:
        return self.rows().order_by().filter(**{f"{self.date_field}__lte": today})


USES: dict[str, VenueUse] = {}


def register(*uses: VenueUse) -> None:
    for use in uses:
        if USES.get(use.code, use) != use:
            raise ValueError(f"{use.code} is declared twice")
        USES[use.code] = use


def quiet_venues(venues: QuerySet[Venue], *, days: int, today: datetime.date) -> QuerySet[Venue]:
    """Of these venues those in use, of a kind where things are held, in which for so many days nothing was."""
    first = today - days * DAY
    expected = venues.usable().of_ours().filter(kind__hosts_activities=True, opened_on__lte=first)  # type: ignore[attr-defined]
    for use in USES.values():
        held = use.until(today).filter(**{use.venue_field: OuterRef("pk"), f"{use.date_field}__gt": first})
        expected = expected.filter(~Exists(held))
    return expected


def last_days(venues: Iterable[Venue], today: datetime.date) -> dict[int, datetime.date]:
    """{venue: the day on which something was last held}; one query a use."""
    keys = [venue.pk for venue in venues]
    found: dict[int, datetime.date] = {}
    for use in USES.values():
        rows = use.until(today).filter(**{f"{use.venue_field}__in": keys})
        for key, last in rows.values_list(use.venue_field).annotate(last=Max(use.date_field)):
            found[key] = max(last, found.get(key, last))
    return found


@dataclass(frozen=True)
class Held:
    """How much of one use was held within some spans."""

    label: str
    unit: str
    counts: Sequence[tuple[str, Any]]


def held_in(venue: Venue, today: datetime.date) -> list[Held]:
    """This week, month, quarter and year: the rhythm that a 妇女微家 keeps. One query a use."""
    spans = _spans(today)
    found = []
    for use in USES.values():
        rows = use.until(today).filter(**{use.venue_field: venue})
        aggregates = {}
        for number, (_, first) in enumerate(spans):
            within = Q(**{f"{use.date_field}__gte": first})
            aggregates[f"n{number}"] = Sum(use.adds, filter=within) if use.adds else Count("pk", filter=within)
        counts = rows.aggregate(**aggregates)
        labels = [label for label, _ in spans]
        found.append(Held(use.label, use.unit, [(label, counts[f"n{n}"] or 0) for n, label in enumerate(labels)]))
    return found


def _spans(today: datetime.date) -> list[tuple[str, datetime.date]]:
    return [
        ("本周", today - today.weekday() * DAY),
        ("本月", today.replace(day=1)),
        ("本季", today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)),
        ("今年", today.replace(month=1, day=1)),
    ]


@dataclass(frozen=True)
class TeamWork:
    """What was done by a team, year by year: `of(team, today)` gives {year: amount}."""

    code: str
    label: str
    unit: str
    permission: Permission  # what a reader needs to see it
    of: Callable[[Team, datetime.date], Mapping[int, Quantity]]


WORKS: dict[str, TeamWork] = {}


def register_work(*works: TeamWork) -> None:
    for work in works:
        if WORKS.get(work.code, work) != work:
            raise ValueError(f"{work.code} is declared twice")
        WORKS[work.code] = work


def done_by(team: Team, today: datetime.date, user: Holder) -> list[Held]:
    """The newest years first; one query for each kind of work. Work of which nothing is known is left out."""
    found = []
    for work in WORKS.values():
        years = work.of(team, today) if user.may(work.permission) else {}
        if years:
            newest = sorted(years, reverse=True)[:YEARS]
            found.append(Held(work.label, work.unit, [(f"{year}年", years[year].text()) for year in newest]))
    return found
