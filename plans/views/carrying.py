"""以上年计划为底稿: one page that says what would go on and why; nothing is saved before she confirms."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from fulian.core import views
from fulian.drafts.views import OnceMixin
from plans import services
from plans.forms.carrying import CopyForm
from plans.models import Plan
from plans.services.carrying import Carried, proposals
from plans.views.plans import ChangeMixin


class PlanCopy(ChangeMixin, OnceMixin, views.ObjectFormView):
    queryset = Plan.objects.in_force().select_related("organization")
    form_class = CopyForm
    template_name = "plans/plan_copy.html"
    page_title = "以上年计划为底稿"
    submit_label = "建成新的草稿"
    success_message = "草稿已建好：日期和年份已经往后移，没有完成的注明了上年做到哪里。请逐项核对目标值。"

    @cached_property
    def carried(self) -> list[Carried]:
        return proposals(self.object, timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.object, "carried": self.carried}

    def perform(self, form: CopyForm) -> Plan:
        data, source = form.cleaned_data, self.object
        into = Plan(organization=source.organization, kind=source.kind, year=data["year"], title=data["title"])
        return services.copy_plan(
            plan=source, into=into, kept=data["kept"], by=self.request.user, today=timezone.localdate()
        )
