from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import timezone

from plans.models import Plan, Target


class PlanTable(tables.Table):
    title = tables.Column(linkify=True)
    target_count = tables.Column(verbose_name=Target._meta.verbose_name, attrs={"cell": {"class": "num"}})

    class Meta:
        model = Plan
        fields = ("title", "year", "organization", "status", "target_count", "updated_at")
        orderable = False

    def render_year(self, value: int) -> str:
        return f"{value}年"

    def render_status(self, record: Plan) -> str:
        label = record.get_status_display()
        return render_to_string("_components/status.html", {"label": label, "tone": record.tone})

    def render_target_count(self, value: int) -> str:
        return f"{value}项"

    def render_updated_at(self, value: Any) -> str:
        return f"{timezone.localtime(value):%Y-%m-%d}"
