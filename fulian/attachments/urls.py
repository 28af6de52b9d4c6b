from django.urls import path

from fulian.attachments import views

app_name = "attachments"
urlpatterns = [
    path("<int:pk>/", views.AttachmentPhoto.as_view(), name="attachment-photo"),
    path("<int:pk>/small/", views.AttachmentPhoto.as_view(thumbnail=True), name="attachment-thumbnail"),
    path("<int:pk>/remove/", views.AttachmentRemove.as_view(), name="attachment-remove"),
    path("uploads/<uuid:key>/", views.UploadPart.as_view(), name="upload"),
    path("uploads/<uuid:key>/finish/", views.UploadFinish.as_view(), name="upload-finish"),
]
