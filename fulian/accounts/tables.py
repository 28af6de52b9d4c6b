import datetime

import django_tables2 as tables
from django.utils import timezone

from fulian.accounts.models import User


class UserTable(tables.Table):
    """Telephone numbers are masked in lists."""

    name = tables.Column(verbose_name=User._meta.get_field("name").verbose_name, linkify=True)
    posts = tables.Column(verbose_name="任职", accessor="current_posts", empty_values=())
    masked_phone = tables.Column(verbose_name=User._meta.get_field("phone").verbose_name)
    last_login = tables.Column(verbose_name="最近登录")
    state = tables.Column(verbose_name="状态", empty_values=())

    class Meta:
        model = User
        fields = ("name", "username", "posts", "masked_phone", "last_login", "state")
        orderable = False
        attrs = {"caption": "人员与账号"}

    def render_posts(self, record: User) -> str:
        return (
            "；".join(f"{post.organization.name} {post.role_label}" for post in record.current_posts) or "目前没有任职"
        )

    def render_state(self, record: User) -> str:
        if not record.is_active:
            return "停用"
        return "待改密码" if record.must_change_password else "启用"

    def render_last_login(self, value: datetime.datetime) -> str:
        return f"{timezone.localdate(value):%Y-%m-%d}"
