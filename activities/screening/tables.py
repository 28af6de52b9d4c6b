from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html

from activities.screening.choices import PersonState
from activities.screening.models import Person, Programme, Session
from fulian.organizations.choices import Level

NUMBER = {"cell": {"class": "num"}}
PERSON_TONES = {
    PersonState.WAITING: "wait",
    PersonState.CLEAR: "done",
    PersonState.FOLLOW_UP: "mine",
    PersonState.DONE: "done",
}


def shown(label: str, tone: str) -> str:
    return render_to_string("_components/status.html", {"label": label, "tone": tone})


def programme_tone(programme: Programme) -> str:
    return "good" if programme.is_open else "locked"


class ProgrammeTable(tables.Table):
    name = tables.Column(linkify=True)
    period_text = tables.Column(verbose_name="统计年度")
    base = tables.Column(attrs=NUMBER)
    target = tables.Column(attrs=NUMBER)

    class Meta:
        model = Programme
        fields = ("name", "organization", "period_text", "base", "target", "status")
        orderable = False

    def render_status(self, value: str, record: Programme) -> str:
        return shown(value, programme_tone(record))


class SessionTable(tables.Table):
    day = tables.DateColumn(linkify=True, format="Y-m-d")
    women = tables.Column(attrs=NUMBER)
    cervical = tables.Column(attrs=NUMBER)
    breast = tables.Column(attrs=NUMBER)
    results = tables.Column(empty_values=(), verbose_name="结果")

    class Meta:
        model = Session
        fields = ("day", "organization", "hospital", "women", "cervical", "breast", "results")
        orderable = False

    def before_render(self, request: Any) -> None:
        post = request.user.current_post
        if post is not None and post.organization.level == Level.VILLAGE:
            self.columns.hide("organization")

    def render_day(self, record: Session) -> str:
        day = f"{record.day:%Y-%m-%d}"
        if record.is_cancelled:
            return format_html('{} <span class="status status--stop">{}</span>', day, record.get_status_display())
        return day

    def render_results(self, record: Session) -> str:
        return "已登记" if record.has_results else "还没有"


class PersonTable(tables.Table):
    masked_name = tables.Column(verbose_name=Person._meta.get_field("name").verbose_name)
    masked_id = tables.Column(verbose_name=Person._meta.get_field("id_number").verbose_name)
    day = tables.DateColumn(
        accessor="session__day", verbose_name=Session._meta.get_field("day").verbose_name, format="Y-m-d"
    )
    follow_up_on = tables.DateColumn(format="Y-m-d")
    act = tables.Column(empty_values=(), verbose_name="办理")

    class Meta:
        model = Person
        fields = ("masked_name", "masked_id", "organization", "day", "state", "follow_up_on", "act")
        orderable = False

    def render_state(self, value: str, record: Person) -> str:
        return shown(value, PERSON_TONES[PersonState(record.state)])

    def render_act(self, record: Person) -> str:
        return render_to_string("screening/_person_acts.html", {"person": record})
