"""Two devices at the same draft or record: the second is shown the difference field by field and chooses. Nothing is lost.

Three cases, one panel (drafts/conflict.html), inside the form with everything typed still in it:

- the draft was written on by another page: told while she types (`compare`, asked for by js/drafts.js) and when she submits
- the record was changed since she opened it: a service refuses an older `version` with Conflict
- it was submitted already, under the same submission key, with another content

Submitting again means that hers is to stand. What she takes from the other side is put into the form to be looked at, not saved.
"""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from fulian.core.chinese import short_date
from fulian.core.exceptions import Conflict
from fulian.drafts.comparing import Difference, differences, filled_in, merged
from fulian.drafts.models import Draft
from fulian.drafts.services import AlreadySubmitted, Elsewhere, find_submission, read_uuid, save_draft

DRAFT, RECORD, SUBMITTED = "draft", "record", "submitted"
HERSELF, SOMEBODY = "您在另一台设备或另一个窗口", "别人"
MINE, THEIRS, CHOSEN = "mine", "theirs", "chosen"


@dataclass(frozen=True)
class Clash:
    """What the panel shows."""

    kind: str
    rows: list[Difference] = field(default_factory=list)
    at: datetime.datetime | None = None
    who: str = ""  # changed the record
    url: str = ""
    draft: Draft | None = None
    typing: bool = False  # she is still writing; else she pressed the button
    pressed: str = ""  # the value of the button that she pressed, where there are several

    @property
    def when(self) -> str:
        if self.at is None:
            return ""
        at = timezone.localtime(self.at)
        return f"{at:%H:%M}" if at.date() == timezone.localdate() else f"{short_date(at.date())}{at:%H:%M}"


