"""换届: an election with those whom it chose, and the round within which organizations are to hold theirs."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused
from fulian.registers.choices import Position
from fulian.registers.models import Election, ElectionRound, Officer
from fulian.registers.services.common import ending, write
from fulian.registers.services.entries import enter


@transaction.atomic
def hold_election(
    *, election: Election, by: Any, elected: Sequence[tuple[str, str]], ends_terms: bool = True, employment: str = ""
) -> Election:
    """Keep an election with the officers it chose, as (position, name). The terms of those in office in the elected
    positions end the day before, unless told otherwise; at a by-election (补选) they stay."""
    if not elected:
        raise Refused("请至少填写一位选出的人员。", field="presidents")
    organization, day = election.organization, election.held_on
    if Election.objects.counted().filter(organization=organization, held_on=day).exists():
        raise Refused(f"{organization}在这一天已经登记过一次换届。", field="held_on")
    enter(entry=election, by=by)
    if ends_terms and not election.is_by_election:
        eve = day - datetime.timedelta(days=1)
        serving = Officer.objects.counted().filter(organization=organization, until__isnull=True, since__lte=eve)
        for officer in serving.filter(position__in={Position(position) for position, _ in elected}):
            write(officer, until=eve, **ending(by, "换届"))
    for position, name in elected:
        enter(
            entry=Officer(
                organization=organization,
                name=name,
                position=position,
                employment=employment,
                since=day,
                election=election,
            ),
            by=by,
        )
    return election


@transaction.atomic
def keep_round(*, election_round: ElectionRound, by: Any) -> ElectionRound:
    """Begin a round, or change its days: nothing but a page of progress hangs on them."""
    if election_round.due_on < election_round.starts_on:
        raise Refused("要求完成日期不能早于开始日期。", field="due_on")
    new = election_round.pk is None
    election_round.path_at = election_round.organization.path
    if new:
        election_round.created_by = by
    election_round.updated_by = by
    election_round.save()
    audit(f"registers.round_{'begun' if new else 'changed'}", by=by, subject=election_round)
    return election_round
