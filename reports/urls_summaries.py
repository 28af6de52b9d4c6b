"""Included by reports/urls.py under summaries/."""

from django.urls import path

from reports.views import outline
from reports.views import summaries as views

urlpatterns = [
    path("", views.SummaryList.as_view(), name="summary-list"),
    path("new/", views.SummaryRequest.as_view(), name="summary-request"),
    path("outline/", outline.OutlineList.as_view(), name="summary-outline"),
    path("outline/<int:pk>/edit/", outline.SentenceUpdate.as_view(), name="summary-sentence-update"),
    path("<int:pk>/", views.SummaryDetail.as_view(), name="summary-detail"),
    path("<int:pk>/refresh/", views.SummaryRefresh.as_view(), name="summary-refresh"),
    path("<int:pk>/edit/", views.SummaryEdit.as_view(), name="summary-edit"),
    path("<int:pk>/compare/", views.SummaryCompare.as_view(), name="summary-compare"),
    path("<int:pk>/submit/", views.SummarySubmit.as_view(), name="summary-submit"),
    path("<int:pk>/return/", views.SummaryReturn.as_view(), name="summary-return"),
    path("<int:pk>/sign/", views.SummarySign.as_view(), name="summary-sign"),
    path("<int:pk>/correct/", views.SummaryCorrect.as_view(), name="summary-correct"),
    path("files/<int:pk>/", views.SummaryDownload.as_view(), name="summary-download"),
]
