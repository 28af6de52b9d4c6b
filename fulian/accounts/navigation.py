from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry("账号", "accounts:user-list", "team", Group.SETTINGS, Permission.ACCOUNTS_VIEW, order=20, bottom=2),
    Entry("我的", "accounts:profile", "user", Group.SELF, bottom=5),
)
