from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from fulian.core.permissions import Permission
from fulian.registers.filters import organizations_to_choose
from plans.choices import Status
from plans.models import Plan, Target

YEARS_BACK = 5


def _years() -> list[tuple[int, str]]:
    this_year = timezone.localdate().year
    return [(year, f"{year}年") for year in range(this_year + 1, this_year - YEARS_BACK, -1)]


def _label(name: str) -> str:
    return str(Plan._meta.get_field(name).verbose_name)


class PlanFilter(django_filters.FilterSet):
    """`to_plan`: the way from a row to its plan."""

    to_plan = ""

    year = django_filters.ChoiceFilter(label=_label("year"), choices=_years, empty_label="全部年度", method="exactly")
    organization = django_filters.ModelChoiceFilter(
        label=_label("organization"),
        queryset=organizations_to_choose(Permission.PLANS_VIEW),
        empty_label="全部组织",
        method="under",
    )
    status = django_filters.ChoiceFilter(
        label=_label("status"), choices=Status.choices, empty_label="全部", method="exactly"
    )

    class Meta:
        model = Plan
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.filters["organization"].queryset(self.request).count() < 2:
            del self.filters["organization"]

    def exactly(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(**{f"{self.to_plan}{name}": value})

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows.filter(**{f"{self.to_plan}organization__path__under": value.path})


class TargetFilter(PlanFilter):
    """The same, for the export: one row a target."""

    to_plan = "task__chapter__plan__"

    class Meta:
        model = Target
        fields: tuple[str, ...] = ()
