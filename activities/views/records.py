from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from activities import services
from activities.choices import FieldType, Status
from activities.filters import ActivityFilter
from activities.forms.full import ActivityForm
from activities.ledgers import ACTIVITIES
from activities.models import Activity, ActivityKind
from activities.parts import parts_of
from activities.tables import ActivityTable
from activities.views.counting import counted
from activities.views.likeness import LikenessMixin
from activities.views.showing import facts_of, figures_of, label, more_of
from fulian.attachments.services import attachments_of
from fulian.core import views
from fulian.core.periods import Month
from fulian.core.permissions import Permission
from fulian.drafts.outbox import OutboxMixin
from fulian.drafts.views import OnceMixin
from fulian.indicators.locks import is_open
from fulian.ledgers.views import ExportView
from fulian.registers.history import history_of

HISTORY = {
    "activities.planned": "列入计划",
    "activities.recorded": "登记",
    "activities.changed": "修改",
    "activities.postponed": "改期",
    "activities.held": "已开展，填了数字",
    "activities.cancelled": "撤销",
}
COPIED = ("title", "kind", "role", "mode", "venue", "place", "partners", "brand", "purpose")


class ActivityList(views.ListView):
    permission = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.listed()
    filterset_class = ActivityFilter
    table_class = ActivityTable
    template_name = "activities/activity_list.html"
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

    def get_queryset(self) -> Any:
        return _asked_for(super().get_queryset(), self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        planned = Activity.objects.visible_to(user, Permission.ACTIVITIES_VIEW).planned().count()
        return super().get_context_data(planned=planned, may_plan=user.may(Permission.ACTIVITIES_EDIT), **kwargs)


class ActivityExport(ExportView):
    ledger = ACTIVITIES
    filterset_class = ActivityFilter

    def get_queryset(self) -> Any:
        return _asked_for(super().get_queryset(), self.request)


def _asked_for(rows: Any, request: HttpRequest) -> Any:
    """What is only planned stands in the list when it is asked for."""
    return rows if request.GET.get("status") else rows.exclude(status=Status.PLANNED)


class ActivityDetail(views.DetailView):
    permission = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.detailed()
    template_name = "activities/activity_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity = self.object
        open_month = activity.is_planned or is_open(activity.organization, activity.starts_on)
        in_reach = self.request.user.scope(Permission.ACTIVITIES_EDIT).covers(activity.organization.path)
        may_change = in_reach and open_month and not activity.is_cancelled
        return super().get_context_data(
            back_url=reverse("activities:activity-list"),
            figures=figures_of(activity),
            facts=facts_of(activity),
            text_sections=[(label("purpose"), activity.purpose), (label("effect"), activity.effect)],
            photos=attachments_of(activity),
            parts=parts_of(activity, self.request.user),
            **counted(self.object, self.request.user),
            timeline=history_of(activity, HISTORY),
            month=Month.of(activity.starts_on),
            is_locked=in_reach and not open_month,
            in_reach=in_reach,
            may_change=may_change,
            is_due=activity.is_planned and activity.starts_on <= timezone.localdate(),
            **more_of(activity, self.request.user),
            **kwargs,
        )


class ActivityFormMixin:
    form_class = ActivityForm
    template_name = "activities/activity_form.html"
    draft_key = "activities.activity"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without a script the fields of a kind come with 下一步: everything typed so far is shown again, and nothing is judged."""
        if "step" not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        form = self.get_form()  # type: ignore[attr-defined]
        form.look_only()
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]


class ActivityCreate(ActivityFormMixin, LikenessMixin, OutboxMixin, views.FormView):
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
            return initial | self._words_of_pattern(self.pattern)
        kind = ActivityKind.objects.filter(code=self.request.GET.get("kind", ""), is_active=True).first()
        if kind:
            initial["kind"] = kind.pk
        if self.request.GET.get("campaign", "").isdigit():
            initial["campaign"] = self.request.GET["campaign"]
        return initial

    @staticmethod
    def _words_of_pattern(pattern: Activity) -> dict[str, Any]:
        """What its kind's fields say in words, and with whom it was; a figure of another day is no figure of this one."""
        words = {
            value.field.form_name: value.raw
            for value in pattern.field_values.select_related("field", "team")
            if value.field.type in (FieldType.TEXT, FieldType.CHOICE, FieldType.TEAM)
        }
        links = pattern.partner_links.all()
        partners = [{"organization": str(link.organization_id), "role": link.role} for link in links]
        return words | {"partner_organizations": partners}

    def record(self, form: ActivityForm) -> Activity:
        return services.record_activity(
            activity=form.instance, by=self.request.user, details=form.details(), apart=form.apart
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("activities:activity-list"), **kwargs)


class ActivityUpdate(ActivityFormMixin, OnceMixin, views.UpdateView):
    permission = Permission.ACTIVITIES_EDIT
    seen_with = Permission.ACTIVITIES_VIEW
    queryset = Activity.objects.exclude(status=Status.PLANNED).detailed()
    page_title = "修改活动"
    submit_label = "保存修改"

    def perform(self, form: ActivityForm) -> Activity:
        return services.change_activity(
            activity=form.instance,
            by=self.request.user,
            details=form.details(),
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
