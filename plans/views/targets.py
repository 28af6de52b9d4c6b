"""Writing targets, and noting what became of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from fulian.core import views
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from plans import services
from plans.forms.targets import OutcomeForm, TargetForm
from plans.models import Target, Task
from plans.services.shaping import judge
from plans.views.parts import AddView, ChangeView, MoveView, RemoveView


class TargetFormMixin:
    """The form reads back what it understood: before it is saved, when she asks, and after."""

    form_class = TargetForm
    template_name = "plans/target_form.html"
    request: HttpRequest

    def form_valid(self, form: TargetForm) -> HttpResponse:
        if "preview" not in self.request.POST:
            return super().form_valid(form)  # type: ignore[misc]
        try:
            judge(form.instance, self.plan, form.shape)  # type: ignore[attr-defined]
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form")
        if form is not None and form.is_bound:
            kwargs["understood"] = form.understood()
        return super().get_context_data(may_preview=True, **kwargs)  # type: ignore[misc]

    def get_form(self, form_class: Any = None) -> TargetForm:
        self.shown: TargetForm = super().get_form(form_class)  # type: ignore[misc]
        return self.shown

    @property
    def success_message(self) -> str:
        return f"已写进计划，读作：{self.shown.understood()}"


class TargetCreate(TargetFormMixin, AddView):
    queryset = Task.objects.placed()
    page_title = "加目标"
    submit_label = "加上这个目标"

    @property
    def within(self) -> str:
        return self.object.text

    def new_part(self) -> Target:
        return Target(task=self.object)

    def perform(self, form: TargetForm) -> Target:
        return services.add_target(target=form.instance, by=self.request.user, shape=form.shape)


class TargetUpdate(TargetFormMixin, ChangeView):
    queryset = Target.objects.placed()
    page_title = "修改目标"
    remove_url = "plans:target-remove"

    def perform(self, form: TargetForm) -> Target:
        return services.change_target(target=form.instance, by=self.request.user, shape=form.shape)


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
            photos=data["photos"],
            by=self.request.user,
        )
