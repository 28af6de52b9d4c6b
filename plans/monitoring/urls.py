from django.urls import path

from plans.monitoring.views import areas, collecting, filling, programmes, reports, sheets

app_name = "monitoring"
YEAR = "years/<int:pk>/<int:year>"  # of an organization
urlpatterns = [
    path("", programmes.Overview.as_view(), name="overview"),
    path("load/<int:pk>/", programmes.ProgrammesLoad.as_view(), name="programme-load"),
    path("programmes/<int:pk>/edit/", programmes.ProgrammeUpdate.as_view(), name="programme-update"),
    path("indicators/", programmes.IndicatorList.as_view(), name="indicator-list"),
    path("indicators/new/", programmes.IndicatorCreate.as_view(), name="indicator-create"),
    path("indicators/export/", programmes.IndicatorExport.as_view(), name="indicator-export"),
    path("values/export/", programmes.ValueExport.as_view(), name="value-export"),
    path("indicators/<int:pk>/", programmes.IndicatorDetail.as_view(), name="indicator-detail"),
    path("indicators/<int:pk>/edit/", programmes.IndicatorUpdate.as_view(), name="indicator-update"),
    path("indicators/<int:pk>/areas/<int:year>/", areas.AreaEnter.as_view(), name="area-enter"),
    path("indicators/<int:pk>/targets/", programmes.TargetUpdate.as_view(), name="target-update"),
    path(f"{YEAR}/", collecting.CollectionDetail.as_view(), name="collection-detail"),
    path(f"{YEAR}/enter/", collecting.ValueEnter.as_view(), name="value-enter"),
    path(f"{YEAR}/review/", collecting.ValueReview.as_view(), name="value-review"),
    path(f"{YEAR}/sheet/", sheets.SheetDownload.as_view(), name="sheet-download"),
    path(f"{YEAR}/upload/", sheets.SheetUpload.as_view(), name="sheet-upload"),
    path(f"{YEAR}/upload/confirm/", sheets.SheetConfirm.as_view(), name="sheet-confirm"),
    path(f"{YEAR}/link/", collecting.LinkCreate.as_view(), name="link-create"),
    path("links/<int:pk>/revoke/", collecting.LinkRevoke.as_view(), name="link-revoke"),
    path("fill/<str:token>/", filling.LinkFill.as_view(), name="link-fill"),
    path("reports/", reports.ReportList.as_view(), name="report-list"),
    path("reports/new/<int:pk>/", reports.ReportCreate.as_view(), name="report-create"),
    path("reports/<int:pk>/", reports.ReportDetail.as_view(), name="report-detail"),
    path("reports/files/<int:pk>/", reports.ReportDownload.as_view(), name="report-download"),
]
