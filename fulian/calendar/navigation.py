from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("工作日历", "calendar:working-day-list", "calendar", Group.SETTINGS, Permission.CALENDAR_EDIT, order=40))
