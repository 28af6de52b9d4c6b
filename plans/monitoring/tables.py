from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html

from plans.monitoring.models import MonitoredIndicator


class IndicatorTable(tables.Table):
    """Each row carries its `line` of the page's year."""

    name = tables.Column(linkify=True)
    goal = tables.Column(accessor="line__goal_text", verbose_name="目标", default="—")
    before = tables.Column(
        accessor="line__previous_text", verbose_name="上次", attrs={"cell": {"class": "num"}}, default="—"
    )
    now = tables.Column(accessor="line__value_text", verbose_name="当年", attrs={"cell": {"class": "num"}}, default="—")
    standing = tables.Column(
        accessor="line__standing", verbose_name="状态", attrs={"cell": {"class": "monitoring-state"}}
    )

    class Meta:
        model = MonitoredIndicator
        fields = ("name", "domain", "department", "goal", "before", "now", "standing")
        orderable = False

    def render_name(self, record: MonitoredIndicator) -> str:
        if record.confirmed:
            return record.name
        return format_html('{} <span class="provisional">待核实</span>', record.name)

    def render_standing(self, record: Any) -> str:
        line = record.line
        state = render_to_string("_components/status.html", {"label": line.standing.label, "tone": line.tone})
        return format_html('{} <span class="monitoring-words">{}</span>', state, line.judgement.words)
