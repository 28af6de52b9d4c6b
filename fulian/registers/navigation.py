from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(Entry("阵地队伍", "registers:register-home", "venue", Group.RECORDS, Permission.REGISTERS_VIEW, order=10))
