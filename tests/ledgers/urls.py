"""The portal with one more address: the organizations as a ledger."""

from django.urls import include, path
from django_filters import CharFilter, FilterSet

from fulian.core.columns import Column, Ledger
from fulian.core.permissions import Permission
from fulian.ledgers.views import ExportView
from fulian.organizations.models import Organization

LEDGER = Ledger(
    code="tests.organizations",
    label="组织台账",
    permission=Permission.ORGANIZATIONS_VIEW,
    rows=lambda: Organization.objects.select_related("parent").order_by("path"),
    columns=(
        Column("名称", "name", 20),
        Column("区划代码", "code"),
        Column("上级", "parent.name"),
        Column("级别", lambda row: row.get_level_display()),
        Column("成立日期", "opened_on"),
        Column("妇女人数", "women_count"),
    ),
)


class OrganizationFilter(FilterSet):
    name = CharFilter(lookup_expr="contains")

    class Meta:
        model = Organization
        fields: list[str] = []


class OrganizationExport(ExportView):
    ledger = LEDGER
    filterset_class = OrganizationFilter


urlpatterns = [path("export/", OrganizationExport.as_view()), path("", include("fulian.urls"))]
