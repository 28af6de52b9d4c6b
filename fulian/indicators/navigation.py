from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("指标口径", "indicators:indicator-list", "chart", Group.PLANNING, Permission.INDICATORS_VIEW, order=60))
