from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string

from families.choices import HonourStatus
from families.models import Honour
from fulian.organizations.choices import Level

TONES = {
    HonourStatus.RECOMMENDED: "wait",
    HonourStatus.REPORTED: "wait",
    HonourStatus.APPRAISED: "wait",
    HonourStatus.NAMED: "good",
    HonourStatus.LISTED: "done",
}


def tone(honour: Honour) -> str:
    return "stop" if honour.is_cancelled else TONES.get(HonourStatus(honour.status), "stop")


class HonourTable(tables.Table):
    name = tables.Column(accessor="listed_name", linkify=True, verbose_name=Honour._meta.get_field("name").verbose_name)
    dated_on = tables.DateColumn(format="Y-m-d")
    status = tables.Column(accessor="state", verbose_name=Honour._meta.get_field("status").verbose_name)

    class Meta:
        model = Honour
        fields = ("name", "kind", "level", "grade", "organization", "dated_on", "status")
        orderable = False

    def before_render(self, request: Any) -> None:
        post = request.user.current_post
        if post is not None and post.organization.level == Level.VILLAGE:
            self.columns.hide("organization")

    def render_status(self, value: str, record: Honour) -> str:
        return render_to_string("_components/status.html", {"label": value, "tone": tone(record)})
