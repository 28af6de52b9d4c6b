"""One form for each register. What a village needs comes first, the rest is folded away."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from fulian.core.chinese import halfwidth
from fulian.organizations.forms import TypedField
from fulian.registers.forms.base import EntryForm, only_active
from fulian.registers.models import (
    Contact,
    Officer,
    Product,
    Talent,
    Team,
    Venue,
    VenueType,
    Volunteer,
)

LONG = forms.Textarea(attrs={"rows": 3})


class PhoneField(TypedField):
    """Full-width digits and spaces are understood; the phone shows its number keys."""

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "tel", "autocomplete": "off"}


class BirthField(forms.CharField):
    """1975-03, 1975.3, 1975年3月, 197503, or the year alone."""

    def to_python(self, value: Any) -> str:
        typed = halfwidth(super().to_python(value))
        if match := re.fullmatch(r"((?:19|20)\d{2})\D{0,2}(\d{1,2})\D?", typed):
            return f"{match[1]}-{int(match[2]):02}"
        if match := re.fullmatch(r"((?:19|20)\d{2})年?", typed):
            return match[1]
        return typed


class VenueForm(EntryForm):
    """The fields of a 妇女微家 are offered where a district keeps such types at all."""

    folded: ClassVar = (
        "opening_hours", "manager", "manager_phone", "type", "build_mode", "host_kind", "host", "is_online", "online_place",
        "brand", "is_external", "builder", "investment", "note",
    )  # fmt: skip
    more_label: ClassVar = "更多内容（管理员、开放时间、微家类型等）"

    class Meta:
        model = Venue
        fields = (
            "organization", "kind", "name", "opened_on", "place", "opening_hours", "manager", "manager_phone", "type",
            "build_mode", "host_kind", "host", "is_online", "online_place", "brand", "is_external", "builder", "investment",
            "note",
        )  # fmt: skip
        field_classes = {"manager_phone": PhoneField}
        widgets = {"note": LONG}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        only_active(self.fields["kind"], self.instance.kind_id)
        field = self.fields["type"]
        field.queryset = VenueType.objects.filter(is_active=True) | VenueType.objects.filter(pk=self.instance.type_id)
        field.empty_label = "不分类型"


class TeamForm(EntryForm):
    """The number of members when a team is entered; later counts are entered year by year on the team's page."""

    approximate: ClassVar = {"members": "members_qualifier"}
    folded: ClassVar = ("leader", "note")

    class Meta:
        model = Team
        fields = ("organization", "kind", "name", "founded_on", "members", "members_qualifier", "leader", "note")
        widgets = {"note": LONG}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        only_active(self.fields["kind"], self.instance.kind_id)
        if self.instance.pk:
            del self.fields["members"], self.fields["members_qualifier"]


class OfficerForm(EntryForm):
    folded: ClassVar = ("term", "birth", "party", "education", "committee", "note")
    more_label: ClassVar = "花名册要的内容（出生年月、政治面貌、学历等）"

    class Meta:
        model = Officer
        fields = (
            "organization", "name", "position", "employment", "since", "phone", "term", "birth", "party", "education",
            "committee", "note",
        )  # fmt: skip
        field_classes = {"phone": PhoneField, "birth": BirthField}
        widgets = {"note": LONG}


class TalentForm(EntryForm):
    folded: ClassVar = ("note",)

    class Meta:
        model = Talent
        fields = ("organization", "kind", "name", "since", "employer", "field", "note")
        widgets = {"note": LONG}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        only_active(self.fields["kind"], self.instance.kind_id)


class VolunteerForm(EntryForm):
    folded: ClassVar = ("note",)

    class Meta:
        model = Volunteer
        fields = ("organization", "name", "team", "skills", "since", "consented_on", "note")
        widgets = {"note": LONG}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        scope = self.user.scope(self.permission)
        teams = Team.objects.counted().filter(scope.q(), ended_on__isnull=True)
        chosen = Team.objects.filter(pk=self.instance.team_id)
        self.fields["team"].queryset = (
            (teams | chosen).select_related("organization").order_by("organization__path", "pk")
        )
        self.fields["team"].empty_label = "不在队伍里"
        if self.instance.pk is None:
            self.fields["since"].initial = timezone.localdate  # not of the consent: that is for her to say


class ContactForm(EntryForm):
    folded: ClassVar = ("resolved_on", "result")
    more_label: ClassVar = "意见怎么办的（办好了再来填也行）"

    class Meta:
        model = Contact
        fields = (
            "organization", "made_on", "mode", "officer", "group", "households", "opinion", "resolved_on", "result",
        )  # fmt: skip
        widgets = {"mode": forms.RadioSelect, "opinion": LONG, "result": LONG}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = Contact._meta.get_field("mode").choices
        scope = self.user.scope(self.permission)
        officers = Officer.objects.counted().filter(scope.q(), until__isnull=True)
        chosen = Officer.objects.filter(pk=self.instance.officer_id)
        self.fields["officer"] = OfficerChoiceField(
            queryset=(officers | chosen).select_related("organization").order_by("organization__path", "pk"),
            label=self.fields["officer"].label, required=False, empty_label="没有指定的人",
        )  # fmt: skip
        if self.instance.pk is None:
            self.fields["made_on"].initial = timezone.localdate


class OfficerChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, officer: Officer) -> str:
        return f"{officer.organization.name} {officer.name}（{officer.get_position_display()}）"


class ProductForm(EntryForm):
    folded: ClassVar = ("note",)

    class Meta:
        model = Product
        fields = ("organization", "name", "producer", "since", "note")
        widgets = {"note": LONG}
