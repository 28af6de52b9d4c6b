from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from activities.choices import Status
from activities.models import Activity
from fulian.core.quantities import Quantity
from fulian.organizations.choices import Level

NUMBER = {"cell": {"class": "num"}}


def _label(name: str) -> str:
    return str(Activity._meta.get_field(name).verbose_name)


class ActivityTable(tables.Table):
    title = tables.Column(verbose_name=_label("title"), linkify=True)
    sessions = tables.Column(verbose_name=_label("sessions"), accessor="sessions_text", attrs=NUMBER)
    attendances = tables.Column(verbose_name=_label("attendances"), attrs=NUMBER)

    class Meta:
        model = Activity
        fields = ("title", "starts_on", "organization", "kind", "sessions", "attendances")
        orderable = False

    def before_render(self, request: Any) -> None:
        post = request.user.current_post
        if post is not None and post.organization.level == Level.VILLAGE:
            self.columns.hide("organization")

    def render_title(self, value: str, record: Activity) -> str:
        tone = {Status.CANCELLED: "stop", Status.PLANNED: "wait"}.get(Status(record.status))
        if tone:
            return format_html('{} <span class="status status--{}">{}</span>', value, tone, record.get_status_display())
        return value

    def render_sessions(self, value: str, record: Activity) -> str:
        return "" if record.is_planned else value

    def render_attendances(self, record: Activity) -> str:
        return Quantity.of(record.attendances, record.people_qualifier).text()

    def render_starts_on(self, record: Activity) -> str:
        return f"{record.starts_on:%Y-%m-%d}"
