"""The portal with one more page: a form that keeps drafts and does something once."""

from django import forms
from django.urls import include, path

from fulian.audit.services import record
from fulian.core.exceptions import Refused
from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.core.views import FormView
from fulian.drafts.views import OnceMixin


class NoteForm(PortalForm):
    title = forms.CharField(label="标题", max_length=20)
    held_on = forms.DateField(label="日期", required=False)
    themes = forms.MultipleChoiceField(label="主题", choices=[("a", "甲"), ("b", "乙")], required=False)
    big = forms.BooleanField(label="大型", required=False, initial=True)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class NoteCreate(OnceMixin, FormView):
    permission = Permission.ACTIVITIES_EDIT
    form_class = NoteForm
    draft_key = "tests.note"
    page_title = "记一笔"

    def perform(self, form):
        if form.cleaned_data["title"] == "不行":
            raise Refused("这个标题不行。", field="title")
        return record("tests.note", by=self.request.user, subject=self.request.user, path="")

    def get_success_url(self):
        return f"/notes/{self.result.pk}/"


urlpatterns = [path("notes/new/", NoteCreate.as_view()), path("", include("fulian.urls"))]
