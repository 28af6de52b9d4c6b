"""序时进度 of one plan, and its one-page 进度表."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.documents.rendering import render_pdf
from plans.forms.progress import NarrowingForm
from plans.linked import keep_linked
from plans.models import Plan
from plans.progress import lights
from plans.progress.board import Board
from plans.progress.sheet import sheet_of, version_text

TABS = {"table": "一览表", "who": "按责任单位", "calendar": "按时间"}


class ProgressMixin:
    """A plan that counts, or did until another version took its place."""

    permission = Permission.PLANS_VIEW
    queryset = Plan.objects.select_related("organization")
    request: HttpRequest

    def get_object(self, queryset: Any = None) -> Plan:
        plan = super().get_object(queryset)  # type: ignore[misc]
        if not plan.has_progress:
            raise Http404
        return plan

    @cached_property
    def board(self) -> Board:
        return Board(self.object, today=timezone.localdate())  # type: ignore[attr-defined]

    @cached_property
    def form(self) -> NarrowingForm:
        return NarrowingForm(self.request.GET or None, board=self.board, tab=self.request.GET.get("tab", ""))

    def narrow(self) -> Board:
        self.board.narrow(self.form.narrowing())
        return self.board


class PlanProgress(ProgressMixin, views.DetailView):
    template_name = "plans/progress_detail.html"

    @property
    def tab(self) -> str:
        wanted = self.request.GET.get("tab", "")
        return wanted if wanted in TABS else "table"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board, tab = self.narrow(), self.tab
        keep_linked((line.target.task for line in board.lines), self.request.user)
        return super().get_context_data(
            board=board,
            tab=tab,
            tabs=[{"url": self._url(tab=code), "label": label, "current": code == tab} for code, label in TABS.items()],
            clear_url=f"?tab={tab}",
            lights=[{"part": part, "url": self._url(light=part.light.value, tab="table")} for part in board.parts],
            groups=board.groups() if tab == "who" else [],
            receivers=board.receivers() if tab == "who" else [],
            months=board.months() if tab == "calendar" else [],
            version=version_text(self.object),
            filter={"form": self.form},
            narrowed=self.form.is_bound and bool(self.form.changed_data),
            sheet_url=f"{reverse('plans:plan-sheet', args=[self.object.pk])}?{self.request.GET.urlencode()}",
            rules=lights.RULES,
            curves=lights.CURVES,
            trend_words=lights.TREND_WORDS,
            sees_figures=self.request.user.may(Permission.INDICATORS_VIEW),
            back_url=self.object.get_absolute_url(),
            **kwargs,
        )

    def _url(self, **changes: str) -> str:
        query = self.request.GET.copy()
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return f"?{query.urlencode()}"


class PlanSheet(ProgressMixin, views.DetailView):
    """Drawn while she waits: a sheet of forty lines takes less than a second."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        file = render_pdf(sheet_of(self.narrow()))
        answer = HttpResponse(file.content, content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="progress-{self.object.year}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer
