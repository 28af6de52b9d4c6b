from django.urls import path

from families import views

app_name = "families"
urlpatterns = [
    path("", views.HonourList.as_view(), name="honour-list"),
    path("new/", views.HonourCreate.as_view(), name="honour-create"),
    path("batch/", views.HonourBatchCreate.as_view(), name="honour-batch"),
    path("export/", views.HonourExport.as_view(), name="honour-export"),
    path("gradings/<int:pk>/", views.GradingDetail.as_view(), name="grading-detail"),
    path("<int:pk>/", views.HonourDetail.as_view(), name="honour-detail"),
    path("<int:pk>/edit/", views.HonourUpdate.as_view(), name="honour-update"),
    path("<int:pk>/advance/<str:to>/", views.HonourAdvance.as_view(), name="honour-advance"),
    path("<int:pk>/promote/", views.HonourPromote.as_view(), name="honour-promote"),
    path("<int:pk>/cancel/", views.HonourCancel.as_view(), name="honour-cancel"),
]
