"""What is monitored and how it stands: the overview, the list, an indicator with its targets, and changing them."""

from typing import Any

from django.db.models import Max, Prefetch
from django.urls import reverse
from django.views import generic

from fulian.core import views
from fulian.core.chinese import plain
from fulian.core.permissions import Permission
from fulian.documents.charts import line_chart
from fulian.drafts.views import OnceMixin
from fulian.ledgers.views import ExportView
from fulian.organizations.models import Organization
from fulian.registers.history import history_of
from plans.monitoring import services
from plans.monitoring.alerts import RULES
from plans.monitoring.charts import series_of, worth_drawing, years_of
from plans.monitoring.filters import IndicatorFilter
from plans.monitoring.forms import IndicatorForm, ProgrammeForm, TargetsForm
from plans.monitoring.ledgers import INDICATORS, VALUES, WithLines
from plans.monitoring.models import Domain, MonitoredIndicator, Programme, ValueVersion, YearTarget, YearValue
from plans.monitoring.standing import line_of, lines_of, overviews, worst_first
from plans.monitoring.status import RULE, Goal, goal_text, line_text
from plans.monitoring.tables import IndicatorTable
from plans.monitoring.views.support import PlaceMixin, place_of, programmes_of, usual_year
from plans.monitoring.views.support import years_of as years_begun

HISTORY = {"monitoring.create": "新建", "monitoring.update": "修改指标", "monitoring.set": "修改目标"}
EMPTY = "可以先载入国家纲要的指标，再按本区规划修改。"


class Overview(views.PermissionMixin, PlaceMixin, generic.TemplateView):
    permission = Permission.MONITORING_VIEW
    template_name = "monitoring/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = place_of(self.request)
        self.place = place
        found = overviews(programmes_of(place.organization), place.organization, place.year)
        waiting = YearValue.objects.waiting().filter(organization=place.organization).count() if place.may_edit else 0
        return super().get_context_data(
            overviews=found,
            alerts=worst_first([line for overview in found for line in overview.lines if line.needs_asking]),
            alert_rules=RULES,
            rule=RULE,
            waiting=waiting,
            others=self._others(place.organization),
            **kwargs,
        )

    def _others(self, here: Organization) -> list[Organization]:
        """Other organizations with programmes that she may look at: a city's districts."""
        keep = Programme.objects.visible_to(self.request.user, Permission.MONITORING_VIEW).values("organization")
        return list(Organization.objects.filter(pk__in=keep).exclude(pk=here.pk).in_tree_order()[:50])


class ProgrammesLoad(views.ActView):
    permission = Permission.MONITORING_EDIT
    seen_with = Permission.MONITORING_VIEW
    queryset = Organization.objects.all()
    page_title = "载入国家指标"
    question = "把国家纲要（2021—2030年）的领域、指标和目标载入本级。已有的不动，待核实的会标出来，载入后都可以改。"
    submit_label = "载入"

    @property
    def success_message(self) -> str:
        came = self.result
        return f"载入了{came}项指标，请对照本区规划核对。" if came else "国家指标都已经有了，没有要载入的。"

    def perform(self, form: Any) -> int:
        return services.load_programmes(organization=self.object, by=self.request.user)

    def get_success_url(self) -> str:
        return f"{reverse('monitoring:overview')}?organization={self.object.pk}"

    get_cancel_url = get_success_url


class ProgrammeUpdate(views.UpdateView):
    permission = Permission.MONITORING_EDIT
    seen_with = Permission.MONITORING_VIEW
    queryset = Programme.objects.select_related("organization")
    form_class = ProgrammeForm
    page_title = "修改规划"

    def perform(self, form: ProgrammeForm) -> Programme:
        return services.change_programme(programme=form.instance, by=self.request.user)


