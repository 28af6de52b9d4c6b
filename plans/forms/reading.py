"""Reading a plan's text in, and putting right what was read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from fulian.core.exceptions import Refused
from fulian.core.forms import PortalForm, PortalModelForm
from fulian.core.permissions import Permission
from fulian.organizations.forms import OrganizationChoiceField, reachable
from fulian.registers.forms import speak_plainly
from plans.choices import PlanKind
from plans.models import Chapter, Plan, Reading, Task
from plans.reading import checked, text_of


class ReadForm(PortalForm):
    """A file or a pasted text. What cannot be read is said here, at its field, with what to do."""

    upload = forms.FileField(
        label="文件", required=False, help_text="Word 文件（.docx）或文本文件（.txt）。扫描件里没有文字，读不出来。",
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
    )  # fmt: skip
    text = forms.CharField(
        label="或者把正文粘贴在这里", required=False, widget=forms.Textarea(attrs={"rows": 8})
    )  # no maxlength: a browser would cut a long text without a word

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        speak_plainly(self.fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("upload")
        text = data.get("text") or ""
        if not self.errors and upload is None and not text.strip():
            raise ValidationError({"upload": "请选一个文件，或把计划的正文粘贴到下面。"})
        try:
            if upload is not None:
                data["text"] = text_of(upload.name, upload.read())
            elif text.strip():
                data["text"] = checked(text)
        except Refused as refusal:
            raise ValidationError({"text" if upload is None else "upload": refusal.message}) from None
        return data


class NewReadForm(ReadForm):
    """The same, for a plan of its own."""

    organization = OrganizationChoiceField(queryset=None, empty_label=None)
    year = forms.IntegerField(label=Plan._meta.get_field("year").verbose_name, min_value=2000)
    kind = forms.ChoiceField(label=Plan._meta.get_field("kind").verbose_name, choices=PlanKind.choices)
    field_order = ("upload", "text", "year", "kind", "organization")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        field.label = Reading._meta.get_field("organization").verbose_name
        field.queryset = reachable(self.user, Permission.PLANS_EDIT)
        mine = list(field.queryset[:2])
        field.initial = mine[0] if mine else None
        if len(mine) == 1:
            field.widget = forms.HiddenInput()
        today = timezone.localdate()
        self.fields["year"].initial = today.year if today.month < 10 else today.year + 1


class ChapterEntryForm(PortalModelForm):
    class Meta:
        model = Chapter
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}


class TaskEntryForm(PortalModelForm):
    class Meta:
        model = Task
        fields = ("text", "leader", "department", "partner_units", "deadline")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
