"""Activities before they are held."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from activities import services
from activities.forms.planning import CancelForm, HeldForm, PlanForm, PostponeForm
from activities.models import Activity, ActivityKind
from activities.views.likeness import LikenessMixin
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin


class PlanCreate(OnceMixin, views.FormView):
    """Once, or in a rhythm: then all its days are shown before any is made."""

    permission = Permission.ACTIVITIES_EDIT
    form_class = PlanForm
    template_name = "activities/plan_form.html"
    page_title = "计划一场活动"
    submit_label = "记下计划"
    success_message = "已记下计划。开展以后点“已开展，填数字”。"

    def get_initial(self) -> dict[str, Any]:
        kind = ActivityKind.objects.filter(code=self.request.GET.get("kind", ""), is_active=True).first()
        day = self.request.GET.get("day", "")
        return {**super().get_initial(), **({"kind": kind.pk} if kind else {}), **({"starts_on": day} if day else {})}

    def form_valid(self, form: PlanForm) -> HttpResponse:
        if form.is_series and "days_shown" not in self.request.POST:
            return self._show_days(form)
        return super().form_valid(form)

    def _show_days(self, form: PlanForm) -> HttpResponse:
        typed = [
            (name, value)
            for name, values in self.request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "days", "days_shown")
        ]
        context = self.get_context_data(form=form, typed=typed, days=form.fields["days"].choices)
        return self.response_class(
            request=self.request, template="activities/plan_days.html", context=context, using=self.template_engine
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "back" in request.POST:
            form = self.get_form()
            form.full_clean()
            form._errors.clear()  # noqa: SLF001  shown again as she left it, and not judged
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def perform(self, form: PlanForm) -> Activity:
        user = self.request.user
        if not form.is_series:
            return services.record_activity(activity=form.instance, by=user, details=form.details())
        series = services.plan_series(
            pattern=form.instance, rhythm=form.cleaned_data["rhythm"], until=form.cleaned_data["until"],
            days=form.chosen_days, by=user, details=form.details(),
        )  # fmt: skip
        self.success_message = f"已记下{len(form.chosen_days)}场计划，每一场都可以单独改。"
        return series.activities.order_by("series_number").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("activities:activity-list"), **kwargs)


class PlannedMixin:
    permission = Permission.ACTIVITIES_EDIT
    seen_with = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.planned().detailed()


class PlanUpdate(PlannedMixin, OnceMixin, views.UpdateView):
    form_class = PlanForm
    template_name = "activities/plan_form.html"
    page_title = "修改计划"
    submit_label = "保存修改"
    success_message = "已改好。"

    def perform(self, form: PlanForm) -> Activity:
        changes = {"activity": form.instance, "details": form.details(), "version": form.cleaned_data["version"]}
        if form.all_following:
            number = services.change_following(**changes, by=self.request.user)
            self.success_message = f"已改好，以后的{number}场也一起改了。"
        else:
            services.change_activity(**changes, by=self.request.user)
        return form.instance


class ActivityHeld(PlannedMixin, LikenessMixin, OnceMixin, views.UpdateView):
    """已开展，填数字."""

    form_class = HeldForm
    template_name = "activities/activity_held.html"
    success_message = ""  # the next page says it

    def record(self, form: HeldForm) -> Activity:
        return services.hold_activity(activity=form.instance, by=self.request.user, apart=form.apart)

    def get_success_url(self) -> str:
        return reverse("activities:activity-recorded", args=[self.result.pk])


class ActivityPostpone(PlannedMixin, OnceMixin, views.ObjectFormView):
    form_class = PostponeForm
    template_name = "generic/confirm.html"
    page_title = "改期"
    question = "改到哪一天？原来的日期和原因会留在经过里。"
    submit_label = "改期"
    success_message = "已改期。"

    def perform(self, form: PostponeForm) -> Activity:
        return services.postpone_activity(
            activity=self.object,
            to_day=form.cleaned_data["to_day"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )


class ActivityCancel(views.ReasonView):
    permission = Permission.ACTIVITIES_EDIT
    seen_with = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.detailed()
    form_class = CancelForm
    tone = "danger"

    @property
    def page_title(self) -> str:
        return "取消计划" if self.object.is_planned else "撤销活动"

    @property
    def question(self) -> str:
        if self.object.is_planned:
            return "取消以后还能查到，原因也看得见。"
        return "撤销后这场活动还能查到，但不再计入任何数字。"

    @property
    def submit_label(self) -> str:
        return "取消这个计划" if self.object.is_planned else "撤销这场活动"

    @property
    def success_message(self) -> str:
        return "已取消。" if self.was_planned else "已撤销。"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        self.was_planned = self.object.is_planned
        if not (self.object.is_planned and services.following(self.object)):
            del form.fields["how_many"]
        form.initial.setdefault("reason", self.request.GET.get("reason", ""))
        return form

    def perform(self, form: CancelForm) -> Activity:
        act = {"activity": self.object, "by": self.request.user, "reason": form.cleaned_data["reason"]}
        if form.all_following:
            services.cancel_following(**act)
        else:
            services.cancel_activity(**act)
        return self.object
