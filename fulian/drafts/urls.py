from django.urls import path

from fulian.drafts import views

app_name = "drafts"
urlpatterns = [
    path("<str:form_key>/<int:object_id>/save/", views.DraftSave.as_view(), name="draft-save"),
    path("<str:form_key>/<int:object_id>/discard/", views.DraftDiscard.as_view(), name="draft-discard"),
]
