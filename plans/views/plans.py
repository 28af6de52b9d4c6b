from typing import Any

from django.urls import reverse
from django.utils import timezone

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.ledgers.views import ExportView
from fulian.organizations.choices import Level
from fulian.registers.history import history_of
from plans import services
from plans.choices import IN_WRITING, Status
from plans.filters import PlanFilter, TargetFilter
from plans.forms.document import PlanForm, PublishForm
from plans.ledgers import TARGETS
from plans.linked import keep_linked
from plans.models import Plan, Target
from plans.outline import Outline
from plans.progress import WithProgress
from plans.tables import PlanTable
from plans.views.support import DraftOnlyMixin

BASES = 6  # plans to begin from that the form offers
HISTORY = {  # what each step of writing was stands in the log, not here
    "plans.started": "起草",
    "plans.copied": "以上年计划为底稿",
    "plans.revised": "写新的一版",
    "plans.revision_begun": "开始调整",
    "plans.superseded": "由新版代替",
    "plans.submitted": "送审",
    "plans.returned": "退回修改",
    "plans.approved": "批准",
    "plans.published": "发布",
    "plans.outcome_noted": "登记完成情况",
    "plans.outcome_corrected": "更正完成情况",
    "plans.closed": "归档",
    "plans.cancelled": "作废",
}


DIVIDES = (Level.DISTRICT, Level.TOWN)  # have somebody below to share a target with


class PlanList(views.ListView):
    permission = Permission.PLANS_VIEW
    queryset = Plan.objects.listed()
    filterset_class = PlanFilter
    table_class = PlanTable
    template_name = "plans/plan_list.html"
    sorts = {
        "newest": ("年度由近到远", "-year"),
        "oldest": ("年度由远到近", "year"),
        "changed": ("最近修改", "-updated_at"),
    }
    page_title = "工作计划"
    create_url = "plans:plan-create"
    create_label = "起草计划"
    create_permission = Permission.PLANS_EDIT
    export_url = "plans:plan-export"
    empty_title = "还没有工作计划"
    empty_text = "计划里的目标按指标自动算进度，不用另外填数。"

    def get_queryset(self) -> Any:
        return self.queryset.all().readable_by(self.request.user)


class PlanExport(ExportView):
    ledger = TARGETS
    filterset_class = TargetFilter

    def rows(self) -> WithProgress:
        return WithProgress(super().rows(), timezone.localdate())


