"""The forms of supervision. What a notice may say is judged by the service, at the field."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone

from fulian.attachments.forms import PhotosField, PhotosInput
from fulian.core.forms import PortalForm, ReasonForm
from fulian.core.permissions import Permission
from fulian.organizations.forms import OrganizationsChoiceField, reachable
from fulian.organizations.models import Organization
from fulian.registers.forms import NamesField, RecordForm, speak_plainly
from plans.models import Target
from plans.supervision.choices import Degree
from plans.supervision.models import Notice, Recipient, Reply
from plans.supervision.suggesting import due_for


class NoticeForm(RecordForm):
    permission = Permission.SUPERVISION_ISSUE
    field_order: ClassVar = (
        "organization", "degree", "title", "organizations", "departments", "text", "needs_reply", "due_on", "code_word",
    )  # fmt: skip

    organizations = OrganizationsChoiceField(
        label=Recipient._meta.get_field("organization").verbose_name,
        queryset=Organization.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    departments = NamesField(
        label=Recipient._meta.get_field("department").verbose_name,
        help_text="本级的部室，几个之间用顿号分开，例如：组宣部、权益部。没有就留空。",
    )

    class Meta:
        model = Notice
        fields = (
            "organization", "degree", "title", "text", "needs_reply", "due_on", "code_word", "target", "escalates",
        )  # fmt: skip
        widgets = {
            "degree": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 9}),
            "target": forms.HiddenInput,
            "escalates": forms.HiddenInput,
        }
        help_texts = {
            "text": "每段另起一行。落款、日期和“请于某日前书面答复”会自动加上。",
            "needs_reply": "只有通报可以不要求答复。",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._offer_kin()
        self._offer_recipients()
        self._offer_degrees()
        if self.instance.pk is None and "due_on" not in self.initial:
            degree = Degree(self.initial.get("degree") or Degree.HINT)
            self.fields["due_on"].initial = due_for(degree, timezone.localdate())
        self.order_fields(self.field_order)

    def _offer_kin(self) -> None:
        """What it is about and what it follows stand in hidden fields; only what she may see can be named."""
        targets = Target.objects.visible_to(self.user, Permission.PLANS_VIEW)
        self.fields["target"].queryset = targets | Target.objects.filter(pk=self.instance.target_id)
        self.fields["escalates"].queryset = Notice.objects.written_by(self.user)

    def _offer_recipients(self) -> None:
        """Those straight below the issuer, and whoever is already named."""
        issuers = reachable(self.user, self.permission)
        named = self.initial.get("organizations") or []
        if self.instance.pk:
            rows = list(self.instance.recipients.all())
            named = [row.organization_id for row in rows if not row.department]
            self.initial.setdefault("organizations", named)
            self.initial.setdefault("departments", "、".join(row.department for row in rows if row.department))
        if self.is_bound:
            named = [*named, *(key for key in self.data.getlist("organizations") if key.isdigit())]
        below = Q(parent__in=issuers.values("pk"), closed_on__isnull=True) | Q(pk__in=named, closed_on__isnull=True)
        self.fields["organizations"].queryset = Organization.objects.filter(below).in_tree_order()

    def _offer_degrees(self) -> None:
        earlier = self.instance.escalates or self._earlier()
        degrees = Degree(earlier.degree).above if earlier else list(Degree)
        self.fields["degree"].choices = [(degree.value, degree.label) for degree in degrees]

    def _earlier(self) -> Notice | None:
        key = self.data.get("escalates") if self.is_bound else self.initial.get("escalates")
        return self.fields["escalates"].queryset.filter(pk=key).first() if str(key or "").isdigit() else None


class ReplyForm(PortalForm):
    text = forms.CharField(
        label=Reply._meta.get_field("text").verbose_name,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="原因是什么、已经做了什么、下一步怎么做、什么时候完成。",
        error_messages={"required": "请写明答复内容。"},
    )
    done_on = forms.DateField(
        label=Reply._meta.get_field("done_on").verbose_name, required=False, help_text="已经办完的才填。"
    )
    photos = PhotosField(
        label="佐证照片",
        widget=PhotosInput({"data-shrink": ""}),
        help_text="现场照片、文件和签到表拍照都可以；一次最多9张，可以不传。",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        speak_plainly(self.fields)


class SeenMixin(PortalForm):
    """Which answer the reader had before her: another one may have come since."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AcceptForm(SeenMixin):
    pass


class SendBackForm(ReasonForm, SeenMixin):
    due_on = forms.DateField(
        label="新的" + Recipient._meta.get_field("due_on").verbose_name,
        required=False,
        help_text="不填就还是原来的期限。",
    )
    field_order = ("reason", "due_on", "seen")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = "请写明还缺什么，对方要据此补充。"
        speak_plainly(self.fields)
