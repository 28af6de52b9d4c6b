from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views import generic

from fulian.audit.services import record_access
from fulian.core import views
from fulian.core.columns import Ledger
from fulian.core.permissions import Permission
from fulian.documents.rendering import render
from fulian.inbox.circulars import services
from fulian.inbox.circulars.documents import CONTENT_TYPES, content_type_of
from fulian.inbox.circulars.filters import CircularFilter, RecipientFilter, Side
from fulian.inbox.circulars.ledgers import ANSWERS, people_ledger
from fulian.inbox.circulars.models import Circular, CircularFile, CircularRecipient, CircularSignup
from fulian.inbox.circulars.papers import paper_of
from fulian.inbox.circulars.sheet import Sheet, branches_of, state_of, tally_of
from fulian.inbox.circulars.tables import CircularTable
from fulian.ledgers.views import ExportView

PAPER_TYPES = {".pdf": "application/pdf", ".docx": CONTENT_TYPES[".docx"]}


class CircularList(views.ListView):
    permission = Permission.CIRCULARS_VIEW
    queryset = Circular.objects.listed()
    filterset_class = CircularFilter
    table_class = CircularTable
    template_name = "circulars/circular_list.html"
    sorts = {"newest": ("由近到远", "-created_at"), "oldest": ("由远到近", "created_at")}
    page_title = "通知"
    create_url = "circulars:circular-create"
    create_label = "写通知"
    create_permission = Permission.CIRCULARS_ISSUE
    export_url = "circulars:circular-export"
    empty_title = "还没有通知"
    empty_text = "上级发来的、本级发出的，都会列在这里。"

    def get_queryset(self) -> QuerySet[Circular]:
        rows = super().get_queryset().her_own(self.request.user)
        return rows.with_recipients_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=self._tabs(), **kwargs)

    def _tabs(self) -> list[dict[str, Any]]:
        """Only who has two sides is offered them."""
        if not self.request.user.may(Permission.CIRCULARS_ISSUE):
            return []
        here, path = self.request.GET.get("side", ""), self.request.path
        return [
            {"label": label, "url": f"{path}?side={side}" if side else path, "current": side == here}
            for side, label in [("", "全部"), *Side.choices]
        ]


class AnswersExport(ExportView):
    """Every answer that she may see, of all circulars."""

    ledger = ANSWERS
    filterset_class = RecipientFilter


class CircularDetail(views.DetailView):
    permission = Permission.CIRCULARS_VIEW
    queryset = Circular.objects.detailed()
    template_name = "circulars/circular_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        circular, user, today = self.object, self.request.user, timezone.localdate()
        sheet = Sheet(circular, user, today)
        if any(row.opened_at is None for row in sheet.mine):
            services.note_opened(circular=circular, by=user)
        return super().get_context_data(
            back_url=reverse("circulars:circular-list"),
            sheet=sheet,
            tally=sheet.tally,
            days_late=circular.days_late(today),
            today=today,
            answered=[(row, state_of(row, today)) for row in sheet.answered],
            recipients=services.recipients_of(circular, today) if circular.is_draft else [],
            **kwargs,
        )


class CircularAnswers(views.DetailView):
    """Who has answered and who has not, by township, as far as the reader may see it."""

    permission = Permission.CIRCULARS_VIEW
    queryset = Circular.objects.detailed()
    template_name = "circulars/circular_answers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        circular, user, today = self.object, self.request.user, timezone.localdate()
        rows = circular.recipients.visible_to(user, Permission.CIRCULARS_VIEW)
        shown = RecipientFilter(self.request.GET or None, queryset=rows, request=self.request)
        return super().get_context_data(
            back_url=circular.get_absolute_url(),
            tally=tally_of(rows, circular, today),
            branches=branches_of(circular, shown.qs, today),
            standing=self.request.GET.get("standing", ""),
            sheet=Sheet(circular, user, today),
            **kwargs,
        )


class AnswersOfOneExport(ExportView):
    """The answers to one circular, and to what was passed on of it, as far as she may see them."""

    ledger = ANSWERS
    filterset_class = RecipientFilter

    def get_queryset(self) -> QuerySet[CircularRecipient]:
        circular = get_object_or_404(
            Circular.objects.visible_to(self.request.user, ANSWERS.permission), pk=self.kwargs["pk"]
        )
        of_it = (
            Q(circular=circular.pk) | Q(circular__forwards=circular.pk) | Q(circular__forwards__forwards=circular.pk)
        )
        return super().get_queryset().filter(of_it)


class PeopleExport(ExportView):
    """Names and telephone numbers: for whoever issued it, and whoever takes them is written down beside the circular."""

    permission = Permission.CIRCULARS_ISSUE

    ledger = "circulars.people"

    def get_ledger(self) -> Ledger:
        user, circulars = self.request.user, Circular.objects.all()
        if not user.may(Permission.CIRCULARS_ISSUE):
            return people_ledger(Circular())
        self.circular = get_object_or_404(circulars.written_by(user).filter(ask="signup"), pk=self.kwargs["pk"])
        return people_ledger(self.circular)

    def get_queryset(self) -> QuerySet[CircularSignup]:
        record_access("下载报名表", by=self.request.user, subject=self.circular)
        signups = CircularSignup.objects.filter(recipient__circular=self.circular)
        return signups.select_related("recipient__organization").order_by(
            "recipient__organization__sort_key", "recipient", "number"
        )


class CircularPaper(views.ScopedMixin, generic.detail.SingleObjectMixin, generic.View):
    """A circular to print: a page takes a third of a second, so it is made while she waits."""

    permission = Permission.CIRCULARS_VIEW
    queryset = Circular.objects.detailed()
    suffix = ".pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        circular = self.get_object()
        sheet = Sheet(circular, request.user, timezone.localdate())
        file = render(paper_of((part.circular, part.files) for part in sheet.parts), self.suffix)
        return HttpResponse(
            file.content,
            headers={
                "Content-Type": PAPER_TYPES[self.suffix],
                "Content-Disposition": content_disposition_header(True, f"{circular.title}{self.suffix}"),
                "Cache-Control": "private, no-store",
            },
        )


class FileDownload(views.PermissionMixin, generic.View):
    """Whoever may read the circular may take its files: always as a download, never shown inside the portal."""

    permission = Permission.CIRCULARS_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file = get_object_or_404(CircularFile.objects.select_related("circular"), pk=kwargs["pk"])
        if not Circular.objects.visible_to(request.user, self.permission).filter(pk=file.circular_id).exists():
            raise Http404
        answer = FileResponse(
            default_storage.open(file.stored_name),
            as_attachment=True,
            filename=file.name,
            content_type=content_type_of(file.name),
        )
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer
