from fulian.core.navigation import Entry, Group, register
from fulian.core.permissions import Permission

register(
    *(
        Entry("台账导入导出", "ledgers:ledger-home", "ledger", Group.RECORDS, permission, order=90)
        for permission in (Permission.REGISTERS_EDIT, Permission.CASES_HANDLE)
    )
)
