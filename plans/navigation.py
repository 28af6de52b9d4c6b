from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("工作计划", "plans:plan-list", "plan", Group.PLANNING, Permission.PLANS_VIEW, order=10))
register(Entry("上级任务", "plans:share-list", "inbox", Group.PLANNING, Permission.PLANS_ANSWER, order=12))
