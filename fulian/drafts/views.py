"""OnceMixin for create and update views: a double click does it once, and what was typed is never lost."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import generic

from fulian.core.exceptions import Refused
from fulian.drafts.services import claim_key, discard_draft, find_draft, save_draft

FORM_KEYS: set[str] = set()  # the forms that keep drafts; nothing else can be stored


class OnceMixin:
    """Put it before FormView, UpdateView or ObjectFormView.

    A hidden `submission_key` makes a second submission of the same page lead to the result of the first. `draft_key`,
    when set, keeps a draft under that name while somebody types ("activities.activity"). Leave it empty for anything
    confidential: drafts are not encrypted.
    """

    draft_key = ""
    request: HttpRequest

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.draft_key:
            FORM_KEYS.add(cls.draft_key)

    @property
    def draft_object_id(self) -> int:
        return getattr(getattr(self, "object", None), "pk", None) or 0

    def get_form(self, form_class=None):
        form = super().get_form(form_class)  # type: ignore[misc]
        form.fields["submission_key"] = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
        form.helper.render_hidden_fields = True
        if self.draft_key and self.request.method == "GET" and self.request.GET.get("draft") == "1" and self._draft:
            _fill(form, self._draft.data)
        return form

    @property
    def _draft(self):
        if not hasattr(self, "_found_draft"):
            self._found_draft = find_draft(
                user=self.request.user, form_key=self.draft_key, object_id=self.draft_object_id
            )
        return self._found_draft

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.draft_key:
            place = [self.draft_key, self.draft_object_id]
            kwargs["draft_url"] = reverse("drafts:draft-save", args=place)
            if self.request.method == "GET" and self._draft and self.request.GET.get("draft") != "1":
                kwargs["draft"] = self._draft
                kwargs["draft_discard_url"] = reverse("drafts:draft-discard", args=place)
        return super().get_context_data(**kwargs)  # type: ignore[misc]

    def form_valid(self, form) -> HttpResponse:
        key = form.cleaned_data.pop("submission_key", None) or uuid.uuid4()
        place = {"form_key": self.draft_key, "object_id": self.draft_object_id}
        try:
            with transaction.atomic():
                taken = claim_key(user=self.request.user, key=key)
                if isinstance(taken, str):
                    return HttpResponseRedirect(taken)
                self.result = self.perform(form)  # type: ignore[attr-defined]
                taken.url = self.get_success_url()  # type: ignore[attr-defined]
                taken.save(update_fields=["url"])
                if self.draft_key:
                    discard_draft(user=self.request.user, **place)
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        if self.success_message:  # type: ignore[attr-defined]
            messages.success(self.request, self.success_message)  # type: ignore[attr-defined]
        return HttpResponseRedirect(taken.url)


def _fill(form: forms.BaseForm, data: dict[str, list[str]]) -> None:
    """The form as it was left: each widget reads its own values, and nothing is judged yet."""
    typed = QueryDict(mutable=True)
    for name, values in data.items():
        typed.setlist(name, values)
    for name, field in form.fields.items():
        if name != "submission_key" and not isinstance(field, forms.FileField):
            form.initial[name] = field.widget.value_from_datadict(typed, {}, form.add_prefix(name))


class DraftMixin:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["form_key"] not in FORM_KEYS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DraftSave(DraftMixin, generic.View):
    def post(self, request: HttpRequest, form_key: str, object_id: int) -> HttpResponse:
        try:
            draft = save_draft(user=request.user, form_key=form_key, object_id=object_id, data=request.POST)
        except Refused as refusal:
            return JsonResponse({"message": refusal.message}, status=413)
        return JsonResponse({"saved_at": draft.saved_at.isoformat() if draft else None})


class DraftDiscard(DraftMixin, generic.View):
    def post(self, request: HttpRequest, form_key: str, object_id: int) -> HttpResponse:
        discard_draft(user=request.user, form_key=form_key, object_id=object_id)
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(back if safe else "/")
