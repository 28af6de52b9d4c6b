from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("通知", "circulars:circular-list", "notice", Group.MESSAGES, Permission.CIRCULARS_VIEW, order=10))
