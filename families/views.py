from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from families import measures, services
from families.choices import REASON_NEEDED, STANDING, TRANSITIONS, HonourStatus, next_statuses
from families.filters import HonourFilter
from families.forms import AdvanceForm, HonourBatchForm, HonourForm, PromoteForm, higher_grades
from families.ledgers import HONOURS
from families.models import Honour, HonourGrading
from families.tables import HonourTable, tone
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.indicators.locks import is_open
from fulian.indicators.tracing import counted_in
from fulian.ledgers.views import ExportView

SOURCES = (measures.NOMINATED, measures.NAMED, measures.REVOKED)


class HonourList(views.ListView):
    permission = Permission.FAMILIES_VIEW
    queryset = Honour.objects.with_context()
    filterset_class = HonourFilter
    table_class = HonourTable
    template_name = "families/honour_list.html"
    sorts = {
        "newest": ("最近进展", "-dated_on"),
        "oldest": ("最早进展", "dated_on"),
        "recorded": ("最近登记", "-id"),
    }
    page_title = "荣誉选树"
    create_url = "families:honour-create"
    create_label = "登记荣誉"
    create_permission = Permission.FAMILIES_EDIT
    export_url = "families:honour-export"
    empty_title = "还没有登记荣誉"
    empty_text = "推荐、命名、挂牌、摘牌都记在这里，月报和总结里的数从这里来。"

    def get_queryset(self):
        return super().get_queryset().knowing_reach(self.request.user)


class HonourExport(ExportView):
    ledger = HONOURS
    filterset_class = HonourFilter

    def get_queryset(self):
        return super().get_queryset().knowing_reach(self.request.user)


class HonourDetail(views.DetailView):
    permission = Permission.FAMILIES_VIEW
    queryset = Honour.objects.with_context()
    template_name = "families/honour_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        honour, user = self.object, self.request.user
        in_reach = user.scope(Permission.FAMILIES_EDIT).covers(honour.organization.path) and not honour.is_cancelled
        return super().get_context_data(
            page_title=honour.kind.name,
            back_url=reverse("families:honour-list"),
            status={"label": honour.state, "tone": tone(honour)},
            facts=[(_label("name"), honour.name_for(user)), *_facts(honour, in_reach=in_reach)],
            timeline=_timeline(honour),
            indicators=self._indicators(),
            in_reach=in_reach,
            locked=in_reach and not is_open(honour.organization, honour.dated_on),
            next_steps=_next_steps(honour) if in_reach else [],
            may_promote=in_reach and honour.status in STANDING and higher_grades(honour).exists(),
            **kwargs,
        )

    def _indicators(self) -> list:
        if self.object.is_cancelled or not self.request.user.may(Permission.INDICATORS_VIEW):
            return []
        grading = self.object.gradings.order_by("-since").first()
        graded = counted_in(grading, measures.GRADED) if grading else []
        return [*counted_in(self.object, *SOURCES), *graded]


class GradingDetail(views.ScopedMixin, views.generic.detail.SingleObjectMixin, views.generic.View):
    """The row behind a figure of grades leads to its honour."""

    permission = Permission.FAMILIES_VIEW
    queryset = HonourGrading.objects.select_related("honour")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.get_object().honour.get_absolute_url())


class HonourCreate(OnceMixin, views.FormView):
    permission = Permission.FAMILIES_EDIT
    form_class = HonourForm
    template_name = "families/honour_form.html"
    page_title = "登记荣誉"
    submit_label = "登记这项荣誉"
    success_message = "已登记。"

    def perform(self, form: HonourForm) -> Honour:
        return services.record_honour(entry=form.entry, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("families:honour-list"), **kwargs)


class HonourBatchCreate(OnceMixin, views.FormView):
    permission = Permission.FAMILIES_EDIT
    form_class = HonourBatchForm
    page_title = "成批登记荣誉"
    submit_label = "登记这一批"
    success_message = "这一批已登记。"

    def perform(self, form: HonourBatchForm) -> list[Honour]:
        return services.record_honours(entries=form.entries, by=self.request.user)

    def get_success_url(self) -> str:
        return f"{reverse('families:honour-list')}?sort=recorded"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            intro="同一组织、同一荣誉、同一天推荐或命名的，可以一次登记一批。",
            cancel_url=reverse("families:honour-list"),
            **kwargs,
        )


