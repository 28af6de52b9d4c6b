from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry("求助登记", "rights:case-list", "rights", Group.RECORDS, Permission.CASES_HANDLE, order=30, bottom=4),
    Entry("矛盾调解", "rights:mediation-list", "mediation", Group.RECORDS, Permission.ASSISTANCE_VIEW, order=31),
    Entry("重点关注家庭", "rights:risk-household-list", "care", Group.RECORDS, Permission.ASSISTANCE_VIEW, order=32),
    Entry("风险排查", "rights:risk-check-list", "search", Group.RECORDS, Permission.ASSISTANCE_VIEW, order=33),
    Entry("求助线索上报", "rights:lead-create", "bell", Group.MESSAGES, Permission.ASSISTANCE_EDIT, order=40),
)
