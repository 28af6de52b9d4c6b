from django.urls import path

from fulian.calendar import views

app_name = "calendar"
urlpatterns = [
    path("working-days/", views.WorkingDayList.as_view(), name="working-day-list"),
    path("working-days/new/", views.WorkingDayCreate.as_view(), name="working-day-create"),
    path("working-days/<int:pk>/delete/", views.WorkingDayDelete.as_view(), name="working-day-delete"),
]
