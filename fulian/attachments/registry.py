"""Who may see a photo: whoever may see the record that it belongs to. Each app says so in its apps.py or models.

register_owner(Activity, view=Permission.ACTIVITIES_VIEW, edit=Permission.ACTIVITIES_EDIT)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from fulian.core.permissions import Permission


@dataclass(frozen=True)
class Owner:
    permission: Permission
    queryset: Callable[[], Any]  # an unscoped ScopedQuerySet
    edit: Permission | None = None  # with which photos may be taken away
    uploads: bool = (
        False  # whether the device may hand in photos by themselves, after the record (services/uploading.py)
    )

    def may(self, user: Any, owner_id: int, permission: Permission | None) -> bool:
        if permission is None:
            return False
        return self.queryset().visible_to(user, permission).filter(pk=owner_id).exists()


OWNERS: dict[str, Owner] = {}


def register_owner(
    model: type[models.Model],
    permission: Permission,
    queryset: Callable[[], Any] | None = None,
    *,
    edit: Permission | None = None,
    uploads: bool = False,
) -> None:
    OWNERS[model._meta.label_lower] = Owner(permission, queryset or model._default_manager.all, edit, uploads)


def owner_for_upload(user: Any, owner_type: str, owner_id: int) -> Any:
    """The record, if the device may hand in photos of such records and this person may change it; otherwise None."""
    owner = OWNERS.get(owner_type)
    if owner is None or not owner.uploads or owner.edit is None:
        return None
    return owner.queryset().visible_to(user, owner.edit).filter(pk=owner_id).first()
