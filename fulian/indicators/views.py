"""The indicators and their definitions, and the page behind a number."""

from decimal import Decimal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import generic

from fulian.core.chinese import plain
from fulian.core.keyset import paginate
from fulian.core.measures import MEASURES
from fulian.core.periods import Month, Period
from fulian.core.permissions import Permission
from fulian.core.views import FormView, ListView, PermissionMixin, ServiceFormMixin
from fulian.documents.charts import bar_chart
from fulian.indicators import services
from fulian.indicators.breakdowns import by_child, by_month
from fulian.indicators.figures import figure
from fulian.indicators.filters import IndicatorFilter
from fulian.indicators.forms import IndicatorForm
from fulian.indicators.models import Indicator
from fulian.indicators.tables import IndicatorTable
from fulian.indicators.tracing import added_notes, records_behind
from fulian.organizations.models import Organization


class IndicatorMixin(PermissionMixin):
    """The default indicators are everybody's; a district's own are read by whoever has a post in or below it."""

    def get_queryset(self):
        return Indicator.objects.for_posts(self.request.user.active_posts)

    def get_object(self, queryset=None) -> Indicator:
        return get_object_or_404(self.get_queryset(), code=self.kwargs["code"])


class IndicatorList(IndicatorMixin, ListView):
    permission = Permission.INDICATORS_VIEW
    queryset = Indicator.objects.all()
    filterset_class = IndicatorFilter
    table_class = IndicatorTable
    sorts = {"order": ("按次序", "order"), "name": ("按名称", "name")}
    page_size = 60
    page_title = "指标口径"
    page_intro = "每个数怎么算，只在这里定一次。月报、计划进度、首页和年终总结都按它取数。"
    create_url = "indicators:indicator-create"
    create_label = "新增指标"
    create_permission = Permission.INDICATORS_EDIT


class IndicatorDetail(IndicatorMixin, generic.DetailView):
    permission = Permission.INDICATORS_VIEW
    template_name = "indicators/indicator_detail.html"

    def get_context_data(self, **kwargs):
        measure = self.object.measure
        post = self.request.user.current_post
        return super().get_context_data(
            measure=measure,
            organization=post.organization if post else None,
            year=str(timezone.localdate().year),
            conditions=[
                (measure.source.dimension(code).label, _labels(measure.source.dimension(code), values))
                for code, values in self.object.dimensions.items()
            ]
            if measure
            else [],
            may_edit=self.request.user.may(Permission.INDICATORS_EDIT),
            **kwargs,
        )


def _labels(dimension, values) -> str:
    choices = {str(value): label for value, label in dimension.choices()}
    return "、".join(str(choices.get(value, value)) for value in values)


class IndicatorCreate(FormView):
    permission = Permission.INDICATORS_EDIT
    form_class = IndicatorForm
    template_name = "indicators/indicator_form.html"
    success_message = "指标已建立。"

    def get_context_data(self, **kwargs):
        return super().get_context_data(measures=sorted(MEASURES.values(), key=lambda m: m.code), **kwargs)

    def perform(self, form) -> Indicator:
        indicator = form.save(commit=False)
        post = self.request.user.current_post
        indicator.organization = post.organization if post else None
        return services.define_indicator(indicator=indicator, by=self.request.user)


class IndicatorUpdate(IndicatorMixin, ServiceFormMixin, generic.FormView):
    permission = Permission.INDICATORS_EDIT
    form_class = IndicatorForm
    template_name = "indicators/indicator_form.html"
    success_message = "指标已保存。改了算法的，版本号加一；已签发的总结不受影响。"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs):
        measures = sorted(MEASURES.values(), key=lambda m: m.code)
        return super().get_context_data(object=self.object, measures=measures, **kwargs)

    def perform(self, form) -> Indicator:
        return services.redefine_indicator(indicator=form.save(commit=False), by=self.request.user)


class FigureTrace(IndicatorMixin, generic.TemplateView):
    """Behind a number: by month, by organization, the records, and what was added by hand."""

    permission = Permission.INDICATORS_VIEW
    template_name = "indicators/figure_trace.html"

    def get_context_data(self, **kwargs):
        user, period = self.request.user, self.kwargs["period"]
        organizations = Organization.objects.visible_to(user, self.permission)
        organization = get_object_or_404(organizations, pk=self.kwargs["organization"])
        indicator = get_object_or_404(Indicator.objects.for_organization(organization.path), code=self.kwargs["code"])
        found = figure(indicator, organization, period)
        months = by_month(indicator, organization, period)
        one_month = len(list(period.months())) == 1
        records = records_behind(indicator, organization, period, user=user)
        page = None
        if records is not None:
            source = indicator.measure.source.of_records
            page = paginate(
                records,
                sort=f"-{source.date_field or source.since_field}",
                cursor=self.request.GET.get("cursor", ""),
                size=50,
            )
        return super().get_context_data(
            indicator=indicator,
            organization=organization,
            period=period,
            figure=found,
            months=[] if one_month else [(month, quantity) for month, quantity in months.items()],
            chart=_month_chart(indicator, period, months) if len(months) > 1 else "",
            children=[
                (child, quantity) for child, quantity in by_child(indicator, organization, period) if quantity or child
            ],
            page=page,
            records=_rows(page, indicator) if page else [],
            next_url=f"?cursor={page.next_cursor}" if page and page.next_cursor else "",
            previous_url=f"?cursor={page.previous_cursor}" if page and page.previous_cursor else "",
            notes=added_notes(indicator, organization, period) if not indicator.confidential else [],
            last_year=_last_year(indicator, organization, period),
        )


def _rows(page, indicator: Indicator) -> list[dict]:
    """Rows of the records' list: what it is, when, and its own page."""
    measure = indicator.measure
    source, amount = measure.source.of_records, "part" if measure.source.line_of else measure.adds
    return [
        {
            "label": source.row_label(row),
            "day": getattr(row, source.date_field or source.since_field),
            "organization": source.organization_of(row),
            "value": _amount(row, amount),
            "url_name": source.row_url,
            "pk": getattr(row, source.row_key),
        }
        for row in page.rows
    ]


def _amount(row, column: str):
    value = getattr(row, column) if column else 1
    return plain(value) if isinstance(value, Decimal) else value


def _month_chart(indicator: Indicator, period: Period, months: dict[Month, object]) -> str:
    spanned = list(period.months())
    return bar_chart(
        labels=[f"{m.month}月" for m in spanned],
        values=[float(months[m].value) if m in months else 0 for m in spanned],
        unit=indicator.unit,
        title=f"{indicator.name}逐月情况",
    )


def _last_year(indicator: Indicator, organization: Organization, period: Period):
    try:
        earlier = Period(period.start.replace(year=period.start.year - 1), period.end.replace(year=period.end.year - 1))
    except ValueError as error:  # 29 February, or the year 0
        raise Http404 from error
    return figure(indicator, organization, earlier)
