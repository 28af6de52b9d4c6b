"""The lock of a month, and the order in which rows are locked.

Guard rows are always taken from the top of the tree down, so that two approvals under one district wait for each other
instead of losing one, and never wait in a circle.
"""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from fulian.core.exceptions import Refused
from fulian.core.periods import Month
from fulian.indicators.choices import MonthState
from fulian.indicators.models import MonthGuard
from fulian.organizations.models import Organization


def lock_month(organization: Organization, month: Month) -> list[MonthGuard]:
    """Hold the month of an organization and of everything above it until the transaction ends; the topmost first."""
    chain = list(Organization.objects.above(organization.path).only("pk", "path").order_by("path"))
    _ensure_guards(chain, month)
    guards = MonthGuard.objects.of_month(month).filter(organization__in=chain).select_for_update(of=("self",))
    return list(guards.order_by("path_at"))


def lock_own(organization: Organization, month: Month) -> MonthGuard:
    """Hold the month of one organization alone: for what changes its statement but no kept total."""
    rows = MonthGuard.objects.of_month(month).select_for_update(of=("self",)).filter(organization=organization)
    if (guard := rows.first()) is None:  # the month's first
        _ensure_guards([organization], month)
        guard = rows.get()
    return guard


def _ensure_guards(organizations: Iterable[Organization], month: Month) -> None:
    MonthGuard.objects.bulk_create(
        [MonthGuard(organization=o, path_at=o.path, year=month.year, month=month.month) for o in organizations],
        ignore_conflicts=True,
    )


def assert_open(*, organization: Organization, day: datetime.date) -> None:
    """Refuse to write a record dated in a month of the organization that is approved or closed.

    Called inside the writing service's transaction: the guard row stays locked until the write is committed, so that an
    approval that runs at the same moment counts it or comes first.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("assert_open() must run inside the transaction that writes the record.")
    month = Month.of(day)
    guard = lock_own(organization, month)
    if guard.state == MonthState.CLOSED:
        raise Refused(f"{month.label}已锁定，不能再改这个月的记录。确需更正，请联系上级妇联做“更正”。")
    if guard.state == MonthState.APPROVED:
        raise Refused(f"{month.label}的月报已审核通过。要改这个月的记录，请先请上级妇联退回月报。")


def is_open(organization: Organization, day: datetime.date) -> bool:
    """For pages: whether records of that month may still be changed. The service asks again."""
    month = Month.of(day)
    return (
        not MonthGuard.objects.of_month(month).filter(organization=organization).exclude(state=MonthState.OPEN).exists()
    )


def set_state(*, organization: Organization, month: Month, state: MonthState, by) -> None:
    """Approve or reopen one organization's month; the caller holds lock_month()."""
    MonthGuard.objects.of_month(month).filter(organization=organization).update(
        state=state, changed_at=timezone.now(), changed_by=by
    )


def close_all(*, organizations: list[Organization], month: Month, by) -> None:
    """Close the month of many organizations; the caller holds lock_month() of the one above them all."""
    _ensure_guards(organizations, month)
    guards = MonthGuard.objects.of_month(month).filter(organization__in=organizations)
    list(guards.select_for_update(of=("self",)).order_by("path_at").values_list("pk"))
    guards.update(state=MonthState.CLOSED, changed_at=timezone.now(), changed_by=by)
