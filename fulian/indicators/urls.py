from django.urls import path, register_converter

from fulian.indicators import views
from fulian.indicators.spans import SpanConverter

register_converter(SpanConverter, "span")

app_name = "indicators"
urlpatterns = [
    path("", views.IndicatorList.as_view(), name="indicator-list"),
    path("new/", views.IndicatorCreate.as_view(), name="indicator-create"),
    path("<str:code>/", views.IndicatorDetail.as_view(), name="indicator-detail"),
    path("<str:code>/edit/", views.IndicatorUpdate.as_view(), name="indicator-update"),
    path("<str:code>/<int:organization>/<span:period>/", views.FigureTrace.as_view(), name="figure-trace"),
]
