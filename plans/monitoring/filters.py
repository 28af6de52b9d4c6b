from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from plans.monitoring.choices import Audience, Standing
from plans.monitoring.models import Domain, MonitoredIndicator, YearValue
from plans.monitoring.standing import lines_of


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


class KeptField(forms.CharField):
    """Where the page is: handed on with the filters, and none itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class KeptFilter(django_filters.Filter):
    field_class = KeptField

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """The page has read it already."""
        return qs


class IndicatorFilter(django_filters.FilterSet):
    """`place` is the organization and year of the page; a standing is computed, so it is looked up for all and then narrowed."""

    q = django_filters.CharFilter(label="名称或代码", method="named")
    audience = django_filters.ChoiceFilter(
        label="规划", choices=Audience.choices, field_name="programme__audience", empty_label="两个规划"
    )
    domain = django_filters.ChoiceFilter(
        label=_label(MonitoredIndicator, "domain"), field_name="domain__title", empty_label="全部领域"
    )
    department = django_filters.ChoiceFilter(
        label=_label(MonitoredIndicator, "department"), field_name="department", empty_label="全部部门"
    )
    standing = django_filters.ChoiceFilter(
        label=_label(YearValue, "stage"), choices=Standing.choices, method="stands", empty_label="全部"
    )
    confirmed = django_filters.ChoiceFilter(
        label="核实", choices=[("0", "待核实"), ("1", "已核实")], method="checked", empty_label="全部"
    )
    year = KeptFilter()
    organization = KeptFilter()

    class Meta:
        model = MonitoredIndicator
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any):
        super().__init__(*args, request=request, **kwargs)
        self.place = request.place
        mine = MonitoredIndicator.objects.active().of(self.place.organization)
        titles = (
            Domain.objects.filter(indicators__in=mine).order_by("programme", "order").values_list("title", flat=True)
        )
        departments = mine.order_by("department").values_list("department", flat=True).distinct()
        self.filters["domain"].extra["choices"] = [(title, title) for title in dict.fromkeys(titles)]
        self.filters["department"].extra["choices"] = [(name, name) for name in departments]

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(name__icontains=value.strip()) | rows.filter(code__iexact=value.strip())

    def stands(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        lines = lines_of(rows, self.place.organization, self.place.year)
        return rows.filter(pk__in=[line.indicator.pk for line in lines if line.standing == value])

    def checked(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(confirmed=value == "1")
