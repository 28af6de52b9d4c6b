"""Which organization and which year a page is about, and what its reader may do there."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from plans.monitoring.models import Programme, YearValue
from plans.monitoring.querysets import ProgrammeQuerySet


@dataclass
class Place:
    organization: Organization
    year: int
    years: list[int] = field(default_factory=list)
    may_edit: bool = False

    @property
    def query(self) -> str:
        return f"organization={self.organization.pk}&year={self.year}"


def programmes_of(organization: Organization) -> ProgrammeQuerySet:
    return Programme.objects.active().filter(organization=organization)


def years_of(organization: Organization) -> list[int]:
    """The years that can be looked at: begun, the latest first. An organization without a programme looks at last year."""
    this_year = timezone.localdate().year
    spans = list(programmes_of(organization).values_list("start_year", "end_year"))
    if not spans:
        return [this_year - 1]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return list(range(min(last, this_year), first - 1, -1)) or [first]


def usual_year(years: list[int]) -> int:
    """A year's numbers come in the year after."""
    last_year = timezone.localdate().year - 1
    return last_year if last_year in years else years[0]


def place_of(request: HttpRequest) -> Place:
    """`?organization=…&year=…`; without them her own organization, and the year whose numbers come in now."""
    organization = _organization(request)
    years = years_of(organization)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and wanted.isascii() and int(wanted) in years else usual_year(years)
    may_edit = request.user.scope(Permission.MONITORING_EDIT).covers(organization.path)
    return Place(organization, year, years, may_edit)


def _organization(request: HttpRequest) -> Organization:
    seen = Organization.objects.visible_to(request.user, Permission.MONITORING_VIEW)
    wanted = request.GET.get("organization", "")
    if wanted:
        found = seen.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 15 else None
        if found is None:
            raise Http404
        return found
    post = request.user.current_post
    own = seen.filter(pk=post.organization_id).first() if post else None
    if own is None:
        own = seen.order_by("path").first()
    if own is None:
        raise Http404
    return own


class PlaceMixin:
    """Pages that are told by the query where they are."""

    request: Any

    @cached_property
    def place(self) -> Place:
        return place_of(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(place=self.place, **kwargs)  # type: ignore[misc]


class YearMixin:
    """Pages of an organization's year: `pk` is the organization, and the year is one of its programmes' that has begun."""

    kwargs: dict[str, Any]
    request: Any
    object: Any

    @cached_property
    def year(self) -> int:
        year = self.kwargs["year"]
        if year not in years_of(self.object) or not programmes_of(self.object).exists():
            raise Http404
        return year

    @property
    def department(self) -> str:
        return self.request.GET.get("department", "")

    @cached_property
    def stored(self) -> dict[int, YearValue]:
        values = YearValue.objects.filter(organization=self.object, year=self.year)
        return {value.indicator_id: value for value in values.select_related("indicator")}
