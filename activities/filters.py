import datetime
from typing import Any

import django_filters
from django.db import models
from django.db.models import QuerySet
from django.forms import HiddenInput
from django.utils import timezone

from activities.choices import Role, Status
from activities.models import Activity, ActivityKind, Campaign, TaskLink, Theme
from fulian.core.choices import WorkArea
from fulian.core.forms import DATE_FORMATS, DateInput
from fulian.core.periods import Month, Period
from fulian.core.permissions import Permission
from fulian.registers.filters import below, organizations_to_choose


class Span(models.TextChoices):
    THIS_MONTH = "month", "本月"
    LAST_MONTH = "last_month", "上月"
    THIS_YEAR = "year", "今年"
    LAST_YEAR = "last_year", "去年"

    def period(self, today: datetime.date) -> Period:
        month = Month.of(today)
        return {
            Span.THIS_MONTH: month.period,
            Span.LAST_MONTH: month.plus(-1).period,
            Span.THIS_YEAR: Period.year(today.year),
            Span.LAST_YEAR: Period.year(today.year - 1),
        }[self]


def _label(name: str) -> str:
    return str(Activity._meta.get_field(name).verbose_name)


def _campaigns(request: Any) -> QuerySet:
    if request is None:
        return Campaign.objects.none()
    return Campaign.objects.visible_to(request.user, Permission.ACTIVITIES_VIEW)


class ActivityFilter(django_filters.FilterSet):
    """`starts_on` of an activity within a named span, or between two days."""

    q = django_filters.CharFilter(label="名称含有", field_name="title", lookup_expr="contains")
    span = django_filters.ChoiceFilter(label="时间", choices=Span.choices, empty_label="全部时间", method="within")
    since = django_filters.DateFilter(
        label="从", field_name="starts_on", lookup_expr="gte", input_formats=DATE_FORMATS, widget=DateInput
    )
    until = django_filters.DateFilter(
        label="到", field_name="starts_on", lookup_expr="lte", input_formats=DATE_FORMATS, widget=DateInput
    )
    organization = django_filters.ModelChoiceFilter(
        label=_label("organization"),
        queryset=organizations_to_choose(Permission.ACTIVITIES_VIEW),
        empty_label="全部组织",
        method="under",
    )
    area = django_filters.ChoiceFilter(
        label=str(ActivityKind._meta.get_field("category").verbose_name),
        field_name="kind__category", choices=WorkArea.choices, empty_label="全部领域",
    )  # fmt: skip
    kind = django_filters.ModelChoiceFilter(
        label=_label("kind"), queryset=ActivityKind.objects.all(), to_field_name="code", empty_label="全部种类"
    )
    theme = django_filters.ModelChoiceFilter(
        label=_label("themes"),
        field_name="themes",
        queryset=Theme.objects.all(),
        to_field_name="code",
        empty_label="全部主题",
    )
    campaign = django_filters.ModelChoiceFilter(
        label=_label("campaign"), queryset=_campaigns, empty_label="全部主题活动"
    )
    task = django_filters.UUIDFilter(
        label=str(TaskLink._meta.verbose_name), field_name="task_links__task_key", widget=HiddenInput
    )
    role = django_filters.ChoiceFilter(label=_label("role"), choices=Role.choices, empty_label="全部角色")
    status = django_filters.ChoiceFilter(label=_label("status"), choices=Status.choices, empty_label="已开展和已撤销")
    featured = django_filters.ChoiceFilter(
        label=_label("is_featured"), choices=[("yes", "只看亮点")], empty_label="全部", method="only"
    )

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.filters["organization"].queryset(self.request).count() < 2:
            del self.filters["organization"]

    def within(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.on(Span(value).period(timezone.localdate()))

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return below(rows, value)

    def only(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_featured=True)


class CalendarFilter(ActivityFilter):
    """The calendar has its own days, and never shows what was cancelled."""

    span = since = until = status = None
