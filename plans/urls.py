from django.urls import path

from plans.views import parts, plans, reading, targets, versions

app_name = "plans"
urlpatterns = [
    path("", plans.PlanList.as_view(), name="plan-list"),
    path("new/", plans.PlanCreate.as_view(), name="plan-create"),
    path("export/", plans.PlanExport.as_view(), name="plan-export"),
    path("read/", reading.ReadingCreate.as_view(), name="reading-create"),
    path("read/<int:pk>/", reading.ReadingDetail.as_view(), name="reading-detail"),
    path("read/<int:pk>/entries/<int:entry>/", reading.ReadingEntry.as_view(), name="reading-entry"),
    path("read/<int:pk>/drop/", reading.ReadingDrop.as_view(), name="reading-drop"),
    path("<int:pk>/read/", reading.ReadingAdd.as_view(), name="reading-add"),
    path("<int:pk>/", plans.PlanDetail.as_view(), name="plan-detail"),
    path("<int:pk>/edit/", plans.PlanUpdate.as_view(), name="plan-update"),
    path("<int:pk>/submit/", plans.PlanSubmit.as_view(), name="plan-submit"),
    path("<int:pk>/approve/", plans.PlanApprove.as_view(), name="plan-approve"),
    path("<int:pk>/publish/", plans.PlanPublish.as_view(), name="plan-publish"),
    path("<int:pk>/return/", plans.PlanReturn.as_view(), name="plan-return"),
    path("<int:pk>/close/", plans.PlanClose.as_view(), name="plan-close"),
    path("<int:pk>/cancel/", plans.PlanCancel.as_view(), name="plan-cancel"),
    path("<int:pk>/revise/", versions.PlanRevise.as_view(), name="plan-revise"),
    path("<int:pk>/versions/", versions.PlanVersions.as_view(), name="plan-versions"),
    path("<int:pk>/compare/", versions.PlanCompare.as_view(), name="plan-compare"),
    path("<int:pk>/chapters/new/", parts.ChapterCreate.as_view(), name="chapter-create"),
    path("chapters/<int:pk>/edit/", parts.ChapterUpdate.as_view(), name="chapter-update"),
    path("chapters/<int:pk>/remove/", parts.ChapterRemove.as_view(), name="chapter-remove"),
    path("chapters/<int:pk>/move/", parts.ChapterMove.as_view(), name="chapter-move"),
    path("chapters/<int:pk>/tasks/new/", parts.TaskCreate.as_view(), name="task-create"),
    path("tasks/<int:pk>/edit/", parts.TaskUpdate.as_view(), name="task-update"),
    path("tasks/<int:pk>/remove/", parts.TaskRemove.as_view(), name="task-remove"),
    path("tasks/<int:pk>/move/", parts.TaskMove.as_view(), name="task-move"),
    path("tasks/<int:pk>/targets/new/", targets.TargetCreate.as_view(), name="target-create"),
    path("targets/<int:pk>/edit/", targets.TargetUpdate.as_view(), name="target-update"),
    path("targets/<int:pk>/remove/", targets.TargetRemove.as_view(), name="target-remove"),
    path("targets/<int:pk>/move/", targets.TargetMove.as_view(), name="target-move"),
    path("targets/<int:pk>/outcome/", targets.TargetNote.as_view(), name="target-note"),
]
