from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import timezone

from plans.supervision.models import Notice, Recipient
from plans.supervision.sheet import standing_of

NAMES_SHOWN = 3


def _label(name: str) -> str:
    return str(Notice._meta.get_field(name).verbose_name)


class NoticeTable(tables.Table):
    """Each row carries `seen`: its recipients, as far as the reader may see them."""

    title = tables.Column(verbose_name=_label("title"), linkify=True, accessor="full_title")
    number = tables.Column(verbose_name="文号", accessor="number_text")
    organization = tables.Column(verbose_name="发文组织")
    seen = tables.Column(verbose_name=str(Recipient._meta.verbose_name), empty_values=())
    standing = tables.Column(verbose_name=_label("status"), empty_values=())

    class Meta:
        model = Notice
        fields = ("title", "number", "organization", "seen", "issued_at", "due_on", "standing")
        sequence = fields
        orderable = False

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