class IndicatorList(PlaceMixin, views.ListView):
    permission = Permission.MONITORING_VIEW
    queryset = MonitoredIndicator.objects.active().select_related("domain", "programme__organization")
    template_name = "monitoring/indicator_list.html"
    filterset_class = IndicatorFilter
    table_class = IndicatorTable
    sorts = {"order": ("按规划次序", "order"), "name": ("按名称", "name")}
    page_title = "监测指标"
    create_url = "monitoring:indicator-create"
    create_label = "添加指标"
    create_permission = Permission.MONITORING_EDIT
    export_url = "monitoring:indicator-export"
    empty_title = "还没有监测指标"
    empty_text = EMPTY

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.user.may(self.permission):
            request.place = self.place  # for the filter
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return super().get_queryset().of(self.place.organization)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page"].rows
        for row, line in zip(rows, lines_of(rows, self.place.organization, self.place.year), strict=True):
            row.line = line
        kept = ("organization", "year", "sort", "cursor")
        context["clear_url"] = f"{self.request.path}?{self.place.query}"
        context["filtered"] = any(value for key, value in self.request.GET.items() if key not in kept)
        return context


class IndicatorExport(ExportView):
    """The list as a file, with the numbers of its year."""

    ledger = INDICATORS
    filterset_class = IndicatorFilter

    def get_queryset(self) -> Any:
        self.request.place = place_of(self.request)
        return super().get_queryset().active().of(self.request.place.organization)

    def rows(self) -> WithLines:
        rows = super().rows()
        return WithLines(rows, self.request.place.organization, self.request.place.year)


class ValueExport(ExportView):
    """Every value of every year that she may see."""

    ledger = VALUES


class IndicatorDetail(views.DetailView):
    permission = Permission.MONITORING_VIEW
    queryset = MonitoredIndicator.objects.select_related("domain", "programme__organization")
    template_name = "monitoring/indicator_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        indicator = self.object
        organization = indicator.programme.organization
        known = indicator.values.select_related("accepted_by", "indicator").prefetch_related(
            Prefetch("versions", ValueVersion.objects.select_related("by").order_by("-number"))
        )
        values = list(known.filter(organization=organization).order_by("year"))
        begun = years_begun(organization)
        areas_year = self._areas_year(begun)
        areas = list(known.in_parts_of(organization).filter(year=areas_year))
        targets = list(indicator.targets.filter(organization=organization))
        goals = [Goal(target.year, target.low, target.high) for target in targets]
        newest = max((value.year for value in values), default=indicator.programme.start_year)
        lines = {year: line_of(indicator, year, goals, values) for year in {value.year for value in values} | {newest}}
        line = lines[newest]
        for target in targets:
            target.text = goal_text(Goal(target.year, target.low, target.high), indicator.unit)
        return super().get_context_data(
            line=line,
            rule=RULE,
            course_text=line_text(line.course),
            years=[{"value": value, "line": lines[value.year]} for value in reversed(values)],
            changes=_changes(values, indicator.unit),
            year_to_fill=usual_year(begun),
            areas=areas,
            areas_year=areas_year,
            areas_years=begun,
            areas_changes=_changes(areas, indicator.unit, named=True),
            targets=targets,
            chart=_chart(indicator, line, values, newest),
            facts=_facts(indicator),
            timeline=history_of(indicator, HISTORY),
            may_edit=self.request.user.scope(Permission.MONITORING_EDIT).covers(organization.path),
            back_url=f"{reverse('monitoring:indicator-list')}?organization={organization.pk}",
            **kwargs,
        )

    def _areas_year(self, begun: list[int]) -> int:
        """The year of its parts that is asked for; else the latest that has any, else the one whose numbers come in now."""
        wanted = self.request.GET.get("areas", "")
        if wanted in map(str, begun):
            return int(wanted)
        parts = self.object.values.in_parts_of(self.object.programme.organization)
        return parts.aggregate(last=Max("year"))["last"] or usual_year(begun)


def _changes(values: list[YearValue], unit: str, *, named: bool = False) -> list[dict[str, Any]]:
    """Every step of every value with what it said, the newest first. `named`: by its area, not by its year."""
    steps = [
        (version, str(value.organization) if named else f"{value.year}年")
        for value in values
        for version in value.versions.all()
    ]
    steps.sort(key=lambda step: (step[0].at, step[0].pk), reverse=True)
    return [
        {
            "what": f"{whose} {version.said(unit)} · {version.get_stage_display()}",
            "by": " ".join(filter(None, (version.office, str(version.by or "")))),
            "at": version.at,
            "note": version.why,
        }
        for version, whose in steps
    ]


