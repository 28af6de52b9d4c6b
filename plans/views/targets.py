"""Writing targets, and noting what became of them."""

from typing import Any

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from plans import services
from plans.forms.targets import OutcomeForm, TargetForm
from plans.models import Target, Task
from plans.views.parts import AddView, ChangeView, MoveView, RemoveView


class TargetCreate(AddView):
    queryset = Task.objects.placed()
    form_class = TargetForm
    page_title = "加目标"
    submit_label = "加上这个目标"
    success_message = "目标已加上。"

    @property
    def within(self) -> str:
        return self.object.text

    def new_part(self) -> Target:
        return Target(task=self.object)

    def get_initial(self) -> dict[str, Any]:
        """The whole year, until she says otherwise."""
        year = self.plan.year
        return {**super().get_initial(), "starts_on": f"{year}-01-01", "due_on": f"{year}-12-31"}

    def perform(self, form: TargetForm) -> Target:
        return services.add_target(target=form.instance, by=self.request.user)


class TargetUpdate(ChangeView):
    queryset = Target.objects.placed()
    form_class = TargetForm
    page_title = "修改目标"
    remove_url = "plans:target-remove"

    def perform(self, form: TargetForm) -> Target:
        return services.change_target(target=form.instance, by=self.request.user)


class TargetRemove(RemoveView):
    queryset = Target.objects.placed()
    question = "这个目标从计划里删除，不能恢复。"


class TargetMove(MoveView):
    queryset = Target.objects.placed()


class TargetNote(OnceMixin, views.ObjectFormView):
    """What became of a commitment, once the plan is in force."""

    permission = Permission.PLANS_EDIT
    seen_with = Permission.PLANS_VIEW
    queryset = Target.objects.placed()
    form_class = OutcomeForm
    template_name = "plans/target_note.html"
    page_title = "登记完成情况"
    submit_label = "记下完成情况"
    success_message = "已记下。"

    def get_initial(self) -> dict[str, Any]:
        target = self.object
        if target.noted_at is None:
            return super().get_initial()
        return {
            "outcome": target.outcome,
            "done_on": target.done_on,
            "evidence": target.evidence,
            "seen": target.noted_at.isoformat(),
        }

    def perform(self, form: OutcomeForm) -> Target:
        data = form.cleaned_data
        return services.note_outcome(
            target=self.object,
            outcome=data["outcome"],
            done_on=data["done_on"],
            evidence=data["evidence"],
            seen=data["seen"],
            by=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.object.get_absolute_url(), **kwargs)
