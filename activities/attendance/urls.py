from django.urls import path

from activities.attendance.views import joining, rolls

app_name = "attendance"
urlpatterns = [
    path("activities/<int:activity>/open/", rolls.RollCreate.as_view(), name="roll-create"),
    path("<int:pk>/", rolls.RollDetail.as_view(), name="roll-detail"),
    path("<int:pk>/edit/", rolls.RollUpdate.as_view(), name="roll-update"),
    path("<int:pk>/close/", rolls.RollClose.as_view(), name="roll-close"),
    path("<int:pk>/reopen/", rolls.RollReopen.as_view(), name="roll-reopen"),
    path("<int:pk>/tick/", rolls.RollTick.as_view(), name="roll-tick"),
    path("<int:pk>/add/", rolls.EntryAdd.as_view(), name="entry-add"),
    path("<int:pk>/state/", rolls.RollState.as_view(), name="roll-state"),
    path("<int:pk>/photos/", rolls.SheetAttach.as_view(), name="sheet-attach"),
    path("<int:pk>/sheet/", rolls.SheetPrint.as_view(), name="sheet-print"),
    path("entries/<int:pk>/withdraw/", rolls.EntryWithdraw.as_view(), name="entry-withdraw"),
    path("join/<str:token>/", joining.Join.as_view(), name="join"),
    path("mine/<uuid:key>/", joining.Mine.as_view(), name="mine"),
]
