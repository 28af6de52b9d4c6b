"""Opening, moving, merging (撤并) and closing. Paths of a whole subtree change in one statement; records keep `path_at`."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.organizations.choices import ChangeKind, Kind
from fulian.organizations.models import BEGINNING, Organization, OrganizationChange, OrganizationCode
from fulian.organizations.services.guards import (
    assert_code_free,
    assert_day,
    assert_name_free,
    assert_open,
    assert_place,
    assert_unchanged,
    lock_tree,
    locked,
)


@transaction.atomic
def plant(organization: Organization) -> Organization:
    """Save a new organization and give it its place: a path is made of primary keys, known only after the insert."""
    organization.path = f"new-{uuid.uuid4()}"
    organization.save()
    organization.path = f"{organization.parent.path if organization.parent else ''}{organization.pk}/"
    organization.sort_key = organization.sort_key or default_sort_key(organization)
    organization.save(update_fields=["path", "sort_key"])
    if organization.code:
        OrganizationCode.objects.create(
            organization=organization, code=organization.code, valid_from=organization.opened_on
        )
    return organization


def default_sort_key(organization: Organization) -> str:
    """By code, which is the order of the tree; what has none stands right after its parent ("~" follows every digit)."""
    above = organization.parent.sort_key if organization.parent else ""
    return organization.code or f"{above[:30]}~{organization.pk}"[:40]


@transaction.atomic
def open_organization(
    *,
    name: str,
    level: str,
    parent: Organization | None,
    by: Any,
    code: str = "",
    kind: str = Kind.FEDERATION,
    opened_on: datetime.date | None = None,
    note: str = "",
    **details: Any,
) -> Organization:
    """`by` is None for the portal itself (the demo, an import). Without a day it is as old as any record."""
    if parent:
        lock_tree(parent)
        parent = Organization.objects.get(pk=parent.pk)
    assert_place(level, parent)
    assert_name_free(name, parent)
    assert_code_free(code)
    organization = Organization(
        name=name, level=level, parent=parent, code=code, kind=kind, opened_on=opened_on or BEGINNING, **details
    )
    if opened_on:
        assert_day(organization, opened_on, field="opened_on")
    organization.full_clean(exclude=["path"])
    plant(organization)
    _history(ChangeKind.OPENED, organization, on=organization.opened_on, by=by, note=note)
    record("organizations.open", by=by, subject=organization, level=level, code=code)
    return organization


@transaction.atomic
def move_organization(
    *, organization: Organization, parent: Organization, effective_on: datetime.date, by: Any, note: str = ""
) -> Organization:
    """Hang it, and everything below it, under another parent."""
    lock_tree(organization)
    lock_tree(parent)
    rows = locked([organization, parent])
    current, new_parent = assert_unchanged(organization, rows.get(organization.pk)), rows[parent.pk]
    assert_open(current)
    assert_day(current, effective_on)
    if new_parent.path.startswith(current.path):
        raise Refused("不能把组织调到它自己或它的下级下面。", field="parent")
    if current.parent_id == new_parent.pk:
        raise Refused(f"{current.name}本来就隶属{new_parent.name}。", field="parent")
    assert_place(current.level, new_parent)
    assert_name_free(current.name, new_parent)
    old_path = current.path
    _rehang(current, new_parent)
    _history(ChangeKind.MOVED, current, on=effective_on, by=by, note=note, old_path=old_path, other=new_parent)
    record("organizations.move", by=by, subject=current, old_path=old_path, new_path=current.path)
    return current


@transaction.atomic
def merge_organizations(
    *, sources: Sequence[Organization], into: Organization, effective_on: datetime.date, by: Any, note: str = ""
) -> Organization:
    """撤并: the sources close, what is open below them goes to `into`, and they hang under it from then on.

    So the successor sees what they recorded, while every figure of the past stays where it was counted (`path_at`).
    """
    if not sources:
        raise Refused("请选择要撤并的组织。", field="sources")
    for organization in (*sources, into):
        lock_tree(organization)
    rows = locked([*sources, into])
    target = assert_unchanged(into, rows.get(into.pk))
    assert_open(target)
    for source in sources:
        _merge_one(assert_unchanged(source, rows.get(source.pk)), target, effective_on=effective_on, by=by, note=note)
    return target


def _merge_one(source: Organization, target: Organization, *, effective_on: datetime.date, by: Any, note: str) -> None:
    assert_open(source)
    assert_day(source, effective_on)
    assert_day(target, effective_on)
    if source.pk == target.pk or target.path.startswith(source.path):
        raise Refused(f"{source.name}不能并入它自己或它的下级。", field="sources")
    if source.level != target.level:
        raise Refused(
            f"只能在同级之间撤并：{source.name}是{source.get_level_display()}，{target.name}是{target.get_level_display()}。",
            field="sources",
        )
    old_path = source.path
    for child in source.children.filter(closed_on__isnull=True).order_by("pk"):
        move_organization(organization=child, parent=target, effective_on=effective_on, by=by, note=note)
    _end(source, on=effective_on, merged_into=target)
    _rehang(source, target)
    _history(ChangeKind.MERGED, source, on=effective_on, by=by, note=note, old_path=old_path, other=target)
    _history(ChangeKind.MERGED, target, on=effective_on, by=by, note=note, other=source)
    record("organizations.merge", by=by, subject=source, into=target.pk, old_path=old_path)


@transaction.atomic
def close_organization(
    *, organization: Organization, effective_on: datetime.date, by: Any, note: str = ""
) -> Organization:
    """撤销 without a successor. The day named is its last."""
    lock_tree(organization)
    current = assert_unchanged(organization, locked([organization]).get(organization.pk))
    assert_open(current)
    assert_day(current, effective_on)
    below = current.children.filter(closed_on__isnull=True).count()
    if below:
        raise Refused(f"{current.name}下面还有{below}个组织，请先调整它们的隶属或撤销它们。")
    _end(current, on=effective_on)
    _history(ChangeKind.CLOSED, current, on=effective_on, by=by, note=note)
    record("organizations.close", by=by, subject=current, on=effective_on.isoformat())
    return current


def _rehang(organization: Organization, parent: Organization) -> None:
    old, new = organization.path, f"{parent.path}{organization.pk}/"
    Organization.objects.under(old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    organization.parent, organization.path = parent, new
    if "~" in organization.sort_key:
        organization.sort_key = default_sort_key(organization)
    organization.save(update_fields=["parent", "sort_key"])


def _end(organization: Organization, *, on: datetime.date, merged_into: Organization | None = None) -> None:
    organization.closed_on, organization.merged_into = on, merged_into
    organization.save(update_fields=["closed_on", "merged_into"])
    organization.codes.filter(valid_to__isnull=True).update(valid_to=on)


def _history(kind: str, organization: Organization, *, on: datetime.date, by: Any, **fields: Any) -> None:
    OrganizationChange.objects.create(kind=kind, organization=organization, effective_on=on, created_by=by, **fields)
