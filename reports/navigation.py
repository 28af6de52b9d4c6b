from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry("月报", "reports:monthly-report-list", "report", Group.WORK, Permission.REPORTS_VIEW, order=40, bottom=4)
)
register(
    Entry(
        "工作总结",
        "reports:summary-list",
        "summary",
        Group.PLANNING,
        Permission.SUMMARIES_VIEW,
        order=40,
        bottom=3,
        short_label="总结",
    )
)
