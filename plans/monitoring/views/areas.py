"""One indicator in the parts of an area: each township's number of a year, with its source."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from plans.monitoring import services
from plans.monitoring.forms import EnterForm
from plans.monitoring.models import MonitoredIndicator, YearValue
from plans.monitoring.standing import Line, lines_by_area
from plans.monitoring.views.support import years_of

NO_AREAS = (Level.UNIT, Level.GRID)  # below the owner, but no part of its territory that statistics know


class AreaEnter(views.ObjectFormView):
    permission = Permission.MONITORING_EDIT
    seen_with = Permission.MONITORING_VIEW
    queryset = MonitoredIndicator.objects.select_related("domain", "programme__organization")
    form_class = EnterForm
    template_name = "monitoring/area_enter.html"

    @cached_property
    def year(self) -> int:
        if self.kwargs["year"] not in years_of(self.object.programme.organization):
            raise Http404
        return self.kwargs["year"]

    @cached_property
    def lines(self) -> list[Line]:
        below = Organization.objects.filter(parent=self.object.programme.organization, closed_on__isnull=True)
        return lines_by_area(self.object, list(below.exclude(level__in=NO_AREAS).in_tree_order()), self.year)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": self.lines}

    @property
    def success_message(self) -> str:
        return f"{self.year}年各地区的数已保存，改动{len(self.result)}个。" if self.result else "没有改动。"

    def perform(self, form: EnterForm) -> list[YearValue]:
        entries = [(line.area, entry) for line, entry in form.typed if line.area is not None]
        return services.keep_area_values(
            indicator=self.object, year=self.year, entries=entries, by=self.request.user, why=form.cleaned_data["why"]
        )

    def get_success_url(self) -> str:
        return f"{self.object.get_absolute_url()}?areas={self.year}#areas"

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asks_why = any(line.accepted for line in self.lines)
        return super().get_context_data(year=self.year, asks_why=asks_why, **kwargs)
