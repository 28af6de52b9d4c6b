"""What of 信息报送 waits for somebody: messages that those below told her organization."""

import datetime
from typing import Any

from django.urls import reverse

from activities.publicity.models import Message
from fulian.core.permissions import Permission
from fulian.inbox.registry import Todo, TodoProvider, register


def to_judge(user: Any, today: datetime.date) -> list[Todo]:
    number = Message.objects.visible_to(user, Permission.PUBLICITY_JUDGE).to_judge().count()
    if not number:
        return []
    url = f"{reverse('publicity:message-list')}?standing=submitted"
    return [Todo(f"{number}条报送的信息待处理", "看看采用不采用，或者往上报。", url=url, count=number)]


register(TodoProvider("publicity.judge", order=40, permission=Permission.PUBLICITY_JUDGE, todos=to_judge))
