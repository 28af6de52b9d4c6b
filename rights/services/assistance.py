"""Mediations and risk checks: entering, correcting, striking off, cancelling. What they say of persons never reaches a log."""

import datetime
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from fulian.indicators.locks import assert_open
from rights.models import Mediation, RiskCheck, RiskHousehold
from rights.models.assistance import AssistanceRecord
from rights.services.guards import happened

ONE_DAY = datetime.timedelta(days=1)
R = TypeVar("R", bound=AssistanceRecord)
Version = datetime.datetime | None  # `updated_at` of what she was looking at


@transaction.atomic
def record_mediation(*, mediation: Mediation, by: Any) -> Mediation:
    """`mediation`: not saved yet, with its organization and what the form holds."""
    return _enter(mediation, day_field="happened_on", by=by, event="rights.mediation_recorded")


@transaction.atomic
def update_mediation(*, mediation: Mediation, by: Any, version: Version = None) -> Mediation:
    """`mediation` carries the new values; the months of the old day and of the new one must be open."""
    return _correct(mediation, day_field="happened_on", by=by, event="rights.mediation_updated", version=version)


@transaction.atomic
def record_check(*, check: RiskCheck, households: Sequence[RiskHousehold] = (), by: Any) -> RiskCheck:
    """A round of looking into households, with those it found to need watching."""
    _enter(check, day_field="happened_on", by=by, event="rights.risk_check_recorded")
    for household in households:
        household.organization, household.check_round = check.organization, check
        household.found_on = household.found_on or check.happened_on
        record_household(household=household, by=by)
    if len(households) > check.households_checked:
        raise Refused("重点关注的户数不能多于排查户数。", field="households_checked")
    return check


@transaction.atomic
def update_check(*, check: RiskCheck, by: Any, version: Version = None) -> RiskCheck:
    found = check.households.live().count()
    if found > check.households_checked:
        raise Refused(f"这次排查已登记{found}户重点关注家庭，排查户数不能比它少。", field="households_checked")
    return _correct(check, day_field="happened_on", by=by, event="rights.risk_check_updated", version=version)


@transaction.atomic
def record_household(*, household: RiskHousehold, by: Any) -> RiskHousehold:
    if household.visited_on and household.visited_on < household.found_on:
        raise Refused("走访日期不能早于发现日期。", field="visited_on")
    return _enter(household, day_field="found_on", by=by, event="rights.risk_household_recorded")


@transaction.atomic
def update_household(*, household: RiskHousehold, by: Any, version: Version = None) -> RiskHousehold:
    if household.closed_on and household.found_on > household.closed_on:
        raise Refused("发现日期不能晚于销号日期。", field="found_on")
    return _correct(household, day_field="found_on", by=by, event="rights.risk_household_updated", version=version)


@transaction.atomic
def visit_household(*, household: RiskHousehold, on: datetime.date, by: Any) -> RiskHousehold:
    """Somebody called: the next visit is due an interval later."""
    happened(on, organization=household.organization, field="on")
    if on < (household.visited_on or household.found_on):
        raise Refused("走访日期不能早于发现或上次走访的日期。", field="on")
    watched = RiskHousehold.objects.live().filter(pk=household.pk, closed_on__isnull=True)
    if not watched.update(visited_on=on, updated_by=by, updated_at=timezone.now()):
        raise Conflict
    household.visited_on = on
    record("rights.risk_household_visited", by=by, subject=household, on=str(on))
    return household


@transaction.atomic
def close_household(*, household: RiskHousehold, on: datetime.date, reason: str, by: Any) -> RiskHousehold:
    """Strike off (销号). On that day it is not watched any more."""
    if not reason.strip():
        raise Refused("请写明销号原因。", field="reason")
    happened(on, organization=household.organization, field="on")
    if on < household.found_on:
        raise Refused("销号日期不能早于发现日期。", field="on")
    found = _locked(household)  # the row before the month's guard, everywhere: two writers never wait in a circle
    if found.closed_on:
        raise Conflict("这一户已经销号。")
    assert_open(organization=household.organization, day=on)
    found.closed_on, found.watched_until, found.close_reason, found.updated_by = on, on - ONE_DAY, reason.strip(), by
    found.save()
    record("rights.risk_household_closed", by=by, subject=found, on=str(on))
    return found


@transaction.atomic
def cancel_assistance(*, subject: R, reason: str, by: Any) -> R:
    """It was entered by mistake. A round that found households can be cancelled only after them."""
    found = _locked(subject)
    if isinstance(found, RiskCheck) and found.households.live().exists():
        raise Refused("这次排查下还有重点关注家庭，请先逐户撤销。")
    days = [getattr(found, field) for field in ("happened_on", "found_on", "closed_on") if hasattr(found, field)]
    for day in sorted(day for day in days if day):
        assert_open(organization=found.organization, day=day)
    found.cancelled_at, found.cancelled_by, found.cancel_reason = timezone.now(), by, reason
    found.updated_by = by
    found.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "updated_by", "updated_at"])
    record(f"rights.{found._meta.model_name}_cancelled", by=by, subject=found)
    return found


def _locked(subject: R) -> R:
    rows = type(subject)._base_manager.select_for_update(of=("self",)).select_related("organization")
    found = rows.get(pk=subject.pk)
    if found.is_cancelled:
        raise Conflict("这条记录已经撤销。")
    return found


def _enter(subject: R, *, day_field: str, by: Any, event: str) -> R:
    day = getattr(subject, day_field)
    happened(day, organization=subject.organization, field=day_field)
    assert_open(organization=subject.organization, day=day)
    subject.path_at = subject.organization.path
    subject.created_by = subject.updated_by = by
    subject.save(force_insert=True)
    record(event, by=by, subject=subject)
    return subject


def _correct(subject: R, *, day_field: str, by: Any, event: str, version: Version) -> R:
    before = _locked(subject)
    if version and before.updated_at != version:
        raise Conflict
    happened(getattr(subject, day_field), organization=subject.organization, field=day_field)
    for known in sorted((before, subject), key=lambda row: (row.organization_id, getattr(row, day_field))):
        assert_open(organization=known.organization, day=getattr(known, day_field))
    if subject.organization_id != before.organization_id:
        subject.path_at = subject.organization.path
    subject.updated_by = by
    fields = [f.attname for f in subject._meta.concrete_fields if f.attname not in ("updated_at", "updated_by_id")]
    changed = sorted(name for name in fields if getattr(before, name) != getattr(subject, name))
    subject.save()
    record(event, by=by, subject=subject, fields=changed)
    return subject
