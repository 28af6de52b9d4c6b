import django_tables2 as tables

from fulian.indicators.models import Indicator


class IndicatorTable(tables.Table):
    name = tables.Column(linkify=True)
    in_month = tables.BooleanColumn(yesno="是,否")

    class Meta:
        model = Indicator
        fields = ("name", "unit", "area", "basis", "in_month", "version")
        orderable = False
