from django.urls import path

from activities import views

app_name = "activities"
urlpatterns = [
    path("", views.ActivityList.as_view(), name="activity-list"),
    path("new/", views.ActivityCreate.as_view(), name="activity-create"),
    path("export/", views.ActivityExport.as_view(), name="activity-export"),
    path("<int:pk>/", views.ActivityDetail.as_view(), name="activity-detail"),
    path("<int:pk>/edit/", views.ActivityUpdate.as_view(), name="activity-update"),
    path("<int:pk>/cancel/", views.ActivityCancel.as_view(), name="activity-cancel"),
]
