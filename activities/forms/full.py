"""The whole form of an activity: what is needed first, everything else folded away."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone

from activities.choices import COMMON_NUMBERS
from activities.forms.bonds import BondsMixin, LikenessMixin
from activities.forms.details import DetailsMixin
from activities.forms.kinds import KindsMixin
from activities.forms.places import venues_near
from activities.models import Activity
from activities.services import Details
from fulian.attachments.forms import PhotosField, PhotosInput
from fulian.core.permissions import Permission
from fulian.registers.forms import RecordForm, speak_plainly

NUMBERS = ("people", "volunteers", "materials", "materials_note", "employed")
QUALIFIERS = ("sessions_qualifier", "people_qualifier", "materials_qualifier")
WHAT = ("role", "mode", "ends_on", "brand", "themes")
BONDS = ("campaign", "partner_organizations", "partners")
WORDS = ("purpose", "effect", "is_featured")


class ActivityForm(LikenessMixin, DetailsMixin, BondsMixin, KindsMixin, RecordForm):
    permission = Permission.ACTIVITIES_EDIT
    approximate: ClassVar = {
        "sessions": "sessions_qualifier",
        "attendances": "people_qualifier",
        "people": "people_qualifier",
        "materials": "materials_qualifier",
    }

    photos = PhotosField(widget=PhotosInput({"data-shrink": "", "data-pick": ""}))

    class Meta:
        model = Activity
        fields = (
            "organization", "kind", "title", "starts_on", "sessions", "attendances", "venue", "place",
            *WHAT, "campaign", "partners", *NUMBERS, *QUALIFIERS, *WORDS,
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
        self._offer_bonds()
        self._offer_choice()
        self._offer_details()
        speak_plainly(self.fields)

    def details(self) -> Details:
        """What hangs on the activity, as the form says it."""
        return Details(
            themes=self.cleaned_data["themes"], values=self.values(), goods=self.goods(),
            partners=self.cleaned_data["partner_organizations"], tasks=self.task_keys(), photos=self.cleaned_data["photos"],
        )  # fmt: skip

    def _offer_places(self) -> None:
        venues = venues_near(self.user, also=self.instance.venue_id)
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

    def _numbers_of(self, names: list[str]) -> list[tuple[str, list[forms.BoundField]]]:
        """A common number, with the name of the materials beside their count."""
        return [(name, self.group(name, *(["materials_note"] if name == "materials" else []))) for name in names]

    @property
    def numbers_shown(self) -> list[tuple[str, list[forms.BoundField]]]:
        return self._numbers_of(self.numbers_in_sight)

    @property
    def numbers_folded(self) -> list[tuple[str, list[forms.BoundField]]]:
        return self._numbers_of([name for name in COMMON_NUMBERS if name not in self.numbers_in_sight])

    @property
    def bonds(self) -> list[forms.BoundField]:
        return self.group(*BONDS)

    @property
    def plan_tasks(self) -> list[forms.BoundField]:
        return self.group("tasks")

    @property
    def qualifiers(self) -> list[forms.BoundField]:
        return self.group(*QUALIFIERS)

    @property
    def words(self) -> list[forms.BoundField]:
        return self.group(*WORDS)

    @property
    def more_open(self) -> bool:
        """Something folded away is filled in or wrong."""
        numbers = [name for name in NUMBERS if name not in self.numbers_in_sight]
        folded = (*WHAT, "campaign", "partners", *numbers, *QUALIFIERS, *WORDS)
        if self.is_bound:
            return any(name in self.errors or name in self.changed_data for name in folded)
        plain = Activity()
        fields = (name for name in folded if name != "themes")
        if self.initial.get("campaign"):
            return True
        return bool(self.instance.pk) and any(getattr(self.instance, n) != getattr(plain, n) for n in fields)
