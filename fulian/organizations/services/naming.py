"""What an organization is called, its code, and how it is reached."""

import datetime
from typing import Any

from django.db import transaction

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.organizations.choices import ChangeKind
from fulian.organizations.models import Organization, OrganizationChange, OrganizationCode
from fulian.organizations.services.guards import (
    assert_code_free,
    assert_day,
    assert_name_free,
    assert_open,
    assert_unchanged,
    locked,
)

# Details that have no history of their own: the audit row says which of them changed.
DETAILS = (
    "full_name", "kind", "sort_key", "opened_on", "phone", "women_count", "superior_federation", "party_committee",
)  # fmt: skip


@transaction.atomic
def rename_organization(
    *,
    organization: Organization,
    name: str,
    effective_on: datetime.date,
    by: Any,
    full_name: str | None = None,
    note: str = "",
) -> Organization:
    current = _current(organization, effective_on)
    if name == current.name and full_name in (None, current.full_name):
        raise Refused("名称没有变化。", field="name")
    if name != current.name:
        assert_name_free(name, current.parent, but=current)
    old_name = current.name
    current.name = name
    if full_name is not None:
        current.full_name = full_name
    current.full_clean(exclude=["path"])
    current.save(update_fields=["name", "full_name"])
    OrganizationChange.objects.create(
        kind=ChangeKind.RENAMED,
        organization=current,
        effective_on=effective_on,
        old_name=old_name,
        note=note,
        created_by=by,
    )
    record("organizations.rename", by=by, subject=current, old_name=old_name, new_name=name)
    return current


@transaction.atomic
def change_code(
    *, organization: Organization, code: str, effective_on: datetime.date, by: Any, note: str = ""
) -> Organization:
    """A new 区划代码 from that day on; the old one stays in the history with its last day."""
    current = _current(organization, effective_on)
    old_code = current.code
    if code == old_code:
        raise Refused("区划代码没有变化。", field="code")
    assert_code_free(code, but=current)
    if current.sort_key == old_code:
        current.sort_key = code
    current.code = code
    current.full_clean(exclude=["path"])
    current.save(update_fields=["code", "sort_key"])
    current.codes.filter(valid_to__isnull=True).update(valid_to=effective_on)
    if code:
        OrganizationCode.objects.create(organization=current, code=code, valid_from=effective_on)
    OrganizationChange.objects.create(
        kind=ChangeKind.CODE, organization=current, effective_on=effective_on, note=note, created_by=by
    )
    record("organizations.change_code", by=by, subject=current, old_code=old_code, new_code=code)
    return current


@transaction.atomic
def update_details(*, organization: Organization, by: Any, **details: Any) -> Organization:
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"not a detail of an organization: {sorted(unknown)}")
    current = locked([organization])[organization.pk]
    assert_open(current)
    changed = sorted(name for name, value in details.items() if getattr(current, name) != value)
    if not changed:
        return current
    for name in changed:
        setattr(current, name, details[name])
    current.full_clean(exclude=["path"])
    current.save(update_fields=changed)
    record("organizations.update", by=by, subject=current, fields=changed)
    return current


def _current(organization: Organization, day: datetime.date) -> Organization:
    current = assert_unchanged(organization, locked([organization]).get(organization.pk))
    assert_open(current)
    assert_day(current, day)
    return current
