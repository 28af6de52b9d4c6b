"""An import on pages: hand in, look, confirm, and take back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import generic

from fulian.core import views
from fulian.core.exceptions import Refused
from fulian.jobs.models import JobRun
from fulian.ledgers.choices import ImportState
from fulian.ledgers.forms import ConfirmForm, UploadForm
from fulian.ledgers.models import LedgerImport
from fulian.ledgers.services.importing import confirm, hand_in, importable, opened, outcome_of
from fulian.ledgers.services.undoing import may_undo, request_undo
from fulian.ledgers.views.export import XLSX

RUNNING = (ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING)
TONES = {
    ImportState.CHECKED: "mine", ImportState.UNREADABLE: "stop", ImportState.DONE: "done", ImportState.UNDONE: "stop",
}  # fmt: skip


class ForImporters:
    """Whoever may import anything at all."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not importable(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ImportCreate(ForImporters, views.ServiceFormMixin, generic.FormView):
    form_class = UploadForm
    template_name = "ledgers/import_create.html"
    success_message = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"ledger": self.request.GET.get("ledger", "")}

    def perform(self, form: UploadForm) -> Any:
        content = form.cleaned_data["file"].read()
        importing = hand_in(content=content, wanted=form.cleaned_data["ledger"], by=self.request.user)
        return JobRun.objects.about(importing).latest("pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title="导入台账", submit_label="上传并核对", cancel_url=reverse("ledgers:ledger-home"), **kwargs
        )


class OwnImport(ForImporters, generic.detail.SingleObjectMixin):
    """An import of hers; anybody else's is not there."""

    def get_queryset(self) -> Any:
        return LedgerImport.objects.visible_to(self.request.user)


class ImportDetail(OwnImport, generic.DetailView):
    template_name = "ledgers/import_detail.html"
    context_object_name = "importing"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        importing: LedgerImport = self.object
        checked = importing.state == ImportState.CHECKED
        return super().get_context_data(
            job=JobRun.objects.about(importing).order_by("-pk").first() if importing.state in RUNNING else None,
            lines=outcome_of(importing.counts),
            tone=TONES.get(ImportState(importing.state), "wait"),
            checked=checked,
            takes=importing.total("new") + importing.total("changed"),
            doubtful=importing.total("doubtful"),
            wrong=importing.total("wrong"),
            form=ConfirmForm(importing=importing) if checked else None,
            may_undo=may_undo(importing),
            problems=[
                {
                    "place": f"{sheet} 第{line}行" if len(importing.counts) > 1 else f"第{line}行",
                    "label": label,
                    "message": message,
                }
                for sheet, line, label, message in importing.problems
            ],
            **kwargs,
        )


class ImportConfirm(OwnImport, generic.View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        importing = self.get_object()
        form = ConfirmForm(request.POST, importing=importing)
        form.is_valid()
        try:
            job = confirm(
                importing=importing, keep_doubtful=bool(form.cleaned_data.get("keep_doubtful")), by=request.user
            )
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(importing)
        return redirect(job)


class ImportUndo(OwnImport, generic.View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        importing = self.get_object()
        try:
            job = request_undo(importing=importing, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(importing)
        return redirect(job)


class ImportMarked(OwnImport, generic.View):
    """Her file with what is wrong marked in it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        importing = self.get_object()
        if not importing.marked_name:
            raise Http404
        answer = FileResponse(
            opened(importing.marked_name), as_attachment=True, filename="导入问题批注.xlsx", content_type=XLSX
        )
        answer["Cache-Control"] = "private, no-store"
        return answer
