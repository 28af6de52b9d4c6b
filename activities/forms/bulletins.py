"""Whose bulletin or picture, and of which month or year. What was not said is filled in by the view."""

from typing import Any

from django import forms
from django.utils import timezone

from fulian.core.forms import PortalForm
from fulian.core.periods import Month
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from fulian.registers.filters import organizations_to_choose

MONTHS_BACK = 24
YEARS_BACK = 6


class OrganizationForm(PortalForm):
    organization = forms.ModelChoiceField(label="单位", queryset=Organization.objects.none(), empty_label=None)

    def __init__(self, *args: Any, request: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = organizations_to_choose(Permission.ACTIVITIES_VIEW)(request)
        self.fields["organization"].queryset = offered  # type: ignore[attr-defined]


class MonthForm(OrganizationForm):
    month = forms.ChoiceField(label="月份")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        now = Month.of(timezone.localdate())
        months = [now.plus(-back) for back in range(MONTHS_BACK)]
        self.fields["month"].choices = [(str(month), month.label) for month in months]  # type: ignore[attr-defined]


class YearForm(OrganizationForm):
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        now = timezone.localdate().year
        self.fields["year"].choices = [(now - back, f"{now - back}年") for back in range(YEARS_BACK)]  # type: ignore[attr-defined]
