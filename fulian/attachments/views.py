"""Photos go through here and nowhere else: no folder of them is served."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import generic

from fulian.attachments import services
from fulian.attachments.models import Attachment, Upload
from fulian.attachments.registry import OWNERS, Owner
from fulian.attachments.services import read_attachment, remove_attachment
from fulian.audit.services import record_access
from fulian.core.exceptions import Refused


class AttachmentMixin(generic.detail.SingleObjectMixin):
    model = Attachment
    owner: Owner
    request: HttpRequest

    def get_object(self, queryset=None) -> Attachment:
        """404 unless the app that owns the record lets her see the record."""
        attachment = super().get_object(queryset)
        owner = OWNERS.get(attachment.owner_type)
        if owner is None or not owner.may(self.request.user, attachment.owner_id, owner.permission):
            raise Http404
        self.owner = owner
        return attachment


class AttachmentPhoto(AttachmentMixin, generic.View):
    thumbnail = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        attachment = self.get_object()
        if attachment.encrypted and not self.thumbnail:
            record_access("看照片", by=request.user, subject=attachment)
        answer = HttpResponse(read_attachment(attachment, thumbnail=self.thumbnail), content_type="image/jpeg")
        answer["Cache-Control"] = "private, no-store" if attachment.encrypted else "private, max-age=86400, immutable"
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Disposition"] = f'inline; filename="{attachment.pk}.jpg"'
        return answer


class AttachmentRemove(AttachmentMixin, generic.View):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        attachment = self.get_object()
        if not self.owner.may(request.user, attachment.owner_id, self.owner.edit):
            raise PermissionDenied
        remove_attachment(attachment=attachment, by=request.user)
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if safe else "/")


class UploadMixin:
    """A photo from a device, in parts. Answers are JSON: {offset} where to go on, {state: "saved"} or {state: "refused", reason}.

    `X-Outbox-User` says whose photo the device has in hand: somebody else may be signed in by now.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("X-Outbox-User", str(request.user.pk)) != str(request.user.pk):
            return _answer({"state": "somebody_else"}, status=409)
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except services.Elsewhere as elsewhere:
            return _answer({"offset": elsewhere.offset}, status=409)
        except services.TooMany as refusal:
            return _answer({"state": "later", "reason": refusal.message}, status=429)
        except Refused as refusal:
            return _answer({"state": "refused", "reason": refusal.message}, status=422)

    def upload(self, key: uuid.UUID) -> Upload:
        upload = services.find(key=key, by=self.request.user)  # type: ignore[attr-defined]
        if upload is None:
            raise Http404
        return upload


class UploadPart(UploadMixin, generic.View):
    http_method_names = ("get", "post", "patch")

    def get(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        return _how_far(self.upload(key))

    def post(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Begin it, or ask how far it came: `owner` as activities.activity:12, and `size`."""
        owner_type, _, owner_id = request.POST.get("owner", "").partition(":")
        upload = services.begin(
            key=key, owner_type=owner_type, owner_id=_number(owner_id), size=_number(request.POST.get("size", "")),
            by=request.user,
        )  # fmt: skip
        if upload is None:
            raise Http404
        return _how_far(upload)

    def patch(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        offset = _number(request.headers.get("Upload-Offset", ""))
        return _answer({"offset": services.take(upload=self.upload(key), offset=offset, content=request.body)})


class UploadFinish(UploadMixin, generic.View):
    def post(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        if services.finish(upload=self.upload(key), by=request.user) is None:
            raise Http404
        return _answer({"state": "saved"})


def _how_far(upload: Upload) -> JsonResponse:
    return _answer({"state": "saved"} if upload.result is not None else {"offset": upload.offset})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(content, status=status)
    add_never_cache_headers(response)
    return response
