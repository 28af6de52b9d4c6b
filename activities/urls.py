from django.urls import path

from activities.views import bulletins, calendar, quick, records

app_name = "activities"
urlpatterns = [
    path("", records.ActivityList.as_view(), name="activity-list"),
    path("quick/", quick.QuickEntry.as_view(), name="quick-entry"),
    path("quick/offline/", quick.QuickShell.as_view(), name="quick-shell"),
    path("quick/worker.js", quick.QuickWorker.as_view(), name="quick-worker"),
    path("bulletin/", bulletins.MonthBulletin.as_view(), name="month-bulletin"),
    path("bulletin/<slug:kind>/", bulletins.MonthBulletin.as_view(), name="month-bulletin-file"),
    path("year/", bulletins.YearPicture.as_view(), name="year-picture"),
    path("year/<slug:kind>/", bulletins.YearPicture.as_view(), name="year-picture-file"),
    path("<int:pk>/bulletin/", bulletins.ActivityBulletin.as_view(), name="activity-bulletin"),
    path("<int:pk>/bulletin/<slug:kind>/", bulletins.ActivityBulletinFile.as_view(), name="activity-bulletin-file"),
    path("calendar/", calendar.ActivityCalendar.as_view(), name="activity-calendar"),
    path("new/", records.ActivityCreate.as_view(), name="activity-create"),
    path("export/", records.ActivityExport.as_view(), name="activity-export"),
    path("<int:pk>/", records.ActivityDetail.as_view(), name="activity-detail"),
    path("<int:pk>/recorded/", quick.ActivityRecorded.as_view(), name="activity-recorded"),
    path("<int:pk>/edit/", records.ActivityUpdate.as_view(), name="activity-update"),
    path("<int:pk>/cancel/", records.ActivityCancel.as_view(), name="activity-cancel"),
]
