import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from fulian.core.chinese import halfwidth
from fulian.core.forms import PortalForm
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization

STATES = [("open", "现有"), ("unstaffed", "还没有人任职"), ("closed", "已撤销")]


class OrganizationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="名称或区划代码", method="filter_q")
    level = django_filters.ChoiceFilter(label="级别", choices=Level.choices, empty_label="全部")
    state = django_filters.ChoiceFilter(label="状态", choices=STATES, empty_label="全部", method="filter_state")
    parent = django_filters.NumberFilter(field_name="parent_id", widget=forms.HiddenInput)

    class Meta:
        model = Organization
        fields = ("q", "level", "state", "parent")
        form = PortalForm

    def filter_q(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        text = halfwidth(value)
        return queryset.filter(Q(name__icontains=text) | Q(full_name__icontains=text) | Q(code__startswith=text))

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "unstaffed":
            return queryset.unstaffed_on(timezone.localdate())
        return queryset.filter(closed_on__isnull=value == "open")
