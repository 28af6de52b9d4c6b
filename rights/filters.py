"""Narrowing lists. Nothing that identifies a person is asked here: a filter stands in the address."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from fulian.core.forms import DATE_FORMATS, DateInput
from fulian.core.permissions import Permission
from fulian.registers.filters import below, organizations_to_choose
from rights.choices import CaseStatus, Channel, HandlingWay, MediationKind, MediationOutcome
from rights.models import Case, CaseCategory, Mediation, RiskCheck, RiskHousehold, RiskLevel

STATES = (("watched", "关注中"), ("due", "该走访了"), ("closed", "已销号"), ("cancelled", "已撤销（误登）"))


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _day(field: str, label: str, lookup: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        label=label, field_name=field, lookup_expr=lookup, input_formats=DATE_FORMATS, widget=DateInput
    )


class RecordFilter(django_filters.FilterSet):
    """What was cancelled is shown only when asked for."""

    organization = django_filters.ModelChoiceFilter(
        label=_label(Mediation, "organization"),
        queryset=organizations_to_choose(Permission.ASSISTANCE_VIEW),
        empty_label="全部组织",
        method="under",
    )
    state = django_filters.ChoiceFilter(
        label="状态", choices=[("cancelled", "已撤销（误登）")], empty_label="在册", method="in_state"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.filters["organization"].queryset(self.request).count() < 2:
            del self.filters["organization"]

    @property
    def qs(self) -> QuerySet:
        rows = super().qs
        wanted = self.form.cleaned_data.get("state") if self.is_bound and self.form.is_valid() else ""
        return rows.filter(cancelled_at__isnull=wanted != "cancelled")

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return below(rows, value)

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows


class MediationFilter(RecordFilter):
    kind = django_filters.ChoiceFilter(
        label=_label(Mediation, "kind"), choices=MediationKind.choices, empty_label="全部类别"
    )
    outcome = django_filters.ChoiceFilter(
        label=_label(Mediation, "outcome"), choices=MediationOutcome.choices, empty_label="全部结果"
    )
    since = _day("happened_on", "从", "gte")
    until = _day("happened_on", "到", "lte")

    class Meta:
        model = Mediation
        fields: tuple[str, ...] = ()


class RiskCheckFilter(RecordFilter):
    since = _day("happened_on", "从", "gte")
    until = _day("happened_on", "到", "lte")

    class Meta:
        model = RiskCheck
        fields: tuple[str, ...] = ()


class RiskHouseholdFilter(RecordFilter):
    level = django_filters.ModelChoiceFilter(
        label=_label(RiskHousehold, "level"),
        queryset=RiskLevel.objects.all(),
        to_field_name="code",
        empty_label="全部等级",
    )
    state = django_filters.ChoiceFilter(label="状态", choices=STATES, empty_label="全部", method="in_state")
    since = _day("found_on", "从", "gte")
    until = _day("found_on", "到", "lte")

    class Meta:
        model = RiskHousehold
        fields: tuple[str, ...] = ()

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "due":
            return rows.due_for_visit(timezone.localdate())
        return rows if value == "cancelled" else rows.filter(closed_on__isnull=value == "watched")


class CaseFilter(django_filters.FilterSet):
    organization = django_filters.ModelChoiceFilter(
        label=_label(Case, "organization"),
        queryset=organizations_to_choose(Permission.CASES_HANDLE),
        empty_label="全部组织",
        method="under",
    )
    status = django_filters.ChoiceFilter(
        label=_label(Case, "status"), choices=CaseStatus.choices, empty_label="全部状态"
    )
    channel = django_filters.ChoiceFilter(
        label=_label(Case, "channel"), choices=Channel.choices, empty_label="全部来源"
    )
    way = django_filters.ChoiceFilter(label=_label(Case, "way"), choices=HandlingWay.choices, empty_label="全部方式")
    category = django_filters.ModelChoiceFilter(
        label=_label(Case, "categories"),
        field_name="categories",
        queryset=CaseCategory.objects.all(),
        to_field_name="code",
        empty_label="全部类别",
    )
    since = _day("received_on", "从", "gte")
    until = _day("received_on", "到", "lte")

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.filters["organization"].queryset(self.request).count() < 2:
            del self.filters["organization"]

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return below(rows, value)
