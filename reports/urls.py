from typing import Any

from django.urls import include, path, register_converter

from fulian.core.periods import Month
from reports.views import monthly, reviewing


class MonthConverter:
    """A month as it stands in an address: 2026-10."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Any) -> str:
        return str(value)


register_converter(MonthConverter, "month")

app_name = "reports"
urlpatterns = [
    path("months/", monthly.MonthlyReportList.as_view(), name="monthly-report-list"),
    path("months/<int:pk>/", monthly.MonthlyReportYear.as_view(), name="monthly-report-year"),
    path("months/<int:pk>/<month:month>/", monthly.MonthlyReportOverview.as_view(), name="monthly-report-overview"),
    path("months/<int:pk>/<month:month>/export/", monthly.MonthlyReportExport.as_view(), name="monthly-report-export"),
    path("months/<int:pk>/<month:month>/fill/", monthly.MonthlyReportFill.as_view(), name="monthly-report-fill"),
    path("months/<int:pk>/<month:month>/zero/", monthly.MonthlyReportZero.as_view(), name="monthly-report-zero"),
    path(
        "months/<int:pk>/<month:month>/remind/", reviewing.MonthlyReportRemind.as_view(), name="monthly-report-remind"
    ),
    path("months/<int:pk>/<month:month>/term/", reviewing.ReportingTermUpdate.as_view(), name="reporting-term-update"),
    path("months/<int:pk>/<month:month>/close/", reviewing.MonthClose.as_view(), name="month-close"),
    path("months/drafts/<int:object_id>/", monthly.MonthlyReportDraft.as_view(), name="monthly-report-draft"),
    path("months/reports/<int:pk>/", monthly.MonthlyReportDetail.as_view(), name="monthly-report-detail"),
    path("months/reports/<int:pk>/withdraw/", monthly.MonthlyReportWithdraw.as_view(), name="monthly-report-withdraw"),
    path("months/reports/<int:pk>/review/", reviewing.MonthlyReportReview.as_view(), name="monthly-report-review"),
    path("months/reports/<int:pk>/reopen/", reviewing.MonthlyReportReopen.as_view(), name="monthly-report-reopen"),
    path("months/reports/<int:pk>/correct/", reviewing.CorrectionCreate.as_view(), name="correction-create"),
    path("summaries/", include("reports.urls_summaries")),
]
