"""快记: kind, day, place, 场次, 参加人次, and nothing else. Works as a plain form; a script only makes it quicker."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone

from activities.forms.bonds import LikenessMixin
from activities.forms.kinds import KindsMixin
from activities.forms.places import venues_near
from activities.models import Activity
from activities.services import Details
from fulian.attachments.forms import PhotosField, PhotosInput
from fulian.core.permissions import Permission
from fulian.registers.forms import RecordForm, speak_plainly

ANOTHER_DAY = "other"
SPOTS = 3  # as many as stand in one or two lines of a phone
AS_TYPED = ("sessions", "attendances")


@dataclass(frozen=True)
class Option:
    """A radio button of the day or the place."""

    value: str
    label: str
    note: str = ""
    checked: bool = False


class QuickForm(LikenessMixin, KindsMixin, RecordForm):
    """`day` and `spot` are the buttons; they are settled into `starts_on`, `venue` and `place` before anything is judged.

    A day travels as a date and never as “today”: an entry may wait on the device until tomorrow.
    """

    permission = Permission.ACTIVITIES_EDIT
    approximate: ClassVar = {"sessions": "sessions_qualifier", "attendances": "people_qualifier"}

    day = forms.CharField(required=False)
    spot = forms.CharField(label="地点", required=False)
    photos = PhotosField(widget=PhotosInput({"data-shrink": "", "data-pick": ""}))

    class Meta:
        model = Activity
        fields = (
            "organization", "kind", "starts_on", "venue", "place", "sessions", "attendances",
            "sessions_qualifier", "people_qualifier",
        )  # fmt: skip
        widgets = {"kind": forms.RadioSelect}
        error_messages = {
            "kind": {"required": "请选一个种类。"},
            "starts_on": {"required": "请选是哪一天。"},
            "venue": {"invalid_choice": "这个阵地已经停用或不在您这里，请另选地点。"},
            "sessions": {"required": "请填办了几场，一场就填 1。"},
        }

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any):
        super().__init__(data, *args, **kwargs)
        self._typed = {name: data.get(name, "") for name in AS_TYPED} if data is not None else {}
        self._offer_kinds()
        self._venues = self._near()
        self.fields["venue"].queryset = self._venues
        self.fields["attendances"].help_text = ""
        self.fields["photos"].help_text = ""
        self.fields["place"].widget.attrs["placeholder"] = "别的地方，写在这里"
        self.fields["attendances"].widget.attrs["autocomplete"] = "off"
        self.fields["sessions"].validators = [*self.fields["sessions"].validators, MinValueValidator(1)]
        self._offer_choice()
        speak_plainly(self.fields)
        if self.is_bound:
            self._settle()

    def details(self) -> Details:
        return Details(photos=self.cleaned_data["photos"])

    def _near(self) -> Any:
        return venues_near(self.user)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """A draft of some days ago names its day by a button that is no longer there: then it is another day."""
        value = super().get_initial_for_field(field, field_name)
        if field_name == "starts_on" and not value:
            day = self.initial.get("day") or ""
            return "" if day == ANOTHER_DAY else day
        return value

    def _settle(self) -> None:
        day, spot = self.data.get("day", ""), self.data.get("spot", "")
        if day and day != ANOTHER_DAY:
            self.data["starts_on"] = day
        what, _, which = spot.partition(":")
        self.data["venue"] = which if what == "venue" else ""
        if what == "place" and not self.data.get("place", "").strip():
            self.data["place"] = which

    def full_clean(self) -> None:
        """What is shown again is what she typed: 200余 stays 200余."""
        super().full_clean()
        if self.is_bound:
            for name, text in self._typed.items():
                self.data[name] = text
            if not self.data.get("starts_on"):
                self.fields["starts_on"].widget.input_type = "date"

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance.kind_id:
            self.instance.title = self.instance.kind.label

    @property
    def whose(self) -> list[forms.BoundField]:
        return [self["organization"]]

    @property
    def days(self) -> list[Option]:
        """今天, 昨天, 另一天. A day that was refused is shown as a date, where it can be changed."""
        today = timezone.localdate()
        near = {day.isoformat(): label for day, label in ((today, "今天"), (today - datetime.timedelta(1), "昨天"))}
        chosen = str(self["day"].value() or "") or (ANOTHER_DAY if self["starts_on"].value() else today.isoformat())
        if chosen not in near or (self.is_bound and "starts_on" in self.errors):
            chosen = ANOTHER_DAY
        buttons = [(value, label, f"{int(value[8:])}日") for value, label in near.items()]
        return [
            Option(value, label, note, checked=value == chosen)
            for value, label, note in [*buttons, (ANOTHER_DAY, "另一天", "")]
        ]

    @property
    def spots(self) -> list[Option]:
        """Where she was last; before she was anywhere, the venues of her organization."""
        chosen = str(self["spot"].value() or "")
        offered = self._known_spots()[:SPOTS]
        what, _, which = chosen.partition(":")
        if what == "venue" and which.isdigit() and chosen not in dict(offered):
            offered += [(chosen, venue.name) for venue in self._venues.filter(pk=which)]
        return [Option(value, label, checked=value == chosen) for value, label in offered]

    def _known_spots(self) -> list[tuple[str, str]]:
        used = Activity.objects.last_used_places(self.user)[:SPOTS]
        wanted = [venue for venue, _ in used if venue]
        names = dict(self._venues.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
        spots = [
            (f"venue:{venue}", names[venue]) if venue else (f"place:{place}", place)
            for venue, place in used
            if not venue or venue in names
        ]
        post = self.user.current_post
        if len(spots) < SPOTS and post is not None:
            own = self._venues.filter(organization=post.organization_id).values_list("pk", "name")[: SPOTS * 2]
            spots += [(f"venue:{pk}", name) for pk, name in own if pk not in names]
        return _each_name_once(spots)


def _each_name_once(spots: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A place that she once typed and that is a venue now is one button: the venue's."""
    venues = {label: value for value, label in spots if value.startswith("venue:")}
    return [(value, label) for label, value in {label: venues.get(label, value) for value, label in spots}.items()]


class QuickShellForm(QuickForm):
    """The same form for nobody in particular: what a device keeps for when there is no line. It holds nobody's data."""

    def __init__(self) -> None:
        super().__init__(user=None)

    def _offer_organizations(self) -> None:
        self.organization_label = self.fields.pop("organization").label

    def _near(self) -> Any:
        return self.fields["venue"].queryset.none()

    def _known_spots(self) -> list[tuple[str, str]]:
        return []

    @property
    def kind_codes(self) -> dict[str, int]:
        return dict(self.fields["kind"].queryset.values_list("code", "pk"))
