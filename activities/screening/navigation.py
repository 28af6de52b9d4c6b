from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry("两癌筛查", "screening:programme-list", "heart", Group.RECORDS, Permission.SCREENING_VIEW, order=22),
    Entry("筛查人员名单", "screening:person-list", "lock", Group.RECORDS, Permission.SCREENING_PERSONS, order=34),
)
