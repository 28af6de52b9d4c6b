"""Narrowing the list of notices, and the export beside it."""

from typing import Any

import django_filters
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from fulian.core.permissions import Permission
from plans.supervision.choices import Degree, Status
from plans.supervision.models import Notice, Recipient

YEARS_BACK = 5


class Side(models.TextChoices):
    MINE = "mine", "要我们答复的"
    ISSUED = "issued", "我们发出的"


class Asked(models.TextChoices):
    LATE = "late", "逾期未答复"
    OPEN = "open", "待答复"
    REPLIED = "replied", "待审核"


def _years() -> list[tuple[int, str]]:
    this_year = timezone.localdate().year
    return [(year, f"{year}年") for year in range(this_year, this_year - YEARS_BACK, -1)]


def _label(name: str) -> str:
    return str(Notice._meta.get_field(name).verbose_name)


class NoticeFilter(django_filters.FilterSet):
    """`to_notice`: the way from a row to its notice."""

    to_notice = ""

    side = django_filters.ChoiceFilter(label="谁答复", choices=Side.choices, empty_label="全部", method="on_side")
    degree = django_filters.ChoiceFilter(
        label=_label("degree"), choices=Degree.choices, empty_label="全部", method="exactly"
    )
    status = django_filters.ChoiceFilter(
        label=_label("status"), choices=Status.choices, empty_label="全部", method="exactly"
    )
    asked = django_filters.ChoiceFilter(
        label=str(Recipient._meta.get_field("status").verbose_name),
        choices=Asked.choices,
        empty_label="全部",
        method="in_state",
    )
    year = django_filters.ChoiceFilter(label=_label("year"), choices=_years, empty_label="全部年度", method="exactly")

    class Meta:
        model = Notice
        fields: tuple[str, ...] = ()

    def exactly(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(**{f"{self.to_notice}{name}": value})

    def on_side(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        user, notices = self.request.user, Notice.objects.all()
        found = notices.addressed_to(user) if value == Side.MINE else notices.written_by(user)
        return rows.filter(**{f"{self.to_notice}pk__in": found.values("pk")})

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=self.recipients(value).values("notice"))

    def recipients(self, value: str) -> Any:
        """Of those whose answers she may see: nobody learns from a filter how another one stands."""
        seen = Recipient.objects.visible_to(self.request.user, Permission.SUPERVISION_VIEW)
        if value == Asked.LATE:
            return seen.late(timezone.localdate())
        return seen.in_time(timezone.localdate()) if value == Asked.OPEN else seen.to_judge()


class RecipientFilter(NoticeFilter):
    """The same, for the export: one row a recipient."""

    to_notice = "notice__"

    class Meta:
        model = Recipient
        fields: tuple[str, ...] = ()

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=self.recipients(value).values("pk"))
