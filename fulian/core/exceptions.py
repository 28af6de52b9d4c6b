"""What a service says when it will not do something. Views show it at the field; it never means a bug."""


class Refused(Exception):
    """A rule forbids it. `message` is a Chinese sentence that says what to do; `field` is where to show it."""

    def __init__(self, message: str, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(Refused):
    """Somebody else changed the same thing first."""

    def __init__(self, message: str = "这条记录刚刚被别人处理过，请刷新页面看最新状态后再操作。"):
        super().__init__(message)
