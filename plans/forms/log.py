"""Noting what was done for a target that no indicator counts."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from fulian.attachments.forms import PhotosField, PhotosInput
from fulian.core.chinese import plain
from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.indicators.forms import parse_quantity
from fulian.organizations.forms import OrganizationChoiceField
from fulian.organizations.models import Organization
from fulian.registers.forms import speak_plainly
from plans.models import LogEntry, Share, Target


def _label(name: str) -> str:
    return str(LogEntry._meta.get_field(name).verbose_name)


class LogForm(PortalForm):
    day = forms.DateField(label=_label("day"))
    quantity = forms.DecimalField(
        label=_label("quantity"), max_digits=14, decimal_places=2, help_text="约数也可以，例如 200余。"
    )
    qualifier = forms.CharField(required=False, widget=forms.HiddenInput)
    organization = OrganizationChoiceField(
        label=_label("organization"), queryset=Organization.objects.none(), empty_label=None, widget=forms.Select
    )
    note = forms.CharField(
        label=_label("note"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明时间、内容和依据，例如文件名称、文号；不要写群众的姓名和身份证号。",
    )  # fmt: skip
    photos = PhotosField(label="佐证照片", widget=PhotosInput({"data-shrink": ""}))

    def __init__(self, *args: Any, target: Target, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate
        if target.counts_in:
            self.fields["quantity"].label = f"{self.fields['quantity'].label}（{target.counts_in}）"
        elif target.base_name:
            self.fields["quantity"].label = f"{self.fields['quantity'].label}（{target.base_name}）"
        self._offer_organizations(target, user)
        if self.is_bound:
            self._understand_quantity()
        speak_plainly(self.fields)

    def _offer_organizations(self, target: Target, user: Any) -> None:
        """Of the plan's own officer: the one that answers, and those straight below; of a receiver: hers, and those straight below."""
        field = self.fields["organization"]
        if user.scope(Permission.PLANS_EDIT).covers(target.plan.organization.path):
            roots = [target.organization_id]
        else:
            given = Share.objects.filter(target=target).visible_to(user, Permission.PLANS_ANSWER)
            roots = list(given.values_list("organization", flat=True))
        offered = Organization.objects.filter(Q(pk__in=roots) | Q(parent__in=roots, closed_on__isnull=True))
        field.queryset = offered.in_tree_order()
        field.initial = roots[0] if roots else None

    def _understand_quantity(self) -> None:
        try:
            quantity = parse_quantity(self.data.get("quantity", ""))
        except ValueError:  # the field says what is wrong
            return
        self.data["quantity"] = plain(quantity.value)
        self.data["qualifier"] = quantity.qualifier.value
