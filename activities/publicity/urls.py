from django.urls import path

from activities.publicity import views

app_name = "publicity"
urlpatterns = [
    path("", views.AdoptionList.as_view(), name="adoption-list"),
    path("new/", views.AdoptionCreate.as_view(), name="adoption-create"),
    path("export/", views.AdoptionExport.as_view(), name="adoption-export"),
    path("year/", views.AdoptionYear.as_view(), name="adoption-year"),
    path("<int:pk>/", views.AdoptionDetail.as_view(), name="adoption-detail"),
    path("<int:pk>/edit/", views.AdoptionUpdate.as_view(), name="adoption-update"),
    path("<int:pk>/cancel/", views.AdoptionCancel.as_view(), name="adoption-cancel"),
    path("activities/<int:pk>/", views.ActivityMessage.as_view(), name="activity-message"),
    path("activities/<int:pk>/photos/", views.ActivityPhotos.as_view(), name="activity-photos"),
    path("messages/", views.MessageList.as_view(), name="message-list"),
    path("messages/<int:pk>/", views.MessageDetail.as_view(), name="message-detail"),
    path("messages/<int:pk>/adopt/", views.MessageAdopt.as_view(), name="message-adopt"),
    path("messages/<int:pk>/decline/", views.MessageDecline.as_view(), name="message-decline"),
    path("messages/<int:pk>/pass-up/", views.MessagePassUp.as_view(), name="message-pass-up"),
    path("platforms/", views.PlatformList.as_view(), name="platform-list"),
    path("platforms/new/", views.PlatformCreate.as_view(), name="platform-create"),
    path("platforms/<int:pk>/edit/", views.PlatformUpdate.as_view(), name="platform-update"),
]
