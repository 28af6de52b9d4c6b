import django_filters
from django.db.models import QuerySet

from fulian.audit.labels import VERBS
from fulian.audit.models import AccessEvent, AuditEvent
from fulian.core.chinese import halfwidth
from fulian.core.forms import PortalForm


class LogFilter(django_filters.FilterSet):
    actor = django_filters.CharFilter(label="账号", method="filter_actor")
    since = django_filters.DateFilter(label="从哪天", field_name="at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label="到哪天", field_name="at", lookup_expr="date__lte")

    def filter_actor(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(actor_label__iexact=halfwidth(value))


class AuditEventFilter(LogFilter):
    verb = django_filters.ChoiceFilter(
        label="事项",
        choices=lambda: sorted(VERBS.items(), key=lambda item: item[1]),
        empty_label="全部",
        method="filter_verb",
    )

    class Meta:
        model = AuditEvent
        fields = ("verb", "actor", "since", "until")
        form = PortalForm

    def filter_verb(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(event__endswith=f".{value}")


class AccessEventFilter(LogFilter):
    class Meta:
        model = AccessEvent
        fields = ("actor", "since", "until")
        form = PortalForm
