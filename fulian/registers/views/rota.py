"""轮值表: who is on duty in which month of a year, in one organization."""

from typing import Any

from django.utils import timezone
from django.views import generic

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from fulian.registers.choices import DutyMonth
from fulian.registers.filters import OfOrganizationFilter
from fulian.registers.models import Duty, Officer
from fulian.registers.pages import OFFICER
from fulian.registers.views.entries import tabs_of


class Rota(views.ScopedMixin, generic.TemplateView):
    permission = Permission.REGISTERS_VIEW
    queryset = Duty.objects.select_related("officer__organization")
    template_name = "registers/rota.html"

    @property
    def year(self) -> int:
        typed = self.request.GET.get("year", "")
        this_year = timezone.localdate().year
        return int(typed) if typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= this_year + 1 else this_year

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        narrowed = OfOrganizationFilter(self.request.GET or None, queryset=Officer.objects.none(), request=self.request)
        organization = self._organization(narrowed)
        duties = self.get_queryset().of_counted().filter(officer__organization=organization, year=self.year)
        by_month: dict[int, list[Duty]] = {}
        for duty in duties.order_by("month", "officer__since", "pk"):
            by_month.setdefault(duty.month, []).append(duty)
        return super().get_context_data(
            tabs=tabs_of(OFFICER),
            filterset=narrowed,
            organization=organization,
            year=self.year,
            months=[{"label": month.label, "duties": by_month.get(month.value, [])} for month in DutyMonth],
            empty=not by_month,
            before=self._url(self.year - 1),
            after=self._url(self.year + 1) if self.year <= timezone.localdate().year else "",
            **kwargs,
        )

    def _organization(self, narrowed: OfOrganizationFilter) -> Organization | None:
        """The one that was chosen among those she sees, or her own."""
        chosen = narrowed.form.cleaned_data.get("organization") if narrowed.form.is_valid() else None
        post = self.request.user.current_post
        return chosen or (post.organization if post else None)

    def _url(self, year: int) -> str:
        query = self.request.GET.copy()
        query["year"] = str(year)
        return f"?{query.urlencode()}"
