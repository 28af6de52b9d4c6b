import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from activities.models import Activity
from activities.publicity import services
from activities.publicity.choices import Standing
from activities.publicity.composing import Photo, message_of, photos_of, plain_text
from activities.publicity.filters import AdoptionFilter, MessageFilter
from activities.publicity.forms import AdoptForm, AdoptionForm, MessageForm, PhotosForm, PlatformForm
from activities.publicity.ledgers import ADOPTIONS
from activities.publicity.models import Adoption, Message, Platform
from activities.publicity.tables import AdoptionTable, MessageTable
from activities.publicity.yearly import year_of
from fulian.core import views
from fulian.core.chinese import long_date
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.ledgers.views import ExportView
from fulian.registers.history import history_of

HISTORY = {"publicity.recorded": "登记", "publicity.changed": "修改", "publicity.cancelled": "撤销"}
SEE, EDIT, JUDGE = Permission.ACTIVITIES_VIEW, Permission.ACTIVITIES_EDIT, Permission.PUBLICITY_JUDGE
MOST_YEARS_BACK = 5


# ---- an activity's text and photos, ready to copy ----------------------------------------------------------------------------


class ActivityMessage(OnceMixin, views.ObjectFormView):
    """Whoever sees the activity may copy; whoever keeps its records may tell the level above."""

    permission = SEE
    queryset = Activity.objects.detailed()
    form_class = MessageForm
    template_name = "publicity/activity_message.html"
    page_title = "信息报送"
    success_message = "已报送。"

    @cached_property
    def message(self) -> Message | None:
        return message_of(self.object)

    @property
    def may_submit(self) -> bool:
        activity = self.object
        return (
            self.request.user.scope(EDIT).covers(activity.organization.path)
            and activity.organization.parent_id is not None
            and activity in Activity.objects.active().filter(pk=activity.pk)
            and (self.message is None or self.message.is_open)
        )

    def get_initial(self) -> dict[str, Any]:
        title, text = plain_text(self.message, self.object)
        return {"title": title, "text": text}

    def perform(self, form: MessageForm) -> Message:
        if not self.may_submit:
            raise PermissionDenied
        return services.submit_message(activity=self.object, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity = self.object
        photos = photos_of(activity)
        return super().get_context_data(
            back_url=activity.get_absolute_url(),
            message=self.message,
            may_submit=self.may_submit,
            may_mark=self.request.user.scope(EDIT).covers(activity.organization.path),
            photos=[one for one in photos if one.is_fit],
            unseen=[one for one in photos if one.mark is None],
            held_back=[one for one in photos if one.mark is not None and not one.is_fit],
            adoptions=activity.adoptions.active().listed(),
            **kwargs,
        )


class ActivityPhotos(views.ObjectFormView):
    """Is a child on it? Asked once for each photo of an activity."""

    permission = EDIT
    seen_with = SEE
    queryset = Activity.objects.detailed()
    form_class = PhotosForm
    template_name = "publicity/activity_photos.html"
    page_title = "看一遍照片"
    submit_label = "看好了"
    success_message = ""

    @cached_property
    def photos(self) -> list[Photo]:
        return photos_of(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "photos": self.photos}

    def perform(self, form: PhotosForm) -> Activity:
        services.mark_photos(activity=self.object, marks=form.marks(), by=self.request.user)
        return self.object

    def get_success_url(self) -> str:
        return reverse("publicity:activity-message", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.get_success_url(), **kwargs)


# ---- what was told to the level above ----------------------------------------------------------------------------------------


class MessageList(views.ListView):
    permission = SEE
    queryset = Message.objects.listed()
    filterset_class = MessageFilter
    table_class = MessageTable
    template_name = "publicity/message_list.html"
    sorts = {"newest": ("由近到远", "-submitted_at"), "oldest": ("由远到近", "submitted_at")}
    page_title = "报送的信息"
    empty_title = "还没有报送过信息"
    empty_text = "打开一场活动，点“报送”，文字和照片都准备好了。"


class MessageDetail(views.DetailView):
    permission = SEE
    queryset = Message.objects.detailed()
    template_name = "publicity/message_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        message, user = self.object, self.request.user
        judges = message.is_open and user.scope(JUDGE).covers(message.lies_with.path)
        return super().get_context_data(
            back_url=reverse("publicity:message-list"),
            photos=[one for one in photos_of(message.activity) if one.is_fit],
            adoptions=message.adoptions.active().listed(),
            may_judge=judges,
            may_pass_up=judges and message.lies_with.parent_id is not None,
            may_change=message.is_open and user.scope(EDIT).covers(message.organization.path),
            **kwargs,
        )


class JudgeMixin:
    permission = JUDGE
    seen_with = SEE
    queryset = Message.objects.detailed()
    object: Message

    def why_over(self) -> str:
        return "" if self.object.standing == Standing.SUBMITTED else services.ALREADY_JUDGED


class MessageAdopt(JudgeMixin, OnceMixin, views.ObjectFormView):
    form_class = AdoptForm
    template_name = "publicity/message_adopt.html"
    page_title = "采用"
    submit_label = "记入采用台账"
    success_message = "已记入采用台账。"

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.object.title}

    def perform(self, form: AdoptForm) -> Message:
        services.adopt_message(message=self.object, adoption=form.instance, by=self.request.user)
        return self.object


