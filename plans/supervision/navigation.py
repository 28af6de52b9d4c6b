from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("督办", "supervision:notice-list", "bell", Group.PLANNING, Permission.SUPERVISION_VIEW, order=30))
