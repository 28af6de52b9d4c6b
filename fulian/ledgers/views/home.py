"""台账: every ledger that she may see, to export, to print, or to fill in."""

import tempfile
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import generic

from fulian.core.columns import LEDGERS, Ledger
from fulian.core.periods import Period
from fulian.documents.rendering import render_pdf
from fulian.ledgers.forms import ChoiceForm
from fulian.ledgers.intake import INTAKES, intakes
from fulian.ledgers.models import LedgerImport
from fulian.ledgers.printing import MOST_ROWS, in_order, printed
from fulian.ledgers.services.blank import write_blank
from fulian.ledgers.services.carried import within
from fulian.ledgers.services.importing import importable, may_import
from fulian.ledgers.services.writing import record_export
from fulian.ledgers.views.export import XLSX, ExportView
from fulian.organizations.models import Organization


def shown_to(user: Any) -> list[Ledger]:
    """Ledgers of records that she may see here; those with a page of their own are handed out there."""
    declared = [intake.declared for intake in intakes()]
    return [ledger for ledger in declared if not ledger.own_page and user.may(ledger.permission)]


class ForKeepers:
    """Whoever may see or keep any of the ledgers."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not shown_to(request.user) and not importable(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class LedgerHome(ForKeepers, generic.TemplateView):
    template_name = "ledgers/ledger_home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        kept = {intake.ledger for intake in importable(user)}
        shown = shown_to(user)
        form = ChoiceForm(self.request.GET or None, organizations=_organizations(user, shown))
        chosen = form.is_valid() and any(form.cleaned_data.values())
        query = self.request.GET.urlencode() if chosen else ""
        lines = [{"ledger": ledger, "exports": True, "template": ledger.code in kept} for ledger in shown]
        lines += [
            {"ledger": intake.declared, "exports": False, "template": True}
            for intake in importable(user)
            if intake.declared.own_page
        ]
        return super().get_context_data(
            form=form, lines=lines, query=query, range=_said(form), may_import=bool(kept),
            imports=LedgerImport.objects.visible_to(user)[:5], **kwargs,
        )  # fmt: skip


def _said(form: ChoiceForm) -> str:
    """2026年，石桥村: which of the records are exported and printed."""
    chosen = form.cleaned_data if form.is_valid() else {}
    parts = [f"{chosen['year']}年" if chosen.get("year") else "全部年度"]
    if "organization" in form.fields:
        parts.append(chosen["organization"].name if chosen.get("organization") else "您能看到的全部单位")
    return "，".join(parts)


def _organizations(user: Any, ledgers: list[Ledger]) -> Any:
    if not ledgers:
        return Organization.objects.none()
    return Organization.objects.filter(user.scope(ledgers[0].permission).q("path")).in_tree_order()


class OneLedger:
    """A ledger by its code; one that she may not see is not there."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def get_ledger(self) -> Ledger:
        ledger = LEDGERS.get(self.kwargs["code"])
        if ledger is None or ledger.code not in INTAKES:
            raise Http404
        if ledger not in shown_to(self.request.user):
            raise PermissionDenied
        return ledger

    def narrowed(self) -> tuple[Any, Any, int | None]:
        """(rows, organization or None, year or None) as the page's two fields ask."""
        ledger, user = self.get_ledger(), self.request.user
        form = ChoiceForm(self.request.GET, organizations=_organizations(user, [ledger]))
        if not form.is_valid():
            raise Http404
        organization, year = form.cleaned_data.get("organization"), form.cleaned_data["year"]
        rows = ledger.rows().visible_to(user, ledger.permission)
        if hasattr(rows, "knowing_reach"):
            rows = rows.knowing_reach(user)
        if organization is not None:
            rows = within(rows, organization)
        if year and ledger.during is not None:
            rows = ledger.during(rows, Period.year(year))
        return rows.order_by("pk"), organization, year


class LedgerExport(OneLedger, ExportView):
    ledger = "by its code"

    def rows(self) -> Any:
        return self.narrowed()[0]


class LedgerPrint(OneLedger, generic.View):
    """Drawn while she waits; what is too long for that is better narrowed, or printed from the export."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ledger = self.get_ledger()
        found, organization, year = self.narrowed()
        rows = list(found[: MOST_ROWS + 1])
        if len(rows) > MOST_ROWS:
            messages.error(
                request, f"{ledger.label}超过{MOST_ROWS}条，一次打不完。请选一个单位或一个年度，或者导出表格再打印。"
            )
            return redirect(f"{reverse('ledgers:ledger-home')}?{request.GET.urlencode()}")
        post = request.user.current_post
        owner = organization or (post.organization if post else None)
        if owner is None:
            raise Http404
        file = render_pdf(printed(ledger, in_order(ledger, rows), organization=owner, span=f"{year}年" if year else ""))
        record_export(ledger=ledger, by=request.user)
        answer = HttpResponse(file.content, content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="{ledger.code}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer


class LedgerTemplate(generic.View):
    """An empty ledger to fill in, for who may import it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        intake = INTAKES.get(self.kwargs["code"])
        if intake is None:
            raise Http404
        if not may_import(request.user, intake):
            raise PermissionDenied
        file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
        write_blank(intake.declared, file)
        file.seek(0)
        name = f"{intake.declared.label}_空白模板.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
