from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    Entry("台账导入导出", "ledgers:ledger-home", "ledger", Group.RECORDS, Permission.REGISTERS_EDIT, order=90),
)
