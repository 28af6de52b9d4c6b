import django_filters

from fulian.core.choices import WorkArea
from fulian.indicators.choices import Basis
from fulian.indicators.models import Indicator


class IndicatorFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label="名称", lookup_expr="contains")
    area = django_filters.ChoiceFilter(label="工作领域", choices=WorkArea.choices, empty_label="全部领域")
    basis = django_filters.ChoiceFilter(label="来源", choices=Basis.choices, empty_label="全部来源")

    class Meta:
        model = Indicator
        fields = ("name", "area", "basis")
