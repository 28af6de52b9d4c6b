from typing import Any

import django_tables2 as tables
from django.db import models

from fulian.organizations.choices import Level
from fulian.registers.models import Contact, Election, ElectionRound, Officer, Product, Talent, Team, Venue, Volunteer

NUMBER = {"cell": {"class": "num"}}


def _label(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


class EntryTable(tables.Table):
    """A village does not need to be told on every line that it is the village's."""

    state = tables.Column(accessor="state_label", verbose_name="状态")

    class Meta:
        orderable = False

    def before_render(self, request: Any) -> None:
        post = request.user.current_post
        if post is not None and post.organization.level == Level.VILLAGE:
            self.columns.hide("organization")


class VenueTable(EntryTable):
    name = tables.Column(verbose_name=_label(Venue, "name"), linkify=True)
    opened_on = tables.DateColumn(verbose_name=_label(Venue, "opened_on"), format="Y-m-d")

    class Meta(EntryTable.Meta):
        model = Venue
        fields = sequence = ("name", "kind", "organization", "opened_on", "state")


class TeamTable(EntryTable):
    name = tables.Column(verbose_name=_label(Team, "name"), linkify=True)
    founded_on = tables.DateColumn(verbose_name=_label(Team, "founded_on"), format="Y-m-d")
    members = tables.Column(verbose_name=_label(Team, "members"), accessor="members_text", attrs=NUMBER)

    class Meta(EntryTable.Meta):
        model = Team
        fields = sequence = ("name", "kind", "organization", "founded_on", "members", "state")


class OfficerTable(EntryTable):
    name = tables.Column(verbose_name=_label(Officer, "name"), linkify=True)
    since = tables.DateColumn(verbose_name=_label(Officer, "since"), format="Y-m-d")

    class Meta(EntryTable.Meta):
        model = Officer
        fields = sequence = ("name", "position", "organization", "employment", "since", "state")


class ElectionTable(EntryTable):
    title = tables.Column(verbose_name=_label(Election, "congress"), accessor="title", linkify=True)
    term = tables.Column(verbose_name=_label(Election, "term"), accessor="term_text")
    held_on = tables.DateColumn(verbose_name=_label(Election, "held_on"), format="Y-m-d")
    elected = tables.Column(verbose_name="选出", accessor="elected_text")

    class Meta(EntryTable.Meta):
        model = Election
        fields = sequence = ("title", "organization", "held_on", "term", "elected", "state")


class TalentTable(EntryTable):
    name = tables.Column(verbose_name=_label(Talent, "name"), linkify=True)
    since = tables.DateColumn(verbose_name=_label(Talent, "since"), format="Y-m-d")

    class Meta(EntryTable.Meta):
        model = Talent
        fields = sequence = ("name", "kind", "organization", "since", "state")


class ProductTable(EntryTable):
    name = tables.Column(verbose_name=_label(Product, "name"), linkify=True)
    since = tables.DateColumn(verbose_name=_label(Product, "since"), format="Y-m-d")

    class Meta(EntryTable.Meta):
        model = Product
        fields = sequence = ("name", "producer", "organization", "since", "state")


class VolunteerTable(EntryTable):
    name = tables.Column(verbose_name=_label(Volunteer, "name"), linkify=True)
    since = tables.DateColumn(verbose_name=_label(Volunteer, "since"), format="Y-m-d")

    class Meta(EntryTable.Meta):
        model = Volunteer
        fields = sequence = ("name", "team", "skills", "organization", "since", "state")


class ContactTable(EntryTable):
    made_on = tables.DateColumn(verbose_name=_label(Contact, "made_on"), format="Y-m-d")
    group = tables.Column(verbose_name=_label(Contact, "group"), linkify=True)
    officer = tables.Column(verbose_name=_label(Contact, "officer"), accessor="officer__name")

    class Meta(EntryTable.Meta):
        model = Contact
        fields = sequence = ("group", "mode", "made_on", "organization", "officer", "state")


class QuietTable(tables.Table):
    """`last_held` is put on the rows of a page by the view, in one query for all."""

    name = tables.Column(verbose_name=_label(Venue, "name"), linkify=True)
    last_held = tables.DateColumn(verbose_name="最近一次活动", format="Y-m-d", empty_values=(), orderable=False)
    opened_on = tables.DateColumn(verbose_name=_label(Venue, "opened_on"), format="Y-m-d")

    class Meta:
        model = Venue
        orderable = False
        fields = sequence = ("name", "kind", "organization", "last_held", "opened_on", "manager")

    def render_last_held(self, value: Any) -> str:
        return f"{value:%Y-%m-%d}" if value else "没有记过"


class RosterTable(EntryTable):
    """`age` is put on the rows of a page by the view: it depends on the day."""

    name = tables.Column(verbose_name=_label(Officer, "name"), linkify=True)
    age = tables.Column(verbose_name="年龄", attrs=NUMBER)
    term = tables.Column(verbose_name=_label(Officer, "term"), accessor="term_text")
    state = None

    class Meta(EntryTable.Meta):
        model = Officer
        fields = sequence = (
            "name", "position", "organization", "employment", "term", "age", "party", "education", "committee",
        )  # fmt: skip


class RoundTable(tables.Table):
    name = tables.Column(verbose_name=_label(ElectionRound, "name"), linkify=True)
    starts_on = tables.DateColumn(verbose_name=_label(ElectionRound, "starts_on"), format="Y-m-d")
    due_on = tables.DateColumn(verbose_name=_label(ElectionRound, "due_on"), format="Y-m-d")

    class Meta:
        model = ElectionRound
        orderable = False
        fields = sequence = ("name", "organization", "level", "starts_on", "due_on")
