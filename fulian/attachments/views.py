"""Photos go through here and nowhere else: no folder of them is served."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import generic

from fulian.attachments.models import Attachment
from fulian.attachments.registry import OWNERS, Owner
from fulian.attachments.services import read_attachment, remove_attachment
from fulian.audit.services import record_access


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
