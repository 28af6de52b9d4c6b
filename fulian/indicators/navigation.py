from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

# A village meets a definition behind its own figure; the whole list is for those who compare and sum up.
register(
    *(
        Entry("指标口径", "indicators:indicator-list", "number", Group.PLANNING, permission, order=60)
        for permission in (Permission.REPORTS_REVIEW, Permission.SUMMARIES_SIGN)
    )
)
