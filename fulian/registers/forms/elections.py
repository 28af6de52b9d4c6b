"""换届 and 补选: the election, whom it chose, and the round that it belongs to."""

from typing import ClassVar

from django import forms

from fulian.core.permissions import Permission
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from fulian.registers.choices import Position
from fulian.registers.forms.base import EntryForm, NamesField, RecordForm
from fulian.registers.models import Election, ElectionRound


class ElectionForm(EntryForm):
    folded: ClassVar = ("is_by_election", "note")
    more_label: ClassVar = "是补选、要写备注的，点这里"

    class Meta:
        model = Election
        fields = ("organization", "held_on", "term", "congress", "is_by_election", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


ELECTED = {
    "presidents": Position.PRESIDENT,
    "vice_presidents": Position.VICE_PRESIDENT,
    "standing": Position.STANDING,
    "execs": Position.EXEC,
}


class ElectionCreateForm(ElectionForm):
    """An election and whom it chose, in one go."""

    presidents = NamesField(label=Position.PRESIDENT.label)
    vice_presidents = NamesField(label=Position.VICE_PRESIDENT.label)
    standing = NamesField(label=Position.STANDING.label)
    execs = NamesField(
        label=Position.EXEC.label, widget=forms.Textarea(attrs={"rows": 3}), help_text="人名之间用顿号或换行分开。"
    )
    ends_terms = forms.BooleanField(
        label="原来在任的同时届满", required=False, initial=True, help_text="只对上面填了人的职务；任期记到换届前一天。"
    )

    field_order = ("organization", "held_on", "term", "congress", *ELECTED, "ends_terms", "is_by_election", "note")

    @property
    def elected(self) -> list[tuple[str, str]]:
        return [(position, name) for field, position in ELECTED.items() for name in self.cleaned_data[field]]


class RoundForm(RecordForm):
    """Whose round it is: an organization that has others below it."""

    permission = Permission.REGISTERS_SET_UP

    class Meta:
        model = ElectionRound
        fields = ("organization", "name", "level", "starts_on", "due_on")
        widgets = {"level": forms.RadioSelect}

    def _offer_organizations(self) -> None:
        super()._offer_organizations()
        field = self.fields.get("organization")
        if field is not None:
            above = Organization.objects.filter(level__in=(Level.CITY, Level.DISTRICT, Level.TOWN))
            field.queryset = field.queryset.filter(pk__in=above.values("pk"))
