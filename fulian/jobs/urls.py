from django.urls import path

from fulian.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<int:pk>/", views.JobDetail.as_view(), name="job-detail"),
    path("<int:pk>/status/", views.JobStatus.as_view(), name="job-status"),
    path("<int:pk>/retry/", views.JobRetry.as_view(), name="job-retry"),
]
