from fulian.core.navigation import Entry, Group, register

register(
    Entry("首页", "home", "home", Group.WORK, order=1, bottom=1),
    Entry("待办", "todo-list", "inbox", Group.WORK, order=5),
)
