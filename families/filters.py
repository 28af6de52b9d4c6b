from typing import Any

import django_filters
from django.db.models import QuerySet

from families.choices import HonourLevel, HonourStatus, SubjectType
from families.models import CourtyardFeature, Honour, HonourGrade, HonourKind
from fulian.core.forms import DATE_FORMATS, DateInput
from fulian.core.permissions import Permission
from fulian.registers.filters import below, organizations_to_choose

CANCELLED = "cancelled"


def _label(name: str) -> str:
    return str(Honour._meta.get_field(name).verbose_name)


def _grade_choices() -> list[tuple[str, str]]:
    return list(dict(HonourGrade.objects.order_by("rank").values_list("code", "name")).items())


class HonourFilter(django_filters.FilterSet):
    """Dates narrow by the latest step. What was entered by mistake and cancelled is shown only when asked for."""

    organization = django_filters.ModelChoiceFilter(
        label=_label("organization"),
        queryset=organizations_to_choose(Permission.FAMILIES_VIEW),
        empty_label="全部组织",
        method="under",
    )
    kind = django_filters.ModelChoiceFilter(
        label=_label("kind"), queryset=HonourKind.objects.all(), to_field_name="code", empty_label="全部荣誉"
    )
    subject_type = django_filters.ChoiceFilter(
        label=str(HonourKind._meta.get_field("subject_type").verbose_name),
        field_name="kind__subject_type",
        choices=SubjectType.choices,
        empty_label="全部对象",
    )
    level = django_filters.ChoiceFilter(label=_label("level"), choices=HonourLevel.choices, empty_label="全部级别")
    grade = django_filters.ChoiceFilter(
        label=_label("grade"), field_name="grade__code", choices=_grade_choices, empty_label="全部档次"
    )
    feature = django_filters.ModelChoiceFilter(
        label=_label("features"),
        field_name="features",
        queryset=CourtyardFeature.objects.all(),
        to_field_name="code",
        empty_label="全部特色",
    )
    status = django_filters.ChoiceFilter(
        label=_label("status"),
        choices=[*HonourStatus.choices, (CANCELLED, "已撤销（误登）")],
        empty_label="全部状态",
        method="in_state",
    )
    since = django_filters.DateFilter(
        label="从", field_name="dated_on", lookup_expr="gte", input_formats=DATE_FORMATS, widget=DateInput
    )
    until = django_filters.DateFilter(
        label="到", field_name="dated_on", lookup_expr="lte", input_formats=DATE_FORMATS, widget=DateInput
    )
    q = django_filters.CharFilter(label="集体、村社区名称含有", method="named")

    class Meta:
        model = Honour
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.filters["organization"].queryset(self.request).count() < 2:
            del self.filters["organization"]

    @property
    def qs(self) -> QuerySet:
        rows = super().qs
        wanted = self.form.cleaned_data.get("status") if self.is_bound and self.form.is_valid() else ""
        return rows if wanted == CANCELLED else rows.live()

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return below(rows, value)

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(cancelled_at__isnull=False) if value == CANCELLED else rows.filter(status=value)

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.named_like(value)
