"""Forms of the roll, for the federation and for whoever has the link."""

import uuid
from typing import Any

from django import forms

from activities.attendance.models import Entry, Roll
from fulian.accounts.models import MOBILE
from fulian.attachments.forms import PhotosField
from fulian.core.chinese import halfwidth
from fulian.core.forms import PortalForm, PortalModelForm


class RollForm(PortalModelForm):
    class Meta:
        model = Roll
        fields = ("capacity", "takes_waiting", "open_until", "with_children", "word", "keep_days")

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        picker = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        self.fields["open_until"].widget = picker


class EntryForm(PortalModelForm):
    """Name, phone and how many. `key` makes a second press of the button the same entry."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    phone = forms.CharField(
        label="手机号",
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )

    class Meta:
        model = Entry
        fields = ("name", "phone", "people", "children")
        widgets = {
            "name": forms.TextInput({"autocomplete": "name", "maxlength": 20}),
        }

    def __init__(self, *args: Any, roll: Roll, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 20  # type: ignore[attr-defined]
        self.fields["key"].initial = uuid.uuid4
        self.helper.render_hidden_fields = True
        if not roll.with_children:
            del self.fields["children"]

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean_phone(self) -> str:
        phone = "".join(halfwidth(self.cleaned_data["phone"]).split()).replace("-", "")
        if phone:
            MOBILE(phone)
        return phone

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "key" in self.cleaned_data:
            self.instance.key = self.cleaned_data["key"]


class JoinForm(EntryForm):
    """What a stranger with the link fills in."""

    consent = forms.BooleanField(
        label="我同意妇联为办这场活动使用以上信息",
        error_messages={"required": "要报名，请先勾选同意。"},
    )

    def __init__(self, *args: Any, roll: Roll, **kwargs: Any):
        super().__init__(*args, roll=roll, **kwargs)
        self.fields["phone"].required = True
        who = "您和孩子" if roll.with_children else "您"
        self.fields["consent"].help_text = f"只用于联系{who}参加这场活动，活动结束{roll.keep_days}天后自动删除。"


class SheetForm(PortalForm):
    photos = PhotosField(
        label="签到表照片", required=True, help_text="纸质签到表拍照存这里：加密保存，和名单一起按期删除。"
    )
