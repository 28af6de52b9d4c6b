"""A plan's versions: writing the next one, all of them with the days on which they counted, and what two say differently."""

from typing import Any

from django.http import Http404

from fulian.core import views
from fulian.core.permissions import Permission
from plans import services
from plans.diff import compare
from plans.forms.document import CompareForm
from plans.models import Plan
from plans.views.plans import ChangeMixin


class PlanRevise(ChangeMixin, views.ReasonView):
    page_title = "调整计划"
    question = (
        "把这份计划复制成新的一版来改。新版发布以前，仍按现在这一版执行；已经登记的完成情况和分解答复都会带过去。"
    )
    submit_label = "写新的一版"
    success_message = "新的一版已经建好，改好以后送审、批准、发布。"

    def perform(self, form: Any) -> Plan:
        return services.revise_plan(plan=self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class PlanVersions(views.DetailView):
    permission = Permission.PLANS_VIEW
    queryset = Plan.objects.select_related("organization")
    template_name = "plans/plan_versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.queryset.visible_to(self.request.user, Permission.PLANS_VIEW).versions_of(self.object)
        versions = list(found.select_related("published_by", "created_by"))
        return super().get_context_data(
            page_title="各版计划",
            back_url=self.object.get_absolute_url(),
            versions=versions[::-1],
            compare_form=CompareForm(versions=versions) if len(versions) > 1 else None,
            **kwargs,
        )


class PlanCompare(views.DetailView):
    """?old=1&new=2: two versions of the plan, by their numbers. Without them: this one and the one that it replaces."""

    permission = Permission.PLANS_VIEW
    queryset = Plan.objects.select_related("organization", "replaces")
    template_name = "plans/plan_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = Plan.objects.visible_to(self.request.user, Permission.PLANS_VIEW).versions_of(self.object)
        numbers = list(seen.values_list("version", flat=True))
        if len(numbers) < 2:
            raise Http404
        before = self.object.replaces.version if self.object.replaces else numbers[0]
        now = self.object.version if self.object.version != before else numbers[-1]
        form = CompareForm(self.request.GET or {"old": before, "new": now}, versions=list(seen))
        old, new = sorted(form.numbers) if form.is_valid() else (before, now)
        versions = {plan.version: plan for plan in seen.to_compare().filter(version__in=(old, new))}
        return super().get_context_data(
            page_title=f"第{new}版改了什么",
            back_url=self.object.get_absolute_url(),
            diff=compare(versions[old], versions[new]),
            compare_form=form,
            **kwargs,
        )
