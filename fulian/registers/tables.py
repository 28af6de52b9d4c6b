from typing import Any

import django_tables2 as tables
from django.db import models

from fulian.organizations.choices import Level
from fulian.registers.models import Election, Officer, Product, Talent, Team, Venue

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
    held_on = tables.DateColumn(verbose_name=_label(Election, "held_on"), format="Y-m-d")
    elected = tables.Column(verbose_name="选出", accessor="elected_text")

    class Meta(EntryTable.Meta):
        model = Election
        fields = sequence = ("title", "organization", "held_on", "elected", "state")


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
