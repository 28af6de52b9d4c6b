from django.urls import path

from fulian.organizations import views

app_name = "organizations"
urlpatterns = [
    path("", views.OrganizationList.as_view(), name="organization-list"),
    path("new/", views.OrganizationCreate.as_view(), name="organization-create"),
    path("<int:pk>/", views.OrganizationDetail.as_view(), name="organization-detail"),
    path("<int:pk>/edit/", views.OrganizationUpdate.as_view(), name="organization-update"),
    path("<int:pk>/rename/", views.OrganizationRename.as_view(), name="organization-rename"),
    path("<int:pk>/code/", views.OrganizationRecode.as_view(), name="organization-recode"),
    path("<int:pk>/move/", views.OrganizationMove.as_view(), name="organization-move"),
    path("<int:pk>/merge/", views.OrganizationMerge.as_view(), name="organization-merge"),
    path("<int:pk>/close/", views.OrganizationClose.as_view(), name="organization-close"),
]
