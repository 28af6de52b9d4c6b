"""The form that village chairs use every day: what is needed first, everything else folded away."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Q
from django.utils import timezone

from activities.models import Activity, ActivityKind
from fulian.attachments.forms import PhotosField, PhotosInput
from fulian.core.choices import WorkArea
from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Permission
from fulian.registers.forms import RecordForm, speak_plainly
from fulian.registers.models import Venue

AT_HAND = "常用"
NUMBERS = ("people", "volunteers", "materials", "materials_note", "employed")
QUALIFIERS = ("sessions_qualifier", "people_qualifier", "materials_qualifier")
WHAT = ("role", "mode", "ends_on", "partners", "brand", "themes")
WORDS = ("purpose", "effect", "is_featured")


class ActivityForm(RecordForm):
    permission = Permission.ACTIVITIES_EDIT
    approximate: ClassVar = {
        "sessions": "sessions_qualifier",
        "attendances": "people_qualifier",
        "people": "people_qualifier",
        "materials": "materials_qualifier",
    }

    photos = PhotosField(widget=PhotosInput({"data-shrink": ""}))

    class Meta:
        model = Activity
        fields = (
            "organization", "kind", "title", "starts_on", "sessions", "attendances", "venue", "place",
            *WHAT, *NUMBERS, *QUALIFIERS, *WORDS,
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "mode": forms.RadioSelect,
            "themes": forms.CheckboxSelectMultiple,
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "effect": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {"kind": {"required": "请选一个种类。"}}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._offer_kinds()
        self._offer_places()
        self.fields["themes"].queryset = self.fields["themes"].queryset.filter(is_active=True)
        self.fields["title"].required = False
        self.fields["title"].help_text = f"{self.fields['title'].help_text}留空就用种类作名称。"
        self.fields["attendances"].help_text = ""
        self.fields["sessions"].min_value = 1
        self.fields["sessions"].validators = [*self.fields["sessions"].validators, MinValueValidator(1)]
        self.fields["mode"].choices = self.instance._meta.get_field("mode").choices
        if self.instance.pk is None:
            self.fields["starts_on"].initial = timezone.localdate
        speak_plainly(self.fields)

    def _offer_kinds(self) -> None:
        """Six at hand first, then all others by area; every one stands once, so that a choice is never ambiguous."""
        field = self.fields["kind"]
        field.queryset = ActivityKind.objects.filter(Q(is_active=True) | Q(pk=self.instance.kind_id))
        kinds = list(field.queryset)
        first = self.instance.kind_id or self.initial.get("kind")
        at_hand = ActivityKind.objects.at_hand(Activity.objects.last_used_kinds(self.user), first=first)
        others = [kind for kind in kinds if kind not in at_hand]
        groups = [
            (AT_HAND, at_hand),
            *((str(area.label), [k for k in others if k.category == area]) for area in WorkArea),
        ]
        field.choices = [(label, [(kind.pk, kind.label) for kind in group]) for label, group in groups if group]

    def _offer_places(self) -> None:
        """Her own venues, those below her, and those of the organizations above."""
        scope = self.user.scope(Permission.ACTIVITIES_EDIT)
        above = {path for root in (*scope.subtrees, *scope.own) for path in ancestor_paths(root)}
        near = scope.q("organization__path") | Q(organization__path__in=above) | Q(pk=self.instance.venue_id)
        venues = Venue.objects.usable().filter(near).order_by("organization__path", "name")
        if not venues.exists():
            del self.fields["venue"]
            return
        self.fields["venue"].queryset = venues
        self.fields["venue"].empty_label = "不在阵地里"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("title") and cleaned.get("kind"):
            cleaned["title"] = cleaned["kind"].label
        return cleaned

    def group(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def kind_groups(self) -> list[tuple[str, list[forms.boundfield.BoundWidget]]]:
        """The radio buttons of the kinds, by group; the first group is what she has at hand."""
        buttons = iter(self["kind"].subwidgets)
        return [(str(label), [next(buttons) for _ in options]) for label, options in self.fields["kind"].choices]

    @property
    def whose(self) -> list[forms.BoundField]:
        return self.group("organization")

    @property
    def which(self) -> list[forms.BoundField]:
        return self.group("title", "starts_on")

    @property
    def pictures(self) -> list[forms.BoundField]:
        return self.group("photos")

    @property
    def one_line(self) -> list[forms.BoundField]:
        return self.group("sessions", "attendances")

    @property
    def where(self) -> list[forms.BoundField]:
        return self.group("venue", "place")

    @property
    def what(self) -> list[forms.BoundField]:
        return self.group(*WHAT)

    @property
    def numbers(self) -> list[forms.BoundField]:
        return self.group(*NUMBERS)

    @property
    def qualifiers(self) -> list[forms.BoundField]:
        return self.group(*QUALIFIERS)

    @property
    def words(self) -> list[forms.BoundField]:
        return self.group(*WORDS)

    @property
    def more_open(self) -> bool:
        """Something folded away is filled in or wrong."""
        folded = (*WHAT, *NUMBERS, *QUALIFIERS, *WORDS)
        if self.is_bound:
            return any(name in self.errors or name in self.changed_data for name in folded)
        plain = Activity()
        fields = (name for name in folded if name != "themes")
        return bool(self.instance.pk) and any(getattr(self.instance, n) != getattr(plain, n) for n in fields)
