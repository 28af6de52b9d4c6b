"""How many belong to a team, year by year, and from which day to which day each count stands."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused
from fulian.registers.models import Team, TeamHeadcount

DAY = datetime.timedelta(days=1)


@transaction.atomic
def count_members(*, team: Team, year: int, members: int, qualifier: str, by: Any) -> TeamHeadcount:
    """Keep how many belonged to a team in a year; a count that was there already is put right."""
    if team.is_void:
        raise Refused("这支队伍已经作废，不能再登记人数。")
    if year < team.founded_on.year:
        raise Refused(f"这支队伍{team.founded_on.year}年才组建，请核对年度。", field="year")
    last = team.ended_on or timezone.localdate()
    if year > last.year:
        raise Refused(f"年度不能晚于{last.year}年。", field="year")
    headcount = TeamHeadcount.objects.select_for_update().filter(team=team, year=year).first() or TeamHeadcount(
        team=team, year=year, created_by=by, since=team.founded_on
    )
    headcount.members, headcount.members_qualifier, headcount.updated_by = members, qualifier, by
    if not headcount.pk:  # out of the way of the others until all are laid out
        headcount.until = headcount.since
    headcount.save()
    lay_out(team)
    audit("registers.team_counted", by=by, subject=team, year=year)
    headcount.refresh_from_db()
    return headcount


def keep_latest(team: Team, by: Any) -> None:
    """The number that stands on the team itself, as this year's count."""
    year = (team.ended_on or timezone.localdate()).year
    count_members(team=team, year=year, members=team.members or 0, qualifier=team.members_qualifier, by=by)


def fit(team: Team, *, field: str) -> None:
    """After a team's first or last day was changed: a single count goes with it, several must lie between them."""
    counts = list(team.headcounts.order_by("year"))
    if not counts:
        return
    first, last = team.founded_on.year, team.ended_on.year if team.ended_on else counts[-1].year
    if len(counts) == 1:
        TeamHeadcount.objects.filter(pk=counts[0].pk).update(year=min(max(counts[0].year, first), max(last, first)))
    elif counts[0].year < first or counts[-1].year > last:
        raise Refused(f"已经登记了{counts[0].year}年到{counts[-1].year}年的人数，请核对日期。", field=field)
    lay_out(team)


def lay_out(team: Team) -> None:
    """Each count from its year's first day to the eve of the next; the first from the founding, the last to the end."""
    counts = list(team.headcounts.order_by("year"))
    for number, count in enumerate(counts):
        since = team.founded_on if number == 0 else datetime.date(count.year, 1, 1)
        later = counts[number + 1 :]
        until = datetime.date(later[0].year, 1, 1) - DAY if later else team.ended_on
        TeamHeadcount.objects.filter(pk=count.pk).update(since=since, until=until)
    latest = counts[-1] if counts else None
    Team.objects.filter(pk=team.pk).update(
        members=latest.members if latest else None, members_qualifier=latest.members_qualifier if latest else ""
    )
    team.members = latest.members if latest else None
    team.members_qualifier = latest.members_qualifier if latest else ""