def query_of(data: dict[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def fill(form: forms.BaseForm, typed: QueryDict, names: Collection[str] | None = None) -> None:
    """The form as it was left: each widget reads its own values, and nothing is judged yet. `names`: only these."""
    for name, one in form.fields.items():
        wanted = name != "submission_key" if names is None else name in names
        if wanted and not isinstance(one, forms.FileField):
            form.initial[name] = one.widget.value_from_datadict(typed, {}, form.add_prefix(name))


class SettlingMixin:
    """The half of OnceMixin that speaks when two have written."""

    version_field = "version"  # the hidden field by which a service knows which state of the record she saw
    compares = True  # False: a page holds more than its form says, and a newer record is only refused
    request: HttpRequest
    draft_key: str
    draft_place: dict[str, Any]
    _draft: Draft | None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        settle = request.POST.get("settle", "")
        if self.draft_key and "compare" in request.POST:
            return self._compare()
        if self.draft_key and settle in (MINE, THEIRS, CHOSEN):
            return self._settle_draft(settle)
        if settle in (f"{RECORD}-{THEIRS}", f"{RECORD}-{CHOSEN}"):
            return self._settle_record(settle.removeprefix(f"{RECORD}-"))
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    # ---- what is shown ----

    def form_in_conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """Her form again, with the panel on top. Pressing the button once more means that hers is to stand."""
        clash = self._clash(form, conflict)
        if clash.kind != DRAFT:
            form.data["submission_key"] = str(uuid.uuid4())
        return self.render_to_response(self.get_context_data(form=form, clash=clash), status=409)  # type: ignore[attr-defined]

    def _clash(self, form: Any, conflict: Conflict) -> Clash:
        pressed = self.request.POST.get("action", "")
        if isinstance(conflict, Elsewhere):
            return self._clash_of_drafts(form, conflict.draft, pressed=pressed)
        url = conflict.key.url if isinstance(conflict, AlreadySubmitted) else ""
        stored = self._stored(form)
        if stored is None:
            return Clash(SUBMITTED, url=url)
        form.data[self.version_field] = str(_version_of(stored, self.version_field))
        by, at = self.changed_by()
        who = HERSELF if by == self.request.user else str(by or SOMEBODY)
        return Clash(RECORD, differences(form, stored), at=at, who=who, url=url, pressed=pressed)

    def changed_by(self) -> tuple[Any, datetime.datetime | None]:
        """Who changed the record last, and when, as far as it says so."""
        record = self.object
        return getattr(record, "updated_by", None), getattr(record, "updated_at", None)

    def _clash_of_drafts(self, form: Any, draft: Draft, **more: Any) -> Clash:
        kwargs = {**self.get_form_kwargs(), "data": query_of(draft.data), "files": None}  # type: ignore[attr-defined]
        theirs = self.get_form_class()(**kwargs)  # type: ignore[attr-defined]
        return Clash(DRAFT, differences(form, theirs), at=draft.saved_at, draft=draft, **more)

    def _has_version(self, form: Any) -> bool:
        return self.compares and self.version_field in form.fields

    def changed_meanwhile(self, form: Any) -> bool:
        """Whether the record is another one than she saw: then it can be compared, and not only refused."""
        stored = self._stored(form)
        if stored is None:
            return False
        return str(_version_of(stored, self.version_field)) != form.data.get(self.version_field, "")

    def _stored(self, form: Any) -> Any:
        try:
            return self.form_as_stored() if self._has_version(form) else None
        except Http404:  # out of her sight by now: there is nothing to compare with, and hers stays on the page
            return None

    def form_as_stored(self) -> Any:
        """The record as it is by now, in a form that nobody has touched. `self.object` is it from here on."""
        self.object = self.get_object()  # type: ignore[attr-defined]
        kwargs = self.get_form_kwargs()  # type: ignore[attr-defined]
        return self.get_form_class()(**{k: v for k, v in kwargs.items() if k not in ("data", "files")})  # type: ignore[attr-defined]

    # ---- what she does about it ----

    def _compare(self) -> HttpResponse:
        """The panel alone, for a page on which she is still typing; 204 when nothing that she could see differs (any more):
        then her page goes on from the copy that the answer names."""
        key = read_uuid(self.request.POST.get("submission_key"))
        first = find_submission(user=self.request.user, key=key)
        if first is not None:
            clash = Clash(SUBMITTED, url=first.url, typing=True)
        elif self._draft is not None:
            clash = self._clash_of_drafts(self.get_form(), self._draft, typing=True)  # type: ignore[attr-defined]
        if first is None and (self._draft is None or not clash.rows):
            copy = {"X-Draft-Copy": str(self._draft.copy)} if self._draft else {}
            return HttpResponse(status=204, headers=copy)
        return TemplateResponse(self.request, "drafts/conflict.html", {"clash": clash})

    def _settle_draft(self, how: str) -> HttpResponse:
        """What she chose becomes the draft, and the form opens with it. Both pages hand it in under one key from now on."""
        form, data = self.get_form(), self.request.POST.copy()  # type: ignore[attr-defined]
        if self._draft is not None:
            if how == THEIRS:
                kept = {name: data.getlist(name) for name in ("draft_page", "draft_seen")}
                data = query_of({**self._draft.data, **kept})
            elif how == CHOSEN:
                data = merged(form, data, self._draft.data, self.request.POST.getlist("theirs"))
            if self._draft.key:
                data["submission_key"] = str(self._draft.key)
        try:
            save_draft(**self.draft_place, data=data)
        except (Elsewhere, AlreadySubmitted) as conflict:
            return self.form_in_conflict(form, conflict)
        query = self.request.GET.copy()
        query["draft"] = "1"
        return HttpResponseRedirect(f"{self.request.path}?{query.urlencode()}")

    def _settle_record(self, how: str) -> HttpResponse:
        """The record as it is by now, with hers in the fields that she did not give up."""
        typed = self.get_form()  # type: ignore[attr-defined]
        form = self._stored(typed)
        if form is None:
            return self.form_invalid(typed)  # type: ignore[attr-defined]
        form.fields["submission_key"] = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
        form.helper.render_hidden_fields = True
        if how == CHOSEN:
            for name in self._hers(typed, form):
                form.initial[name] = filled_in(typed, name)
        return self.render_to_response(self.get_context_data(form=form, settled=True))  # type: ignore[attr-defined]

    def _hers(self, typed: Any, form: Any) -> list[str]:
        given_up = set(self.request.POST.getlist("theirs"))
        together = getattr(typed, "taken_together", {})
        given_up |= {other for name in given_up for other in together.get(name, ())}
        return [
            name
            for name, one in typed.fields.items()
            if name in form.fields and name not in given_up and not one.widget.is_hidden
            and not isinstance(one, forms.FileField)
        ]  # fmt: skip


def _version_of(form: Any, name: str) -> Any:
    return form.get_initial_for_field(form.fields[name], name)
