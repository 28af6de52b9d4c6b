"""Forms of the confidential class: nothing typed here is kept as a draft, and browsers are asked not to remember it."""

import re
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone

from fulian.accounts.models import Post, User
from fulian.accounts.roles import RoleCode
from fulian.core.chinese import halfwidth
from fulian.core.forms import PortalForm, PortalModelForm
from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Permission
from fulian.organizations.forms import OrganizationChoiceField, reachable
from fulian.organizations.models import Organization
from fulian.registers.forms import RecordForm, speak_plainly
from rights.choices import Channel, HandlingWay, PersonRole, RevealReason
from rights.models import Case, CaseCategory, CaseContact, CasePerson, CaseStep

QUIET = {"autocomplete": "off"}
TYPED_CHANNELS = [(value, label) for value, label in Channel.choices if value != Channel.LEAD]


def _text(label: str, *, rows: int = 4, most: int = 5000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={**QUIET, "rows": rows}), **kwargs)


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def clean_phone(typed: str) -> str:
    """Digits only, so that the same telephone is found again however it was typed."""
    digits = re.sub(r"[\s\-—()（）]", "", halfwidth(typed)).removeprefix("+86")
    if digits and not re.fullmatch(r"\d{7,12}", digits):
        raise forms.ValidationError("电话号码是7到12位数字，请核对。")
    return digits


class CaseForm(RecordForm):
    permission = Permission.CASES_HANDLE
    required_marks = "optional"

    answer = _text(
        "当场答复", required=False, help_text="当场就答复了的写在这里，登记后即为办结；还要办理的留空。加密保存。"
    )

    class Meta:
        model = Case
        fields = ("organization", "channel", "received_on", "people_count", "categories", "request", "facts", "way")
        widgets = {
            "channel": forms.RadioSelect,
            "categories": forms.CheckboxSelectMultiple,
            "way": forms.RadioSelect,
            "request": forms.Textarea(attrs={**QUIET, "rows": 3}),
            "facts": forms.Textarea(attrs={**QUIET, "rows": 5}),
        }
        error_messages = {"categories": {"required": "请至少选一类。"}, "channel": {"required": "请选来源。"}}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = Channel.choices if self.instance.pk else TYPED_CHANNELS
        self.fields["way"].choices = HandlingWay.choices
        self.fields["categories"].queryset = CaseCategory.objects.filter(is_active=True)
        if self.instance.pk:
            del self.fields["answer"]
        else:
            self.fields["received_on"].initial = timezone.localdate
        self.helper.layout = Layout(
            *(name for name in ("version", "organization") if name in self.fields),
            "channel", Row("received_on", "people_count"), "categories", "request", "facts", "way",
            *(name for name in ("answer",) if name in self.fields),
        )  # fmt: skip


