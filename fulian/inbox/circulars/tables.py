from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import timezone

from fulian.inbox.circulars.models import Circular
from fulian.inbox.circulars.sheet import State, state_of


def _label(name: str) -> str:
    return str(Circular._meta.get_field(name).verbose_name)


class CircularTable(tables.Table):
    """Each row carries `seen`: its recipients, as far as the reader may see them."""

    title = tables.Column(verbose_name=_label("title"), linkify=True)
    organization = tables.Column(verbose_name="发文单位")
    issued_at = tables.Column(verbose_name="发出")
    ask = tables.Column(verbose_name=_label("ask"))
    due_on = tables.Column(verbose_name="截止")
    standing = tables.Column(verbose_name=_label("status"), empty_values=())

    class Meta:
        model = Circular
        fields = ("title", "organization", "issued_at", "ask", "due_on", "standing")
        sequence = fields
        orderable = False

    def render_issued_at(self, value: Any) -> str:
        return f"{timezone.localtime(value):%m-%d}"

    def render_due_on(self, value: Any) -> str:
        return f"{value:%m-%d}"

    def render_standing(self, record: Circular) -> str:
        standing = _standing(record)
        return render_to_string("_components/status.html", {"label": standing.label, "tone": standing.tone})


def _standing(circular: Circular) -> State:
    """For one who was asked: her own answer; for whoever sees several: how many of how many have answered."""
    rows: list[Any] = circular.seen  # type: ignore[attr-defined]
    if not circular.is_issued or not rows:
        return State(str(circular.get_status_display()), circular.tone)
    if len(rows) == 1 and rows[0].organization_id != circular.organization_id:
        rows[0].circular = circular
        return state_of(rows[0], timezone.localdate())
    answered = sum(row.is_answered for row in rows)
    return State(f"{circular.asked.done}{answered}/{len(rows)}", "done" if answered == len(rows) else "wait")
