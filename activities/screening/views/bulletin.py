"""The 通报: on the screen, and as the file that is printed or sent on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views import generic

from activities.screening.bulletin import bulletin_of, document_of
from activities.screening.models import Programme
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.documents.rendering import render

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class BulletinDetail(views.DetailView):
    permission = Permission.SCREENING_VIEW
    queryset = Programme.objects.select_related("organization")
    template_name = "screening/bulletin_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bulletin = bulletin_of(self.object, today=timezone.localdate())
        return super().get_context_data(
            bulletin=bulletin, page_title="筛查情况通报", back_url=self.object.get_absolute_url(), **kwargs
        )


class BulletinDownload(views.ScopedMixin, generic.detail.SingleObjectMixin, generic.View):
    permission = Permission.SCREENING_VIEW
    queryset = Programme.objects.select_related("organization")

    def get(self, request: HttpRequest, *args: Any, suffix: str, **kwargs: Any) -> HttpResponse:
        programme = self.get_object()
        if suffix not in CONTENT_TYPES:
            raise Http404
        bulletin = bulletin_of(programme, today=timezone.localdate())
        file = render(document_of(bulletin), f".{suffix}")
        name = f"{programme.organization.name}_{bulletin.title}_{bulletin.until:%Y%m%d}.{suffix}"
        return HttpResponse(
            file.content,
            headers={
                "Content-Type": CONTENT_TYPES[suffix],
                "Content-Disposition": content_disposition_header(True, name),
                "Cache-Control": "private, no-store",
            },
        )
