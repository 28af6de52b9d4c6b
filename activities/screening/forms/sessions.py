"""A session as a village chair notes it on her phone, and its results when they come."""

import datetime
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout, Row
from django import forms
from django.utils import timezone

from activities.choices import Status
from activities.models import Activity
from activities.screening.choices import RESULT_COLUMNS, Cancer, Outcome, column
from activities.screening.forms.plain import JudgedByServiceMixin
from activities.screening.models import Programme, Session
from fulian.core.chinese import short_date, typed_number
from fulian.core.exceptions import Refused
from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.registers.forms import RecordForm, speak_plainly

KIND = "two_cancers"
OFFERED = 30
SAME = "留空就是全部都查了，没查填0。"


class ActivityField(forms.ModelChoiceField):
    def label_from_instance(self, activity: Activity) -> str:
        return f"{short_date(activity.starts_on)} {activity.organization.name} {activity.title}"


class SessionForm(JudgedByServiceMixin, RecordForm):
    """Four things on a phone: the day, how many women, and of these how many of each examination."""

    permission = Permission.SCREENING_EDIT
    required_marks = "optional"

    anyway = forms.BooleanField(label="是另外一场", required=False)

    class Meta:
        model = Session
        fields = (
            "organization", "day", "women", "cervical", "breast", "hospital", "place", "mobilised", "activity",
        )  # fmt: skip
        error_messages = {"women": {"required": "请填参加筛查的人数。"}}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.instance.programme = programme
        for cancer in Cancer.values:
            self.fields[cancer].required = self.fields[cancer].widget.is_required = False
            self.fields[cancer].help_text = SAME
            if self.instance.pk is None:
                self.initial[cancer] = None
        if self.instance.pk is None and not self.initial.get("day"):
            today = timezone.localdate()
            self.initial["day"] = today if programme.starts_on <= today <= programme.ends_on else None
        self._offer_activities(programme)
        self.fields["anyway"].widget = forms.HiddenInput()
        more = [name for name in ("place", "mobilised", "activity") if name in self.fields]
        self.helper.layout = Layout(
            *(name for name in ("version", "organization") if name in self.fields),
            "anyway", "day", "women", Row("cervical", "breast"), "hospital",
            HTML('<details class="more-fields"><summary>更多内容</summary>'), *more, HTML("</details>"),
        )  # fmt: skip

    def _offer_activities(self, programme: Programme) -> None:
        near = Activity.objects.visible_to(self.user, Permission.ACTIVITIES_VIEW).filter(
            kind__code=KIND, status=Status.ACTIVE, starts_on__gte=programme.starts_on, starts_on__lte=programme.ends_on
        )
        keys = list(near.order_by("-starts_on", "-pk").values_list("pk", flat=True)[:OFFERED])
        wanted = [key for key in (self.instance.activity_id, self._asked_for()) if key]
        keys += list(near.filter(pk__in=wanted).values_list("pk", flat=True))
        if self.instance.activity_id:
            keys.append(self.instance.activity_id)
        if not keys:
            del self.fields["activity"]
            return
        label, help_text = self.fields["activity"].label, self.fields["activity"].help_text
        self.fields["activity"] = ActivityField(
            queryset=Activity.objects.filter(pk__in=keys).select_related("organization").order_by("-starts_on", "-pk"),
            label=label, help_text=help_text, required=False, empty_label="没有记过活动",
        )  # fmt: skip

    def _asked_for(self) -> int | None:
        value = self.initial.get("activity")
        return int(value) if str(value or "").isdigit() else None

    def clean(self) -> dict[str, Any]:
        """All of them had both, unless she says otherwise."""
        cleaned = super().clean() or self.cleaned_data
        for cancer in Cancer.values:
            if cleaned.get(cancer) is None and cancer not in self.errors:
                cleaned[cancer] = cleaned.get("women") or 0
        return cleaned

    def add_refusal(self, refusal: Refused) -> None:
        """The question about a second session of that day brings its box to tick."""
        if refusal.field == "anyway":
            self.fields["anyway"].widget = forms.CheckboxInput()
        super().add_refusal(refusal)


class ResultsForm(PortalForm):
    """Only of the examinations that this session had."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    results_on = forms.DateField(
        label=Session._meta.get_field("results_on").verbose_name, help_text="这些数是到哪一天的。以后有变化，再来改。"
    )

    def __init__(self, *args: Any, session: Session, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = session.updated_at.isoformat()
        self.fields["results_on"].initial = session.results_on or timezone.localdate
        groups = []
        for cancer in Cancer:
            screened = getattr(session, cancer.value)
            if not screened:
                continue
            names = [column(cancer, outcome) for outcome in Outcome]
            for outcome, name in zip(Outcome, names, strict=True):
                self.fields[name] = forms.IntegerField(
                    label=outcome.label, min_value=0, required=False, initial=getattr(session, name)
                )
            rows = [Row(*names[at : at + 2]) for at in range(0, len(names), 2)]
            groups.append(Fieldset(f"{cancer.label}（筛查{screened}人）", *rows))
        self.helper.layout = Layout("version", "results_on", *groups)
        speak_plainly(self.fields)

    def _as_meant(self, data: Any, prefix: str | None) -> Any:
        """The result fields are added later than the usual reading of what was typed: 两人, ３."""
        data = super()._as_meant(data, prefix)
        if data is not None:
            for name in RESULT_COLUMNS:
                if data.get(name):
                    data[name] = typed_number(data[name])
        return data

    def clean_version(self) -> datetime.datetime | None:
        try:
            return datetime.datetime.fromisoformat(self.cleaned_data["version"])
        except ValueError:
            return None

    @property
    def results(self) -> dict[str, int | None]:
        return {name: self.cleaned_data.get(name) for name in RESULT_COLUMNS if name in self.fields}
