from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry(
        "组织",
        "organizations:organization-list",
        "organization",
        Group.SETTINGS,
        Permission.ORGANIZATIONS_VIEW,
        order=10,
        bottom=3,
    ),
)
