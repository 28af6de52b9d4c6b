from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html

from plans.supervision.models import Notice, Recipient
from plans.supervision.sheet import standing_of

NAMES_SHOWN = 3


class NoticeTable(tables.Table):
    """Each row carries `seen`: its recipients, as far as the reader may see them."""

    title = tables.Column(linkify=True, accessor="full_title")
    seen = tables.Column(verbose_name=str(Recipient._meta.verbose_name), empty_values=())
    standing = tables.Column(verbose_name=str(Notice._meta.get_field("status").verbose_name), empty_values=())

    class Meta:
        model = Notice
        fields = ("title", "organization", "seen", "issued_at", "due_on", "standing")
        sequence = fields
        orderable = False

    def render_title(self, record: Notice) -> str:
        if not record.number_text:
            return record.full_title
        return format_html('{} <span class="muted nowrap">{}</span>', record.full_title, record.number_text)

    def render_seen(self, record: Notice) -> str:
        names = [row.name for row in record.seen]
        if len(names) <= NAMES_SHOWN:
            return "、".join(names)
        return f"{'、'.join(names[:NAMES_SHOWN])}等{len(names)}个"

    def render_issued_at(self, value: Any) -> str:
        return f"{timezone.localtime(value):%Y-%m-%d}"

    def render_due_on(self, value: Any) -> str:
        return f"{value:%Y-%m-%d}"

    def render_standing(self, record: Notice) -> str:
        standing = standing_of(record, record.seen, timezone.localdate())
        return render_to_string("_components/status.html", {"label": standing.label, "tone": standing.tone})