class PersonForm(PortalModelForm):
    class Meta:
        model = CasePerson
        fields = ("role", "name", "sex", "age", "phone", "address")
        widgets = {
            "name": forms.TextInput(attrs=QUIET),
            "phone": forms.TextInput(attrs={**QUIET, "inputmode": "tel"}),
            "address": forms.TextInput(attrs=QUIET),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = [("", "不填"), *CasePerson._meta.get_field("sex").choices]
        self.fields["role"].choices = PersonRole.choices
        speak_plainly(self.fields)
        self.helper.layout = Layout(Row("role", "name"), Row("sex", "age"), Row("phone", "address"))

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class BasePersonFormSet(forms.BaseModelFormSet):
    """The persons of a case: those there are, and empty places for two more, the first for who seeks help."""

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any):
        rows = CasePerson.objects.filter(case=case) if case and case.pk else CasePerson.objects.none()
        if not rows:
            kwargs.setdefault("initial", [{"role": PersonRole.SEEKER}, {"role": PersonRole.OTHER_PARTY}])
        super().__init__(*args, queryset=rows, prefix="person", **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["id"].queryset = self.get_queryset()  # Django would take any person's key
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "去掉这个人"

    @property
    def persons(self) -> list[CasePerson]:
        """As they are to be: those kept, and new ones of whom anything is known. An anonymous seeker counts too."""
        kept = []
        for form in self.forms:
            if form.cleaned_data.get("DELETE"):
                continue
            known = any(form.cleaned_data.get(name) for name in ("name", "sex", "age", "phone", "address"))
            if form.instance.pk or known:
                kept.append(form.instance)
        return kept or [CasePerson(role=PersonRole.SEEKER)]


PersonFormSet = forms.modelformset_factory(
    CasePerson, form=PersonForm, formset=BasePersonFormSet, extra=2, max_num=12, can_delete=True
)


class DayForm(PortalForm):
    on = forms.DateField(label=_label(CaseStep, "on"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        speak_plainly(self.fields)


class AdvanceForm(DayForm):
    text = _text(_label(CaseStep, "text"), required=False, help_text="加密保存。")

    def __init__(self, *args: Any, needed: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = self.fields["text"].widget.is_required = needed


class NoteForm(DayForm):
    text = _text(_label(CaseStep, "text"), help_text="加密保存。")


class ContactForm(DayForm):
    channel = forms.ChoiceField(label=_label(CaseContact, "channel"), choices=TYPED_CHANNELS, widget=forms.RadioSelect)
    text = _text(_label(CaseStep, "text"), required=False, help_text="这次说了什么。加密保存。")


class HandOverForm(PortalForm):
    handler = forms.ModelChoiceField(
        label=_label(Case, "handler"), queryset=User.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    text = _text("交接说明", required=False, help_text="加密保存。")

    def __init__(self, *args: Any, case: Case, **kwargs: Any):
        super().__init__(*args, **kwargs)
        posts = Post.objects.active_on(timezone.localdate()).filter(
            post_roles__role=RoleCode.RIGHTS_OFFICER, organization__path__in=ancestor_paths(case.organization.path)
        )
        people = User.objects.filter(is_active=True, pk__in=posts.values("user")).exclude(pk=case.handler_id)
        self.fields["handler"].queryset = people.order_by("name")


class RevealForm(PortalForm):
    """Why she must see names and telephone numbers in full, or take a list out."""

    why = forms.ChoiceField(label="为什么要看", choices=RevealReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="说明",
        max_length=200,
        required=False,
        help_text="只存在这件求助里，加密保存。",
        widget=forms.TextInput(attrs=QUIET),
    )


class LookupForm(PortalForm):
    phone = forms.CharField(
        label=_label(CasePerson, "phone"), max_length=30, widget=forms.TextInput(attrs={**QUIET, "inputmode": "tel"})
    )

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class LeadForm(PortalForm):
    """What a village passes on. Sent once, and not to be opened again by whoever sent it."""

    organization = OrganizationChoiceField(
        queryset=Organization.objects.none(), label=_label(Case, "organization"), empty_label=None
    )
    request = _text(
        "发现了什么情况", most=2000, help_text="谁需要帮助、发生了什么、急不急。加密保存，交出去以后您也看不到内容。"
    )
    name = forms.CharField(
        label="需要帮助的人", max_length=40, required=False, help_text="可以不写。", widget=forms.TextInput(attrs=QUIET)
    )
    phone = forms.CharField(
        label=_label(CasePerson, "phone"), max_length=30, required=False,
        widget=forms.TextInput(attrs={**QUIET, "inputmode": "tel"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_label(CasePerson, "address"), max_length=100, required=False, widget=forms.TextInput(attrs=QUIET)
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = reachable(user, Permission.ASSISTANCE_EDIT)
        self.fields["organization"].queryset = offered
        self.only: Organization | None = None
        found = list(offered[:2])
        if len(found) == 1:
            self.only = found[0]
            del self.fields["organization"]
        elif user.current_post:
            self.fields["organization"].initial = user.current_post.organization_id

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    @property
    def values(self) -> dict[str, Any]:
        data = {key: value for key, value in self.cleaned_data.items() if key != "submission_key"}
        return {"organization": self.only, **data}