class MessageDecline(JudgeMixin, views.ReasonView):
    page_title = "不采用"
    question = "报送的组织看得到原因，下次知道怎么写。"
    submit_label = "不采用"
    success_message = "已告诉对方未采用。"

    def perform(self, form: Any) -> Message:
        return services.decline_message(message=self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class MessagePassUp(JudgeMixin, views.ActView):
    page_title = "往上报"
    submit_label = "往上报"
    question = "转给上一级妇联处理，仍算报送组织的。"
    success_message = "已往上报。"

    def perform(self, form: Any) -> Message:
        return services.pass_up(message=self.object, by=self.request.user)


# ---- 采用台账 ----------------------------------------------------------------------------------------------------------------


class AdoptionList(views.ListView):
    permission = SEE
    queryset = Adoption.objects.listed()
    filterset_class = AdoptionFilter
    table_class = AdoptionTable
    template_name = "publicity/adoption_list.html"
    sorts = {"newest": ("日期由近到远", "-published_on"), "oldest": ("日期由远到近", "published_on")}
    page_title = "采用台账"
    create_url = "publicity:adoption-create"
    create_label = "登记一篇采用"
    create_permission = EDIT
    export_url = "publicity:adoption-export"
    empty_title = "还没有登记过采用"
    empty_text = "公众号、报纸、网站登了我们的信息，在这里记一笔，月报和总结里的篇数就从这里来。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_set_up=self.request.user.may(Permission.REGISTERS_SET_UP), **kwargs)


class AdoptionExport(ExportView):
    ledger = ADOPTIONS
    filterset_class = AdoptionFilter


class AdoptionYear(views.PermissionMixin, TemplateView):
    """By organization and month."""

    permission = SEE
    template_name = "publicity/adoption_year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        this_year = timezone.localdate().year
        years = range(this_year, this_year - MOST_YEARS_BACK, -1)
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked in {str(one) for one in years} else this_year
        top = self.request.user.current_post.organization
        return super().get_context_data(
            year=year, years=years, rows=year_of(top, year), months=range(1, 13), back_url=reverse("publicity:adoption-list"),
            **kwargs,
        )  # fmt: skip


class AdoptionDetail(views.DetailView):
    permission = SEE
    queryset = Adoption.objects.detailed()
    template_name = "publicity/adoption_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        adoption = self.object
        facts = [
            ("published_on", long_date(adoption.published_on)),
            ("platform", f"{adoption.platform.name}（{adoption.platform.get_level_display()}）"),
            ("organization", adoption.organization.name),
            ("note", adoption.note),
            ("cancel_reason", adoption.cancel_reason),
        ]
        covers = self.request.user.scope(EDIT).covers(adoption.organization.path)
        return super().get_context_data(
            back_url=reverse("publicity:adoption-list"),
            facts=[(str(Adoption._meta.get_field(name).verbose_name), value) for name, value in facts if value],
            timeline=history_of(adoption, HISTORY),
            may_change=covers and not adoption.is_cancelled,
            **kwargs,
        )


class AdoptionCreate(OnceMixin, views.FormView):
    """`?activity=`: of that activity."""

    permission = EDIT
    form_class = AdoptionForm
    page_title = "登记一篇采用"
    submit_label = "记入采用台账"
    success_message = "已记入采用台账。"

    @cached_property
    def activity(self) -> Activity | None:
        key = self.request.GET.get("activity", "")
        found = Activity.objects.visible_to(self.request.user, EDIT).active()
        return found.filter(pk=key).first() if key.isdigit() and key.isascii() else None

    def get_initial(self) -> dict[str, Any]:
        if self.activity is None:
            return {}
        return {"title": self.activity.title, "organization": self.activity.organization_id}

    def perform(self, form: AdoptionForm) -> Adoption:
        adoption = form.instance
        if self.activity is not None and adoption.organization_id == self.activity.organization_id:
            adoption.activity = self.activity
        return services.record_adoption(adoption=adoption, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("publicity:adoption-list"), **kwargs)


class AdoptionChangeMixin:
    permission = EDIT
    seen_with = SEE
    queryset = Adoption.objects.detailed()


class AdoptionUpdate(AdoptionChangeMixin, OnceMixin, views.UpdateView):
    form_class = AdoptionForm
    page_title = "修改"
    submit_label = "保存修改"

    def perform(self, form: AdoptionForm) -> Adoption:
        version: datetime.datetime | None = form.cleaned_data["version"]
        return services.change_adoption(adoption=form.instance, by=self.request.user, version=version)


class AdoptionCancel(AdoptionChangeMixin, views.ReasonView):
    page_title = "撤销这篇采用"
    question = "撤销后还能查到，但不再计入任何数字。"
    submit_label = "撤销"
    success_message = "已撤销。"
    tone = "danger"

    def perform(self, form: Any) -> Adoption:
        return services.cancel_adoption(adoption=self.object, by=self.request.user, reason=form.cleaned_data["reason"])


# ---- the vocabulary of platforms ---------------------------------------------------------------------------------------------


class PlatformList(views.PermissionMixin, TemplateView):
    permission = Permission.REGISTERS_SET_UP
    template_name = "publicity/platform_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            platforms=Platform.objects.all(), back_url=reverse("publicity:adoption-list"), **kwargs
        )


class PlatformMixin(OnceMixin):
    permission = Permission.REGISTERS_SET_UP
    form_class = PlatformForm
    submit_label = "保存"

    def perform(self, form: PlatformForm) -> Platform:
        return services.keep_platform(platform=form.instance, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("publicity:platform-list"), **kwargs)


class PlatformCreate(PlatformMixin, views.FormView):
    page_title = "加一个平台"


class PlatformUpdate(PlatformMixin, views.FormView):
    """A vocabulary belongs to nobody: there is no scope to be in."""

    page_title = "修改平台"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": get_object_or_404(Platform, pk=self.kwargs["pk"])}
