"""Narrowing lists. Nothing that identifies a person is asked here: a filter stands in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from activities.screening.choices import PersonState, SessionStatus
from activities.screening.models import Person, Programme, Session
from fulian.core.forms import DATE_FORMATS, DateInput
from fulian.core.permissions import Permission
from fulian.registers.filters import below, organizations_to_choose

RESULTS = (("yes", "已登记结果"), ("no", "还没有结果"))


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _programmes(request: Any) -> QuerySet[Programme]:
    if request is None:
        return Programme.objects.none()
    return Programme.objects.visible_to(request.user, Permission.SCREENING_VIEW).order_by("-starts_on")


class UnderMixin:
    """With one organization in reach there is nothing to choose."""

    filters: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.filters["organization"].queryset(self.request).count() < 2:  # type: ignore[attr-defined]
            del self.filters["organization"]

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return below(rows, value)


class SessionFilter(UnderMixin, django_filters.FilterSet):
    programme = django_filters.ModelChoiceFilter(
        label=_label(Session, "programme"), queryset=_programmes, empty_label="全部年度"
    )
    organization = django_filters.ModelChoiceFilter(
        label=_label(Session, "organization"), queryset=organizations_to_choose(Permission.SCREENING_VIEW),
        empty_label="全部组织", method="under",
    )  # fmt: skip
    since = django_filters.DateFilter(
        label="从", field_name="day", lookup_expr="gte", input_formats=DATE_FORMATS, widget=DateInput
    )
    until = django_filters.DateFilter(
        label="到", field_name="day", lookup_expr="lte", input_formats=DATE_FORMATS, widget=DateInput
    )
    results = django_filters.ChoiceFilter(label="结果", choices=RESULTS, method="with_results", empty_label="全部")
    status = django_filters.ChoiceFilter(
        label=_label(Session, "status"), choices=SessionStatus.choices, empty_label="全部"
    )

    class Meta:
        model = Session
        fields: tuple[str, ...] = ()

    def with_results(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(results_on__isnull=value == "no")


class PersonFilter(UnderMixin, django_filters.FilterSet):
    organization = django_filters.ModelChoiceFilter(
        label=_label(Person, "organization"), queryset=organizations_to_choose(Permission.SCREENING_PERSONS),
        empty_label="全部组织", method="under",
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=_label(Person, "state"), choices=PersonState.choices, empty_label="全部状态"
    )
    due = django_filters.ChoiceFilter(label="提醒", choices=[("yes", "该随访了")], method="is_due", empty_label="全部")
    session = django_filters.NumberFilter(field_name="session", widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def is_due(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.follow_up_due(timezone.localdate())
