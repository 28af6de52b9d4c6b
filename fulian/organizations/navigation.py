from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

# For those who have organizations below them or set them up: a village would find only itself.
register(
    *(
        Entry(
            "组织",
            "organizations:organization-list",
            "organization",
            Group.SETTINGS,
            permission,
            order=10,
            bottom=3 if permission == Permission.ORGANIZATIONS_EDIT else 0,
        )
        for permission in (Permission.ORGANIZATIONS_EDIT, Permission.REPORTS_REVIEW, Permission.SUMMARIES_SIGN)
    )
)
