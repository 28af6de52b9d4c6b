"""Narrowing the list of circulars, and the list of those who were asked."""

import django_filters
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from fulian.core.permissions import Permission
from fulian.inbox.circulars.choices import Ask, Status
from fulian.inbox.circulars.models import Circular, CircularRecipient


class Side(models.TextChoices):
    RECEIVED = "received", "收到的"
    ISSUED = "issued", "发出的"


class Standing(models.TextChoices):
    WAITING = "waiting", "还没有答复"
    ANSWERED = "answered", "已答复"
    LATE = "late", "逾期"


def _label(name: str) -> str:
    return str(Circular._meta.get_field(name).verbose_name)


class CircularFilter(django_filters.FilterSet):
    side = django_filters.ChoiceFilter(label="收发", choices=Side.choices, empty_label="全部", method="on_side")
    standing = django_filters.ChoiceFilter(
        label="我们的答复", choices=Standing.choices[:2], empty_label="全部", method="in_standing"
    )
    ask = django_filters.ChoiceFilter(label=_label("ask"), choices=Ask.choices, empty_label="全部")
    status = django_filters.ChoiceFilter(label=_label("status"), choices=Status.choices, empty_label="全部")
    title = django_filters.CharFilter(label=_label("title"), lookup_expr="icontains")

    class Meta:
        model = Circular
        fields: tuple[str, ...] = ()

    def on_side(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        user, found = self.request.user, Circular.objects.all()
        chosen = found.written_by(user) if value == Side.ISSUED else found.addressed_to(user, Permission.CIRCULARS_VIEW)
        return rows.filter(pk__in=chosen.values("pk"))

    def in_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        hers = CircularRecipient.objects.visible_to(self.request.user, Permission.CIRCULARS_ANSWER)
        hers = hers.waiting() if value == Standing.WAITING else hers.filter(answered_at__isnull=False)
        return rows.filter(pk__in=hers.values("circular"))


class RecipientFilter(django_filters.FilterSet):
    standing = django_filters.ChoiceFilter(
        label="答复情况", choices=Standing.choices, empty_label="全部", method="in_standing"
    )

    class Meta:
        model = CircularRecipient
        fields: tuple[str, ...] = ()

    def in_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == Standing.WAITING:
            return rows.filter(answered_at__isnull=True)
        if value == Standing.ANSWERED:
            return rows.filter(answered_at__isnull=False)
        late = models.Q(is_late=True) | models.Q(
            answered_at__isnull=True, circular__status=Status.ISSUED, circular__due_on__lt=timezone.localdate()
        )
        return rows.filter(late)
