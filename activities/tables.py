from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from activities.models import Activity
from fulian.organizations.choices import Level

NUMBER = {"cell": {"class": "num"}}


class ActivityTable(tables.Table):
    title = tables.Column(linkify=True)
    sessions = tables.Column(
        accessor="sessions_text", verbose_name=Activity._meta.get_field("sessions").verbose_name, attrs=NUMBER
    )
    attendances = tables.Column(attrs=NUMBER)

    class Meta:
        model = Activity
        fields = ("title", "starts_on", "organization", "kind", "sessions", "attendances")
        orderable = False

    def before_render(self, request: Any) -> None:
        post = request.user.current_post
        if post is not None and post.organization.level == Level.VILLAGE:
            self.columns.hide("organization")

    def render_title(self, value: str, record: Activity) -> str:
        if record.is_cancelled:
            return format_html("{} <span class=\"status status--stop\">{}</span>", value, record.get_status_display())
        return value

    def render_starts_on(self, record: Activity) -> str:
        return f"{record.starts_on:%Y-%m-%d}"
