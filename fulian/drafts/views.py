"""OnceMixin for create and update views: a double click does it once, and what was typed is never lost."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import generic

from fulian.core.exceptions import Conflict, Refused
from fulian.drafts.services import (
    AlreadySubmitted,
    Elsewhere,
    assert_newest,
    claim_key,
    discard_draft,
    find_draft,
    read_uuid,
    save_draft,
)
from fulian.drafts.settling import SettlingMixin, fill, query_of

FORM_KEYS: set[str] = set()  # the forms that keep drafts; nothing else can be stored


class OnceMixin(SettlingMixin):
    """Put it before FormView, UpdateView or ObjectFormView.

    A hidden `submission_key` makes a second submission of the same page lead to the result of the first. `draft_key`,
    when set, keeps a draft under that name while somebody types ("activities.activity"). Leave it empty for anything
    confidential: drafts are not encrypted. Two devices at the same draft or record are shown the difference (settling.py).
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

    @property
    def draft_place(self) -> dict[str, Any]:
        return {"user": self.request.user, "form_key": self.draft_key, "object_id": self.draft_object_id}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["submission_key"] = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
        form.helper.render_hidden_fields = True
        if self._goes_on:
            fill(form, query_of(self._draft.data))
            form.initial["submission_key"] = self._draft.key or uuid.uuid4()
        return form

    @property
    def _goes_on(self) -> bool:
        """She opened the form with what she had typed before."""
        asked = self.request.method == "GET" and self.request.GET.get("draft") == "1"
        return bool(self.draft_key and asked and self._draft)

    @property
    def _draft(self):
        if not hasattr(self, "_found_draft"):
            self._found_draft = find_draft(**self.draft_place)
        return self._found_draft

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.draft_key:
            place = [self.draft_key, self.draft_object_id]
            posted = self.request.POST
            kwargs["draft_url"] = reverse("drafts:draft-save", args=place)
            kwargs["draft_page"] = posted.get("draft_page") or uuid.uuid4()
            known = posted.get("draft_seen") or posted.get("draft_copy", "")
            kwargs["draft_copy"] = self._draft.copy if self._goes_on else known
            if self.request.method == "GET" and self._draft and not self._goes_on:
                kwargs["draft"] = self._draft
                kwargs["draft_discard_url"] = reverse("drafts:draft-discard", args=place)
        return super().get_context_data(**kwargs)

    def form_valid(self, form) -> HttpResponse:
        key = form.cleaned_data.pop("submission_key", None) or uuid.uuid4()
        try:
            with transaction.atomic():
                taken = claim_key(user=self.request.user, key=key, data=self.request.POST)
                if taken.url:
                    return self._repeated(taken)
                if self.draft_key:
                    assert_newest(**self.draft_place, data=self.request.POST)
                self.result = self.perform(form)  # type: ignore[attr-defined]
                taken.url = self.get_success_url()  # type: ignore[attr-defined]
                taken.save(update_fields=["url"])
                if self.draft_key:
                    discard_draft(**self.draft_place, key=key)
        except (Elsewhere, AlreadySubmitted) as conflict:
            return self.form_in_conflict(form, conflict)
        except Refused as refusal:
            if isinstance(refusal, Conflict) and self.changed_meanwhile(form):
                return self.form_in_conflict(form, refusal)
            form.add_refusal(refusal)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        if self.success_message:  # type: ignore[attr-defined]
            messages.success(self.request, self.success_message)  # type: ignore[attr-defined]
        return HttpResponseRedirect(taken.url)

    def _repeated(self, first) -> HttpResponse:
        if first.page != read_uuid(self.request.POST.get("draft_page")):
            messages.info(self.request, "这一份已经在另一台设备或另一个窗口提交过了，没有再记一次。")
        return HttpResponseRedirect(first.url)


class DraftMixin:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["form_key"] not in FORM_KEYS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DraftSave(DraftMixin, generic.View):
    """409: another copy is there, or it was submitted; the page asks its own address for the difference (js/drafts.js)."""

    def post(self, request: HttpRequest, form_key: str, object_id: int) -> HttpResponse:
        try:
            draft = save_draft(user=request.user, form_key=form_key, object_id=object_id, data=request.POST)
        except Elsewhere as other:
            return JsonResponse(
                {"message": other.message, "saved_at": other.draft.saved_at, "data": other.draft.data}, status=409
            )
        except AlreadySubmitted as first:
            return JsonResponse({"message": first.message, "url": first.key.url}, status=409)
        except Refused as refusal:
            return JsonResponse({"message": refusal.message}, status=413)
        return JsonResponse({"saved_at": draft.saved_at.isoformat(), "copy": draft.copy})


class DraftDiscard(DraftMixin, generic.View):
    def post(self, request: HttpRequest, form_key: str, object_id: int) -> HttpResponse:
        discard_draft(user=request.user, form_key=form_key, object_id=object_id)
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(back if safe else "/")