class HonourEdit:
    """What every change of an honour asks: kept by her organization, seen by those above."""

    permission = Permission.FAMILIES_EDIT
    seen_with = Permission.FAMILIES_VIEW
    queryset = Honour.objects.with_context()


class HonourUpdate(HonourEdit, OnceMixin, views.UpdateView):
    form_class = HonourForm
    template_name = "families/honour_form.html"
    page_title = "修改荣誉"
    submit_label = "保存修改"

    def perform(self, form: HonourForm) -> Honour:
        return services.update_honour(
            honour=self.object, entry=form.entry, by=self.request.user, version=form.cleaned_data["version"]
        )

    def get_initial(self) -> dict[str, Any]:
        last = self.object.steps.last()
        return {"document_number": last.document_number if last else ""}


class HonourAdvance(HonourEdit, views.ObjectFormView):
    form_class = AdvanceForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["to"] not in TRANSITIONS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def to(self) -> HonourStatus:
        return HonourStatus(self.kwargs["to"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "honour": self.object, "to": self.to}

    def perform(self, form: AdvanceForm) -> Honour:
        return services.advance_honour(honour=self.object, to=self.to, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=f"登记{self.to.label}",
            intro=f"{self.object}：{self.object.name_for(self.request.user)}，现在是“{self.object.state}”。",
            submit_label=f"登记{self.to.label}",
            **kwargs,
        )


class HonourPromote(HonourEdit, views.ObjectFormView):
    form_class = PromoteForm
    page_title = "定档升档"
    submit_label = "登记这一档"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "honour": self.object}

    def perform(self, form: PromoteForm) -> Honour:
        return services.promote_honour(honour=self.object, by=self.request.user, **form.cleaned_data)


class HonourCancel(HonourEdit, views.ReasonView):
    page_title = "撤销登记"
    question = "登记错了才撤销。撤销后还能查到，但不再计入任何数字；获评后被取消的，请登记摘牌。"
    submit_label = "撤销这条登记"
    success_message = "已撤销。"

    def perform(self, form: Any) -> Honour:
        return services.cancel_honour(honour=self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tone="danger", **kwargs)


def _label(name: str) -> str:
    return str(Honour._meta.get_field(name).verbose_name)


def _facts(honour: Honour, *, in_reach: bool) -> list[tuple[str, Any]]:
    facts = [
        (_label("level"), honour.get_level_display()),
        (_label("organization"), honour.organization.name),
        (_label("grade"), honour.grade.name if honour.grade else ""),
        (_label("features"), honour.feature_names),
        (_label("nominated_on"), honour.nominated_on),
        (_label("named_on"), honour.named_on),
        (_label("ended_on"), honour.ended_on),
        (_label("note"), honour.note if in_reach else ""),
        (_label("cancel_reason"), honour.cancel_reason),
    ]
    return [(label, value) for label, value in facts if value]


def _timeline(honour: Honour) -> list[dict[str, Any]]:
    """Steps and grades together, the newest first."""
    steps = [(step.on, step.pk, str(step.get_status_display()), step) for step in honour.steps.select_related("by")]
    grades = [
        (grading.since, grading.pk, f"定为{grading.grade.name}", grading)
        for grading in honour.gradings.select_related("by", "grade")
    ]
    events = sorted([*steps, *grades], key=lambda event: (event[0], event[3].at), reverse=True)
    return [
        {
            "what": f"{on:%Y-%m-%d} {words}",
            "by": event.by.name,
            "at": event.at,
            "note": " ".join(part for part in (event.document_number, getattr(event, "reason", "")) if part),
            "tone": "stop" if getattr(event, "status", "") in REASON_NEEDED else "",
        }
        for on, _, words, event in events
    ]


def _next_steps(honour: Honour) -> list[dict[str, str]]:
    return [
        {
            "label": f"登记{to.label}",
            "url": reverse("families:honour-advance", args=[honour.pk, to.value]),
            "quiet": to in REASON_NEEDED,
        }
        for to in next_statuses(honour.status)
    ]
