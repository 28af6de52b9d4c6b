from django.urls import path

from activities.screening.views import bulletin, importing, persons, programmes, sessions

app_name = "screening"
urlpatterns = [
    path("", programmes.ProgrammeList.as_view(), name="programme-list"),
    path("new/", programmes.ProgrammeCreate.as_view(), name="programme-create"),
    path("<int:pk>/", programmes.ProgrammeDetail.as_view(), name="programme-detail"),
    path("<int:pk>/edit/", programmes.ProgrammeUpdate.as_view(), name="programme-update"),
    path("<int:pk>/allot/", programmes.AllotmentUpdate.as_view(), name="allotment-update"),
    path("<int:pk>/close/", programmes.ProgrammeClose.as_view(), name="programme-close"),
    path("<int:pk>/reopen/", programmes.ProgrammeReopen.as_view(), name="programme-reopen"),
    path("<int:pk>/bulletin/", bulletin.BulletinDetail.as_view(), name="bulletin-detail"),
    path("<int:pk>/bulletin/<str:suffix>/", bulletin.BulletinDownload.as_view(), name="bulletin-download"),
    path("<int:pk>/sessions/new/", sessions.SessionCreate.as_view(), name="session-create"),
    path("<int:pk>/import/", importing.ImportUpload.as_view(), name="import-upload"),
    path("<int:pk>/import/confirm/", importing.ImportConfirm.as_view(), name="import-confirm"),
    path("<int:pk>/import/template/", importing.ImportTemplate.as_view(), name="import-template"),
    path("<int:pk>/persons/keep/", persons.PersonsKeep.as_view(), name="persons-keep"),
    path("<int:pk>/persons/stop/", persons.PersonsStop.as_view(), name="persons-stop"),
    path("sessions/", sessions.SessionList.as_view(), name="session-list"),
    path("sessions/export/", sessions.SessionExport.as_view(), name="session-export"),
    path("sessions/<int:pk>/", sessions.SessionDetail.as_view(), name="session-detail"),
    path("sessions/<int:pk>/edit/", sessions.SessionUpdate.as_view(), name="session-update"),
    path("sessions/<int:pk>/results/", sessions.SessionResults.as_view(), name="session-results"),
    path("sessions/<int:pk>/cancel/", sessions.SessionCancel.as_view(), name="session-cancel"),
    path("sessions/<int:pk>/persons/new/", persons.PersonCreate.as_view(), name="person-create"),
    path("persons/", persons.PersonList.as_view(), name="person-list"),
    path("persons/<int:pk>/reveal/", persons.PersonReveal.as_view(), name="person-reveal"),
    path("persons/<int:pk>/follow-up/", persons.PersonFollowUp.as_view(), name="person-follow-up"),
    path("persons/<int:pk>/remove/", persons.PersonRemove.as_view(), name="person-remove"),
]
