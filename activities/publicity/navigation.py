from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("信息报送", "publicity:adoption-list", "send", Group.MESSAGES, Permission.ACTIVITIES_VIEW, order=20))
