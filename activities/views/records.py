from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from activities import measures, services
from activities.choices import Mode, Role
from activities.filters import ActivityFilter
from activities.forms.full import ActivityForm
from activities.ledgers import ACTIVITIES
from activities.models import Activity, ActivityKind
from activities.tables import ActivityTable
from fulian.attachments.services import attachments_of
from fulian.core import views
from fulian.core.chinese import long_date
from fulian.core.periods import Month
from fulian.core.permissions import Permission
from fulian.core.quantities import Quantity
from fulian.drafts.outbox import OutboxMixin
from fulian.drafts.views import OnceMixin
from fulian.indicators.locks import is_open
from fulian.indicators.tracing import counted_in
from fulian.ledgers.views import ExportView
from fulian.registers.history import history_of

HISTORY = {
    "activities.recorded": "登记",
    "activities.changed": "修改",
    "activities.cancelled": "撤销",
}
COPIED = ("title", "kind", "role", "mode", "venue", "place", "partners", "brand", "purpose")


class ActivityList(views.ListView):
    permission = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.listed()
    filterset_class = ActivityFilter
    table_class = ActivityTable
    sorts = {
        "newest": ("日期由近到远", "-starts_on"),
        "oldest": ("日期由远到近", "starts_on"),
        "recorded": ("最近登记", "-id"),
    }
    page_title = "活动"
    create_url = "activities:activity-create"
    create_label = "记一场活动"
    create_permission = Permission.ACTIVITIES_EDIT
    export_url = "activities:activity-export"
    empty_title = "还没有记过活动"
    empty_text = "记一场，月报和总结里的数就从这里来。"


class ActivityExport(ExportView):
    ledger = ACTIVITIES
    filterset_class = ActivityFilter


class ActivityDetail(views.DetailView):
    permission = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.detailed()
    template_name = "activities/activity_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity = self.object
        open_month = is_open(activity.organization, activity.starts_on)
        in_reach = self.request.user.scope(Permission.ACTIVITIES_EDIT).covers(activity.organization.path)
        may_change = in_reach and open_month and not activity.is_cancelled
        return super().get_context_data(
            back_url=reverse("activities:activity-list"),
            figures=_figures(activity),
            facts=_facts(activity),
            text_sections=[(_label("purpose"), activity.purpose), (_label("effect"), activity.effect)],
            photos=attachments_of(activity),
            indicators=self._indicators(),
            timeline=history_of(activity, HISTORY),
            month=Month.of(activity.starts_on),
            is_locked=in_reach and not open_month,
            in_reach=in_reach,
            may_change=may_change,
            **kwargs,
        )

    def _indicators(self) -> list:
        """计入哪些指标: nothing for a cancelled one."""
        if self.object.is_cancelled or not self.request.user.may(Permission.INDICATORS_VIEW):
            return []
        return counted_in(self.object, *measures.COUNTED)


class ActivityFormMixin:
    form_class = ActivityForm
    template_name = "activities/activity_form.html"
    draft_key = "activities.activity"


class ActivityCreate(ActivityFormMixin, OutboxMixin, views.FormView):
    permission = Permission.ACTIVITIES_EDIT
    page_title = "记一场活动"
    submit_label = "记下这场活动"
    success_message = "已记下。"

    @cached_property
    def pattern(self) -> Activity | None:
        """The activity that the new one is like, when she asked for another of the same."""
        key = self.request.GET.get("like", "")
        if not key.isdigit():
            return None
        return Activity.objects.visible_to(self.request.user, Permission.ACTIVITIES_EDIT).filter(pk=key).first()

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        if self.pattern:
            for name in COPIED:
                field = Activity._meta.get_field(name)
                initial[name] = getattr(self.pattern, field.attname)
            initial["themes"] = list(self.pattern.themes.values_list("pk", flat=True))
            return initial
        kind = ActivityKind.objects.filter(code=self.request.GET.get("kind", ""), is_active=True).first()
        if kind:
            initial["kind"] = kind.pk
        return initial

    def perform(self, form: ActivityForm) -> Activity:
        return services.record_activity(
            activity=form.instance,
            by=self.request.user,
            themes=form.cleaned_data["themes"],
            photos=form.cleaned_data["photos"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("activities:activity-list"), **kwargs)


class ActivityUpdate(ActivityFormMixin, OnceMixin, views.UpdateView):
    permission = Permission.ACTIVITIES_EDIT
    seen_with = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.detailed()
    page_title = "修改活动"
    submit_label = "保存修改"

    def perform(self, form: ActivityForm) -> Activity:
        return services.change_activity(
            activity=form.instance,
            by=self.request.user,
            themes=form.cleaned_data["themes"],
            photos=form.cleaned_data["photos"],
            version=form.cleaned_data["version"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity = self.object
        return super().get_context_data(
            cancel_url=activity.get_absolute_url(),
            locked_month=""
            if is_open(activity.organization, activity.starts_on)
            else Month.of(activity.starts_on).label,
            **kwargs,
        )


class ActivityCancel(views.ReasonView):
    permission = Permission.ACTIVITIES_EDIT
    seen_with = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.detailed()
    page_title = "撤销活动"
    question = "撤销后这场活动还能查到，但不再计入任何数字。"
    submit_label = "撤销这场活动"
    success_message = "已撤销。"
    tone = "danger"

    def perform(self, form: Any) -> Activity:
        return services.cancel_activity(activity=self.object, by=self.request.user, reason=form.cleaned_data["reason"])


def _label(name: str) -> str:
    return str(Activity._meta.get_field(name).verbose_name)


def _figures(activity: Activity) -> list[dict[str, Any]]:
    """The figures that were stated, as they were stated: 200余 stays 200余."""
    stated = (
        ("sessions", activity.kind.session_unit, activity.sessions_qualifier),
        ("attendances", "人次", activity.people_qualifier),
        ("people", "人", activity.people_qualifier),
        ("volunteers", "人次", ""),
        ("materials", "份", activity.materials_qualifier),
        ("employed", "人", ""),
    )
    return [
        {"label": _label(name), "value": Quantity.of(getattr(activity, name), qualifier).text(), "unit": unit}
        for name, unit, qualifier in stated
        if getattr(activity, name) is not None
    ]


def _facts(activity: Activity) -> list[tuple[str, Any]]:
    days = long_date(activity.starts_on)
    if activity.ends_on:
        days = f"{days}至{long_date(activity.ends_on)}"
    facts = [
        (_label("starts_on"), days),
        (_label("kind"), f"{activity.kind.label}（{activity.kind.get_category_display()}）"),
        (_label("organization"), activity.organization.name),
        (_label("place"), activity.place_text),
        (_label("role"), "" if activity.role == Role.HOST else activity.get_role_display()),
        (_label("mode"), "" if activity.mode == Mode.OFFLINE else activity.get_mode_display()),
        (_label("themes"), "、".join(theme.label for theme in activity.themes.all())),
        (_label("brand"), activity.brand),
        (_label("partners"), activity.partners),
        (_label("materials_note"), activity.materials_note),
        (_label("cancel_reason"), activity.cancel_reason),
    ]
    return [(label, value) for label, value in facts if value]  # the usual is not worth a line
