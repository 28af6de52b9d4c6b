from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry("荣誉选树", "families:honour-list", "honour", Group.RECORDS, Permission.FAMILIES_VIEW, order=20),
)
