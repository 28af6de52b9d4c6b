"""Lines that belong to an entry: added, put right, taken away. The audit log keeps which, never what they said."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused
from fulian.registers.choices import ProjectStatus
from fulian.registers.models import Part, Project, TeamHeadcount, VenueEvent
from fulian.registers.services.common import check_day, check_order
from fulian.registers.services.headcounts import count_members, lay_out

# The day of a line that is counted: its month must be open.
COUNTED_DAYS: dict[type[Part], str] = {VenueEvent: "happened_on", Project: "done_on"}
# Two days that stand in order; a single one twice.
SPANS = (("since", "until"), ("assessed_on", "assessed_on"), ("reported_on", "reported_on"))


@transaction.atomic
def add_part(*, part: Any, by: Any) -> Any:
    """Keep a new line of an entry."""
    _check(part)
    if isinstance(part, TeamHeadcount):
        return count_members(
            team=part.team, year=part.year, members=part.members, qualifier=part.members_qualifier, by=by
        )
    part.created_by = part.updated_by = by
    part.save()
    audit(f"registers.{_name(part)}_added", by=by, subject=part.entry, line=part.pk)
    return part


@transaction.atomic
def change_part(*, part: Any, by: Any) -> Any:
    stored = type(part)._base_manager.select_for_update().get(pk=part.pk)
    _check(part, stored)
    part.updated_by = by
    part.save()
    if isinstance(part, TeamHeadcount):
        lay_out(part.team)
    audit(f"registers.{_name(part)}_changed", by=by, subject=part.entry, line=part.pk)
    return part


@transaction.atomic
def remove_part(*, part: Any, by: Any) -> Any:
    """It was entered by mistake."""
    _check(part, part, only_open=True)
    entry, key = part.entry, part.pk
    part.delete()
    if isinstance(part, TeamHeadcount):
        lay_out(entry)
    audit(f"registers.{_name(part)}_removed", by=by, subject=entry, line=key)
    return entry


def _check(part: Any, stored: Any = None, *, only_open: bool = False) -> None:
    entry = part.entry
    if entry.is_void:
        raise Refused("这一条已经作废，不能再改。")
    if day := COUNTED_DAYS.get(type(part)):
        for version in filter(None, (stored, part)):
            check_day(entry.organization, getattr(version, day), field=day)
    if only_open:
        return
    names = {field.name for field in part._meta.concrete_fields}
    for first, last in SPANS:
        if first in names:
            check_order(part, first, last)
    if isinstance(part, Project) and part.done_on and part.status != ProjectStatus.DONE:
        raise Refused("已完成的项目才有办成日期：请把进展改为“已完成”，或先不填日期。", field="done_on")
    if isinstance(part, TeamHeadcount) and stored is not None:
        _check_year(part)
    _check_once(part)


def _check_year(headcount: TeamHeadcount) -> None:
    last = (headcount.team.ended_on or timezone.localdate()).year
    if not headcount.team.founded_on.year <= headcount.year <= last:
        raise Refused(f"年度应在{headcount.team.founded_on.year}年到{last}年之间。", field="year")


def _check_once(part: Any) -> None:
    """Nothing twice: one count, one assessment, one appraisal a year."""
    if isinstance(part, TeamHeadcount) and not part.pk:
        return  # a count that is there already is put right
    for constraint in part._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            same = {name: getattr(part, name) for name in constraint.fields}
            if type(part)._base_manager.filter(**same).exclude(pk=part.pk).exists():
                field = constraint.fields[-1]
                label = part._meta.get_field(field).verbose_name
                raise Refused(f"这个{label}已经登记过了，请改那一条。", field=field)


def _name(part: Any) -> str:
    return str(part._meta.model_name)
