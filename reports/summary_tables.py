"""The list of summaries: how it is narrowed and drawn."""

import django_filters
import django_tables2 as tables

from reports.models import AnnualSummary
from reports.summary_choices import SummaryStatus


class SummaryFilter(django_filters.FilterSet):
    year = django_filters.NumberFilter(label="年度")
    status = django_filters.ChoiceFilter(label="状态", choices=SummaryStatus.choices)

    class Meta:
        model = AnnualSummary
        fields = ("year", "status")


class SummaryTable(tables.Table):
    title = tables.Column(
        verbose_name="总结", accessor="organization__name", linkify=lambda record: record.get_absolute_url()
    )
    year = tables.Column()
    until = tables.DateColumn(format="Y-m-d")
    version = tables.Column(verbose_name="版次", empty_values=())
    status = tables.TemplateColumn(
        template_code='{% include "_components/status.html" with label=record.get_status_display tone=record.tone only %}',
        verbose_name="状态",
    )

    class Meta:
        model = AnnualSummary
        fields = ("title", "year", "until", "version", "status")
        orderable = False

    def render_title(self, record: AnnualSummary) -> str:
        return str(record)

    def render_version(self, record: AnnualSummary) -> str:
        return f"第{record.version}稿" if record.version else "生成中"
