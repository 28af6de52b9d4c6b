from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry(
        "操作记录",
        "audit:auditevent-list",
        "history",
        Group.SETTINGS,
        Permission.AUDIT_VIEW,
        order=30,
        bottom=4,
        short_label="记录",
    ),
)
