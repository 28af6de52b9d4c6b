"""Forms of the open class. Whoever may not know the persons is not given their fields, and cannot change them."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone

from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.registers.forms import RecordForm, speak_plainly
from rights.choices import MediationKind, MediationOutcome
from rights.models import Mediation, RiskCheck, RiskHousehold, RiskLevel


class AssistanceForm(RecordForm):
    permission = Permission.ASSISTANCE_EDIT
    required_marks = "optional"
    person_fields: tuple[str, ...] = ()
    day_field = ""
    arranged: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields[self.day_field].initial = timezone.localdate
        elif not self.instance.persons_known_to(self.user):
            for name in self.person_fields:
                del self.fields[name]
        names = [name for name in ("version", "organization") if name in self.fields]
        self.helper.layout = Layout(*names, *(part for part in self.arranged if self._has(part)))

    def _has(self, part: Any) -> bool:
        return not isinstance(part, str) or part in self.fields


class MediationForm(AssistanceForm):
    person_fields = ("parties", "summary")
    day_field = "happened_on"
    arranged = (
        Row("happened_on", "parties_count"), "kind", "outcome", "has_agreement", "mediators", "parties", "summary",
    )  # fmt: skip

    class Meta:
        model = Mediation
        fields = (
            "organization", "happened_on", "kind", "outcome", "parties_count", "has_agreement", "mediators", "parties",
            "summary",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "parties": forms.TextInput(attrs={"autocomplete": "off"}),
            "summary": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {"kind": {"required": "请选纠纷类别。"}, "outcome": {"required": "请选调解结果。"}}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = MediationKind.choices
        self.fields["outcome"].choices = MediationOutcome.choices


class RiskCheckForm(AssistanceForm):
    day_field = "happened_on"
    arranged = (Row("happened_on", "households_checked"), "note")

    class Meta:
        model = RiskCheck
        fields = ("organization", "happened_on", "households_checked", "note")


class RiskHouseholdForm(AssistanceForm):
    person_fields = ("name", "address", "situation")
    day_field = "found_on"
    arranged = ("check_round", "level", Row("found_on", "visited_on"), "name", "address", "situation")

    class Meta:
        model = RiskHousehold
        fields = ("organization", "check_round", "level", "found_on", "visited_on", "name", "address", "situation")
        widgets = {
            "check_round": forms.HiddenInput,
            "level": forms.RadioSelect,
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "address": forms.TextInput(attrs={"autocomplete": "off"}),
            "situation": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {"level": {"required": "请选风险等级。"}}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        levels = RiskLevel.objects.filter(is_active=True) | RiskLevel.objects.filter(pk=self.instance.level_id)
        self.fields["level"].queryset = levels
        self.fields["level"].choices = [(level.pk, f"{level.name}（{level.visit_days}天走访一次）") for level in levels]
        rounds = RiskCheck.objects.live().visible_to(self.user, Permission.ASSISTANCE_EDIT)
        self.fields["check_round"].queryset = rounds

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        found_in = cleaned.get("check_round")
        organization = cleaned.get("organization") or self.instance.organization
        if found_in and organization and found_in.organization_id != organization.pk:
            self.add_error(None, "这户和这次排查不是同一个组织的，请从那次排查的页面进来登记。")
        return cleaned


def _day(model: Any, name: str) -> forms.DateField:
    return forms.DateField(label=model._meta.get_field(name).verbose_name)


class VisitForm(PortalForm):
    on = _day(RiskHousehold, "visited_on")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        speak_plainly(self.fields)


class CloseForm(PortalForm):
    on = _day(RiskHousehold, "closed_on")
    reason = forms.CharField(
        label=RiskHousehold._meta.get_field("close_reason").verbose_name,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="加密保存，只有本组织看得到。",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        speak_plainly(self.fields)
