from typing import Any

import django_filters
from django.db.models import QuerySet

from activities.publicity.choices import PlatformLevel, Standing
from activities.publicity.models import Adoption, Message, Platform
from fulian.core.forms import DATE_FORMATS, DateInput
from fulian.core.permissions import Permission
from fulian.registers.filters import below, organizations_to_choose


class AdoptionFilter(django_filters.FilterSet):
    organization = django_filters.ModelChoiceFilter(
        label="所属组织",
        queryset=organizations_to_choose(Permission.ACTIVITIES_VIEW),
        empty_label="全部组织",
        method="under",
    )
    level = django_filters.ChoiceFilter(
        label="平台级别", field_name="platform__level", choices=PlatformLevel.choices, empty_label="全部"
    )
    platform = django_filters.ModelChoiceFilter(label="平台", queryset=Platform.objects.all(), empty_label="全部")
    since = django_filters.DateFilter(
        label="从", field_name="published_on", lookup_expr="gte", input_formats=DATE_FORMATS, widget=DateInput
    )
    until = django_filters.DateFilter(
        label="到", field_name="published_on", lookup_expr="lte", input_formats=DATE_FORMATS, widget=DateInput
    )
    title = django_filters.CharFilter(label="标题", lookup_expr="icontains")

    class Meta:
        model = Adoption
        fields: tuple[str, ...] = ()

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return below(rows, value)


class MessageFilter(django_filters.FilterSet):
    standing = django_filters.ChoiceFilter(label="状态", choices=Standing.choices, empty_label="全部")

    class Meta:
        model = Message
        fields: tuple[str, ...] = ()