def _chart(indicator: MonitoredIndicator, line: Any, values: list[YearValue], newest: int) -> str:
    """Drawn by the server, from numbers and our own words only."""
    years = years_of(indicator, newest)
    series = series_of(indicator, line.course, values, years)
    if not worth_drawing(series):
        return ""
    labels = [str(year) for year in years]
    return line_chart(labels, series, unit=indicator.unit, title=indicator.name, from_zero=False)


def _facts(indicator: MonitoredIndicator) -> list[tuple[str, Any]]:
    """Labels from the fields; the baseline in one line."""
    names = ("domain", "code", "unit", "direction", "department", "partners", "definition", "calculation", "source")
    facts = [
        (
            str(indicator._meta.get_field(name).verbose_name),
            indicator.get_direction_display() if name == "direction" else str(getattr(indicator, name)),
        )
        for name in names
    ]
    if indicator.baseline_value is not None:
        facts.append(("基期", f"{indicator.baseline_year}年 {plain(indicator.baseline_value)}{indicator.unit}"))
    national = ("national_goal", "national_latest")
    facts += [(str(indicator._meta.get_field(name).verbose_name), getattr(indicator, name)) for name in national]
    return [(label, value) for label, value in facts if value]


class IndicatorFormMixin:
    permission = Permission.MONITORING_EDIT
    form_class = IndicatorForm
    template_name = "monitoring/indicator_form.html"
    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        scope = self.request.user.scope(Permission.MONITORING_EDIT)
        domains = Domain.objects.filter(scope.q("programme__organization__path"), programme__active=True)
        if indicator := getattr(self, "object", None):
            domains = domains.filter(programme=indicator.programme_id)
        domains = domains.select_related("programme").order_by(
            "programme__organization__path", "-programme__audience", "order"
        )
        return {**super().get_form_kwargs(), "domains": domains}  # type: ignore[misc]


class IndicatorCreate(IndicatorFormMixin, OnceMixin, views.FormView):
    page_title = "添加指标"
    submit_label = "添加指标"
    success_message = "指标已添加，接着设各年目标。"

    def perform(self, form: IndicatorForm) -> MonitoredIndicator:
        return services.add_indicator(indicator=form.instance, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("monitoring:indicator-list"), **kwargs)


class IndicatorUpdate(IndicatorFormMixin, OnceMixin, views.UpdateView):
    seen_with = Permission.MONITORING_VIEW
    queryset = MonitoredIndicator.objects.select_related("programme__organization", "domain")
    page_title = "修改指标"
    submit_label = "保存修改"

    def perform(self, form: IndicatorForm) -> MonitoredIndicator:
        return services.change_indicator(indicator=form.instance, by=self.request.user)


class TargetUpdate(views.ObjectFormView):
    """All years' targets of an indicator."""

    permission = Permission.MONITORING_EDIT
    seen_with = Permission.MONITORING_VIEW
    queryset = MonitoredIndicator.objects.select_related("programme__organization", "domain")
    form_class = TargetsForm
    page_title = "各年目标"
    submit_label = "保存目标"

    def get_form_kwargs(self) -> dict[str, Any]:
        organization = self.object.programme.organization
        stored = list(YearTarget.objects.filter(indicator=self.object, organization=organization))
        return {**super().get_form_kwargs(), "indicator": self.object, "stored": stored}

    def perform(self, form: TargetsForm) -> MonitoredIndicator:
        return services.set_targets(
            indicator=self.object, organization=self.object.programme.organization, goals=form.goals,
            basis=form.cleaned_data["basis"], by=self.request.user,
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        indicator = self.object
        intro = f"{indicator.name}（{indicator.unit}），{indicator.get_direction_display()}。规划里写了哪一年就填哪一年，其余留空。"
        return super().get_context_data(intro=intro, cancel_url=indicator.get_absolute_url(), **kwargs)
