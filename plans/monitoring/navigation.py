from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("两规划监测", "monitoring:overview", "chart", Group.PLANNING, Permission.MONITORING_VIEW, order=30))
