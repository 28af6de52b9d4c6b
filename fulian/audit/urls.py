from django.urls import path

from fulian.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.AuditEventList.as_view(), name="auditevent-list"),
    path("access/", views.AccessEventList.as_view(), name="accessevent-list"),
]
