"""The register of persons. Nothing typed here is kept as a draft, and browsers are asked not to remember it."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone

from activities.screening.choices import LookReason, PersonState, RemoveReason
from activities.screening.forms.plain import JudgedByServiceMixin
from activities.screening.models import Person, Programme
from fulian.core.chinese import halfwidth
from fulian.core.exceptions import Refused
from fulian.core.forms import PortalForm, PortalModelForm
from fulian.registers.forms import speak_plainly

QUIET = {"autocomplete": "off"}
KEPT = ("legal_basis", "agreed_by", "agreed_on", "retention_months")


class KeepForm(JudgedByServiceMixin, PortalModelForm):
    class Meta:
        model = Programme
        fields = KEPT
        widgets = {"legal_basis": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("legal_basis", "agreed_by", "agreed_on"):
            self.fields[name].required = self.fields[name].widget.is_required = True
        self.fields["legal_basis"].error_messages["required"] = "请写明依据。没有依据不能登记个人信息。"
        self.fields["agreed_by"].error_messages["required"] = "请写明谁同意的。"
        speak_plainly(self.fields)


class PersonForm(JudgedByServiceMixin, PortalModelForm):
    anyway = forms.BooleanField(label="核对过了，仍要登记", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = ("name", "id_number", "phone", "cervical", "breast", "state", "follow_up_on")
        widgets = {
            "name": forms.TextInput(attrs=QUIET),
            "id_number": forms.TextInput(attrs={**QUIET, "spellcheck": "false"}),
            "phone": forms.TextInput(attrs={**QUIET, "inputmode": "tel"}),
            "state": forms.RadioSelect,
        }

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = PersonState.choices
        self.fields["follow_up_on"].help_text = "选“需要随访”时填，到那天会提醒；留空按两周后提醒。"
        self.helper.layout = Layout(
            "anyway", Row("name", "phone"), "id_number", Row("cervical", "breast"), "state", "follow_up_on"
        )
        speak_plainly(self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("cervical") and not cleaned.get("breast"):
            self.add_error("cervical", "至少选一项。")
        return cleaned

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def add_refusal(self, refusal: Refused) -> None:
        if refusal.field == "anyway":
            self.fields["anyway"].widget = forms.CheckboxInput()
        super().add_refusal(refusal)


def clean_phone(typed: str) -> str:
    """Digits only."""
    digits = "".join(sign for sign in halfwidth(typed).removeprefix("+86") if sign not in " -—()（）")
    if digits and not (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 12):
        raise forms.ValidationError("电话号码是7到12位数字，请核对。")
    return digits


class FollowUpForm(PortalForm):
    state = forms.ChoiceField(
        label=Person._meta.get_field("state").verbose_name, choices=PersonState.choices, widget=forms.RadioSelect
    )
    follow_up_on = forms.DateField(
        label=Person._meta.get_field("follow_up_on").verbose_name, required=False,
        help_text="选“需要随访”时填；留空按两周后提醒。",
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["state"].initial = person.state
        self.fields["follow_up_on"].initial = person.follow_up_on
        speak_plainly(self.fields)

    def clean_follow_up_on(self) -> Any:
        day = self.cleaned_data["follow_up_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("提醒日期不能早于今天。")
        return day


class RevealForm(PortalForm):
    why = forms.ChoiceField(label="为什么要看", choices=LookReason.choices, widget=forms.RadioSelect)


class RemoveForm(PortalForm):
    why = forms.ChoiceField(label="为什么删去", choices=RemoveReason.choices, widget=forms.RadioSelect)
