from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry("活动", "activities:activity-list", "activity", Group.WORK, Permission.ACTIVITIES_VIEW, order=30, bottom=2),
    Entry(
        "记一场活动", "activities:quick-entry", "plus", Group.WORK, Permission.ACTIVITIES_EDIT,
        order=20, bottom=3, short_label="记活动", primary=True,
    ),
    Entry(
        "活动种类", "activities:kind-list", "settings", Group.SETTINGS, Permission.ACTIVITIES_DEFINE, order=30,
    ),
)  # fmt: skip
