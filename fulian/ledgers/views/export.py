"""`class ActivityExport(ExportView): ledger = "activities"; filterset_class = ActivityFilter`: the list, as a file."""

import tempfile
from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.views import generic

from fulian.core.columns import LEDGERS, Ledger
from fulian.core.permissions import Permission
from fulian.ledgers.services import file_name, record_export, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportView(generic.View):
    """The rows of a ledger that she may see, narrowed by the same filters as the list beside it.

    `permission` is the ledger's unless the view names a stricter one. A filter that does not parse narrows nothing,
    as in the list.
    """

    ledger: Ledger | str
    filterset_class: Any = None
    permission: Permission | None = None

    @classmethod
    def as_view(cls, **initkwargs: Any):
        if not getattr(cls, "ledger", None):
            raise ImproperlyConfigured(f"{cls.__name__} declares no ledger.")
        return super().as_view(**initkwargs)

    def get_ledger(self) -> Ledger:
        return LEDGERS[self.ledger] if isinstance(self.ledger, str) else self.ledger

    def get_queryset(self):
        ledger = self.get_ledger()
        return ledger.rows().visible_to(self.request.user, self.permission or ledger.permission)

    def rows(self):
        if self.filterset_class is None:
            return self.get_queryset()
        return self.filterset_class(self.request.GET or None, queryset=self.get_queryset(), request=self.request).qs

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ledger = self.get_ledger()
        if not request.user.may(self.permission or ledger.permission):
            raise PermissionDenied
        rows = self.rows()  # may answer 404: before there is a file to close
        file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
        write_workbook(ledger, rows, file)
        record_export(ledger=ledger, by=request.user)
        file.seek(0)
        post = request.user.current_post
        answer = FileResponse(
            file,
            as_attachment=True,
            filename=file_name(ledger, post.organization.name if post else "妇联"),
            content_type=XLSX,
        )
        answer["Cache-Control"] = "private, no-store"
        return answer
