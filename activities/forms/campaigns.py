"""A campaign: whose it is, when, of what theme, and who takes part."""

from typing import Any

from django import forms
from django.utils import timezone

from activities.festivals import window_of
from activities.models import Campaign
from fulian.core.permissions import Permission
from fulian.organizations.choices import Level
from fulian.organizations.forms import OrganizationsChoiceField
from fulian.organizations.models import Organization
from fulian.registers.forms import RecordForm, speak_plainly


class CampaignForm(RecordForm):
    permission = Permission.ACTIVITIES_EDIT
    required_marks = "optional"

    class Meta:
        model = Campaign
        fields = ("organization", "theme", "year", "title", "starts_on", "ends_on", "goal", "organizations")
        widgets = {"goal": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = self.fields["theme"].queryset.filter(is_active=True)
        self.fields["theme"].empty_label = "没有对应的主题"
        if self.instance.pk:
            del self.fields["year"]
            self.fields.pop("organization", None)
        else:
            self.fields["year"].initial = timezone.localdate().year
        self.fields["title"].required = False
        self.fields["title"].help_text = "留空就用年度和主题作名称。"
        for name in ("starts_on", "ends_on"):
            self.fields[name].required = False
        self.fields["starts_on"].help_text = "选了主题可以留空，按节日自动填。"
        scope = self.user.scope(self.permission)
        below = Organization.objects.filter(
            scope.q("path"), level__in=(Level.TOWN, Level.VILLAGE, Level.UNIT), closed_on__isnull=True
        )
        if self.instance.pk:
            below = Organization.objects.filter(parent=self.instance.organization, closed_on__isnull=True)
        elif self.user.current_post is not None:
            below = Organization.objects.filter(parent=self.user.current_post.organization_id, closed_on__isnull=True)
        self.fields["organizations"] = OrganizationsChoiceField(
            queryset=below.in_tree_order(), required=False, widget=forms.CheckboxSelectMultiple,
            label=self.fields["organizations"].label, help_text=self.fields["organizations"].help_text,
        )  # fmt: skip
        if not below.exists():
            del self.fields["organizations"]
        speak_plainly(self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        theme, year = cleaned.get("theme"), cleaned.get("year") or self.instance.year
        if theme and not cleaned.get("title"):
            cleaned["title"] = f"{year}年{theme.label}活动"
        if not cleaned.get("title"):
            self.add_error("title", "请写名称，或者选一个主题。")
        if not cleaned.get("starts_on") and not cleaned.get("ends_on") and theme and year:
            window = window_of(theme, year)
            if window:
                cleaned["starts_on"], cleaned["ends_on"] = window.start, window.end
        for name in ("starts_on", "ends_on"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "还不知道是哪几天，请填写。")
        return cleaned

    def named(self) -> list[Organization]:
        return list(self.cleaned_data.get("organizations") or ())
