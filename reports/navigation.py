from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("月报", "reports:monthly-report-list", "report", Group.REPORTING, Permission.REPORTS_VIEW, order=10, bottom=4))
