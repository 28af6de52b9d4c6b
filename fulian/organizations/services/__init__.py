"""Every write to the tree: its shape (tree.py), what an organization is called (naming.py), many at once (importing.py)."""

from fulian.organizations.services.importing import Problem, Unreadable, import_rows, read_rows
from fulian.organizations.services.naming import change_code, rename_organization, update_details
from fulian.organizations.services.tree import (
    close_organization,
    merge_organizations,
    move_organization,
    open_organization,
    plant,
)

__all__ = [
    "Problem",
    "Unreadable",
    "change_code",
    "close_organization",
    "import_rows",
    "merge_organizations",
    "move_organization",
    "open_organization",
    "plant",
    "read_rows",
    "rename_organization",
    "update_details",
]