class PlanDetail(views.DetailView):
    permission = Permission.PLANS_VIEW
    queryset = Plan.objects.whole()
    template_name = "plans/plan_detail.html"

    def get_queryset(self) -> Any:
        return self.queryset.all().readable_by(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, user = self.object, self.request.user
        overseen = user.scope(Permission.PLANS_VIEW).covers(plan.organization.path)
        mine = user.scope(Permission.PLANS_EDIT).covers(plan.organization.path)
        approves = user.scope(Permission.PLANS_APPROVE).covers(plan.organization.path)
        successors = plan.successors.exclude(status=Status.CANCELLED).readable_by(user)
        keep_linked((task for chapter in plan.chapters.all() for task in chapter.tasks.all()), user)
        successor = successors.order_by("-version").first()
        return super().get_context_data(
            back_url=reverse("plans:plan-list"),
            outline=Outline(
                plan, today=timezone.localdate(), light=self.request.GET.get("light", ""), overseen=overseen
            ),
            overseen=overseen,
            timeline=history_of(plan, HISTORY) if overseen else [],
            may_write=mine and plan.editable,
            may_note=mine and plan.status == Status.PUBLISHED,
            may_share=mine and plan.status in (Status.DRAFT, Status.PUBLISHED) and plan.organization.level in DIVIDES,
            acts=_acts(plan, mine=mine, approves=approves, successor=successor),
            successor=successor,
            versioned=overseen and (plan.version > 1 or successor is not None),
            thought_label=Plan._meta.get_field("guiding_thought").verbose_name,
            sees_figures=user.scope(Permission.INDICATORS_VIEW).covers(plan.organization.path),
            **kwargs,
        )


def _acts(plan: Plan, *, mine: bool, approves: bool, successor: Plan | None) -> set[str]:
    """What she can do with it now."""
    over = timezone.localdate().year > plan.year
    possible = {
        "submit": mine and plan.editable,
        "approve": approves and plan.status == Status.SUBMITTED,
        "return": approves and plan.status in (Status.SUBMITTED, Status.APPROVED),
        "publish": mine and plan.status == Status.APPROVED,
        "close": mine and over and plan.status == Status.PUBLISHED,
        "cancel": mine and plan.status in IN_WRITING,
        "copy": mine and plan.in_force,
        "revise": mine and plan.status == Status.PUBLISHED and successor is None,
    }
    return {act for act, can in possible.items() if can}


class PlanCreate(OnceMixin, views.FormView):
    permission = Permission.PLANS_EDIT
    form_class = PlanForm
    draft_key = "plans.plan"
    template_name = "plans/plan_form.html"
    page_title = "起草计划"
    submit_label = "开始写计划"
    success_message = "计划已建好，接着写各章的任务和目标。"

    def perform(self, form: PlanForm) -> Plan:
        with_chapters = form.cleaned_data["with_chapters"]
        return services.start_plan(plan=form.instance, by=self.request.user, with_chapters=with_chapters)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Plan.objects.visible_to(self.request.user, Permission.PLANS_EDIT).in_force()
        bases = own.select_related("organization").order_by("-year", "kind")[:BASES]
        return super().get_context_data(cancel_url=reverse("plans:plan-list"), bases=bases, **kwargs)


class ChangeMixin:
    """A change of a plan's state or words: hers to make, seen by everybody who sees the plan."""

    permission = Permission.PLANS_EDIT
    seen_with = Permission.PLANS_VIEW
    queryset = Plan.objects.select_related("organization")


class PlanUpdate(ChangeMixin, DraftOnlyMixin, OnceMixin, views.UpdateView):
    form_class = PlanForm
    draft_key = "plans.plan"
    page_title = "修改标题和总体思路"
    submit_label = "保存修改"

    def perform(self, form: PlanForm) -> Plan:
        return services.change_plan(plan=form.instance, by=self.request.user, version=form.cleaned_data["version"])


class PlanSubmit(ChangeMixin, views.ActView):
    page_title = "送审计划"
    question = "送审以后，在批准或退回之前不能再改。"
    submit_label = "送审"
    success_message = "已送审，等领导批准。"
    template_name = "plans/plan_submit.html"

    def perform(self, form: Any) -> Plan:
        return services.submit_plan(plan=self.object, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uncounted = Target.objects.of_plan(self.object).uncounted()
        return super().get_context_data(uncounted=uncounted, **kwargs)


class PlanApprove(ChangeMixin, views.ActView):
    permission = Permission.PLANS_APPROVE
    page_title = "批准计划"
    question = "批准以后由承办人发布，发布的计划开始算进度。"
    submit_label = "批准计划"
    success_message = "已批准，等承办人发布。"

    def perform(self, form: Any) -> Plan:
        return services.approve_plan(plan=self.object, by=self.request.user)


class PlanPublish(ChangeMixin, views.ActView):
    form_class = PublishForm
    page_title = "发布计划"
    question = "发布以后大家看得到这份计划，并按它看进度；各项指标的口径以今天的为准。以后要改，只能写新版。"
    submit_label = "发布计划"
    success_message = "已发布。"

    def perform(self, form: Any) -> Plan:
        return services.publish_plan(plan=self.object, by=self.request.user, on=form.cleaned_data["on"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = self.object.replaces
        consequence = f"第{before.version}版到前一天为止，留着备查。" if before else ""
        return super().get_context_data(consequence=consequence, **kwargs)


class PlanReturn(ChangeMixin, views.ReasonView):
    permission = Permission.PLANS_APPROVE
    page_title = "退回修改"
    question = "计划退回起草，改好以后要重新送审。"
    submit_label = "退回修改"
    success_message = "已退回。"

    def perform(self, form: Any) -> Plan:
        return services.return_plan(plan=self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class PlanClose(ChangeMixin, views.ActView):
    page_title = "归档计划"
    question = "归档以后不再登记完成情况，随时可以查看。"
    submit_label = "归档"
    success_message = "已归档。"

    def perform(self, form: Any) -> Plan:
        return services.close_plan(plan=self.object, by=self.request.user)


class PlanCancel(ChangeMixin, views.ReasonView):
    page_title = "作废计划"
    question = "作废以后还能查到，但不能再改；同一年可以另写一份。"
    submit_label = "作废这份计划"
    success_message = "已作废。"
    tone = "danger"

    def perform(self, form: Any) -> Plan:
        return services.cancel_plan(plan=self.object, by=self.request.user, reason=form.cleaned_data["reason"])
