"""Before it is held: what is planned, once or in a rhythm; put off; held at last; taken back."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from activities.choices import Rhythm, Status
from activities.forms.bonds import BondsMixin
from activities.forms.kinds import KindsMixin
from activities.forms.places import venues_near
from activities.forms.quick import QuickForm
from activities.models import Activity, Postponement, Series
from activities.services import Details, days_of
from fulian.calendar.days import workday
from fulian.core.chinese import long_date
from fulian.core.exceptions import Refused
from fulian.core.forms import PortalForm, ReasonForm
from fulian.core.permissions import Permission
from fulian.registers.forms import RecordForm, speak_plainly

WEEKDAYS = "一二三四五六日"
ONE, FOLLOWING = "one", "following"
HOW_MANY = [(ONE, "只改这一次"), (FOLLOWING, "这一次和以后各次都改")]
FOLDED = (
    "role",
    "mode",
    "ends_on",
    "campaign",
    "partner_organizations",
    "partners",
    "brand",
    "themes",
    "tasks",
    "purpose",
)


class PlanForm(BondsMixin, KindsMixin, RecordForm):
    permission = Permission.ACTIVITIES_EDIT

    rhythm = forms.ChoiceField(
        label=Series._meta.get_field("rhythm").verbose_name, required=False, widget=forms.RadioSelect,
        choices=[("", "只办一次"), *Rhythm.choices],
    )  # fmt: skip
    until = forms.DateField(label=Series._meta.get_field("ends_on").verbose_name, required=False)
    days = forms.MultipleChoiceField(label="日期", required=False, widget=forms.CheckboxSelectMultiple)
    how_many = forms.ChoiceField(
        label="这是一个系列里的一场", choices=HOW_MANY, initial=ONE, required=False, widget=forms.RadioSelect
    )

    class Meta:
        model = Activity
        fields = (
            "organization", "kind", "title", "starts_on", "venue", "place", "role", "mode", "ends_on", "campaign", "partners",
            "brand", "themes", "purpose",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "mode": forms.RadioSelect,
            "themes": forms.CheckboxSelectMultiple,
            "purpose": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"kind": {"required": "请选一个种类。"}, "starts_on": {"required": "请选打算哪一天办。"}}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._offer_kinds()
        venues = venues_near(self.user, also=self.instance.venue_id)
        self.fields["venue"].queryset = venues
        self.fields["venue"].empty_label = "不在阵地里"
        if not venues.exists():
            del self.fields["venue"]
        self.fields["themes"].queryset = self.fields["themes"].queryset.filter(is_active=True)
        self.fields["title"].required = False
        self.fields["title"].help_text = f"{self.fields['title'].help_text}留空就用种类作名称。"
        self.fields["mode"].choices = self.instance._meta.get_field("mode").choices
        self._offer_bonds()
        for name in ("rhythm", "until", "days") if self.instance.pk else ("how_many",):
            del self.fields[name]
        if self.instance.pk and self.instance.series_id is None:
            del self.fields["how_many"]
        if self.instance.pk is None:
            self.instance.status = Status.PLANNED
        speak_plainly(self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("title") and cleaned.get("kind"):
            cleaned["title"] = cleaned["kind"].label
        day = cleaned.get("starts_on")
        if day and "starts_on" in self.changed_data and day < timezone.localdate():
            self.add_error("starts_on", "这一天已经过了。已经开展的，请用“记一场活动”。")
        if cleaned.get("rhythm") and day:
            self._check_rhythm(cleaned["rhythm"], day, cleaned.get("until"))
        return cleaned

    def _check_rhythm(self, rhythm: str, day: datetime.date, until: datetime.date | None) -> None:
        if until is None:
            if "until" not in self.errors:
                self.add_error("until", "请写办到哪一天为止，例如年底。")
        elif until < day:
            self.add_error("until", "不能早于第一次的日期。")
        else:
            try:
                self.all_days = days_of(rhythm, day, until)
            except Refused as refusal:
                self.add_refusal(refusal)
                return
            self.fields["days"].choices = [(one.isoformat(), _said(one)) for one in self.all_days]
            known = {one.isoformat() for one in self.all_days}
            self.chosen_days = [
                one for one in self.all_days if one.isoformat() in set(self.data.getlist("days")) & known
            ]
            self._errors.pop("days", None)  # judged before the days were known

    def clean_days(self) -> list[str]:
        return self.data.getlist("days")

    def _clean_fields(self) -> None:
        if "days" in self.fields:
            self.fields["days"].choices = [(one, one) for one in self.data.getlist("days")]
        super()._clean_fields()

    @property
    def is_series(self) -> bool:
        return bool(self.cleaned_data.get("rhythm"))

    @property
    def all_following(self) -> bool:
        return self.cleaned_data.get("how_many") == FOLLOWING

    def details(self) -> Details:
        return Details(
            themes=self.cleaned_data["themes"],
            partners=self.cleaned_data["partner_organizations"],
            tasks=self.task_keys(),
        )

    def group(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def whose(self) -> list[forms.BoundField]:
        return self.group("organization")

    @property
    def which(self) -> list[forms.BoundField]:
        return self.group("title", "starts_on")

    @property
    def where(self) -> list[forms.BoundField]:
        return self.group("venue", "place")

    @property
    def repeated(self) -> list[forms.BoundField]:
        return self.group("rhythm", "until", "how_many")

    @property
    def folded(self) -> list[forms.BoundField]:
        return self.group(*FOLDED)

    @property
    def more_open(self) -> bool:
        return self.is_bound and any(name in self.errors or name in self.changed_data for name in FOLDED)


def _said(day: datetime.date) -> str:
    """2026年10月1日（星期四，放假）: she sees which of the days are none for an activity before they are made."""
    off = "" if workday(day) else "，放假" if day.weekday() < 5 else "，休息日"
    return f"{long_date(day)}（星期{WEEKDAYS[day.weekday()]}{off}）"


class PostponeForm(PortalForm):
    to_day = forms.DateField(label=Postponement._meta.get_field("to_day").verbose_name)
    reason = forms.CharField(
        label=Postponement._meta.get_field("reason").verbose_name, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明为什么改期。"},
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        speak_plainly(self.fields)


class CancelForm(ReasonForm):
    """Of one in a series: this one, or all that follow as well."""

    how_many = forms.ChoiceField(
        label="这是一个系列里的一场", initial=ONE, required=False, widget=forms.RadioSelect,
        choices=[(ONE, "只取消这一次"), (FOLLOWING, "这一次和以后各次都取消")],
    )  # fmt: skip

    @property
    def all_following(self) -> bool:
        return self.cleaned_data.get("how_many") == FOLLOWING


class HeldForm(QuickForm):
    """快记 of what was planned: its kind and place stand, its day is proposed, and what is missing are the figures."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.planned_title = kwargs["instance"].title
        super().__init__(*args, **kwargs)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        activity = self.instance
        proposed = min(activity.starts_on, timezone.localdate())
        known = {
            "day": proposed.isoformat(),
            "starts_on": proposed,
            "spot": f"venue:{activity.venue_id}" if activity.venue_id else "",
        }
        return known.get(field_name) or super().get_initial_for_field(field, field_name)

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.title = self.planned_title
