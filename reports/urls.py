from importlib.util import find_spec

from django.urls import include, path

app_name = "reports"
urlpatterns: list = []
if find_spec("reports.urls_summaries"):
    urlpatterns.append(path("summaries/", include("reports.urls_summaries")))
