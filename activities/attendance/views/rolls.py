"""The roll, for those who keep the activity: opening it, who signed up, who came."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views import generic

from activities.attendance import services
from activities.attendance.choices import Place
from activities.attendance.forms import EntryForm, RollForm, SheetForm
from activities.attendance.models import Entry, Roll
from activities.attendance.sheet import sheet_of
from activities.attendance.standing import Standing
from activities.models import Activity
from fulian.attachments.services import attach_all, attachments_of
from fulian.audit.services import record_access
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.documents.serving import document_response


class RollMixin:
    permission = Permission.ACTIVITIES_EDIT
    queryset = Roll.objects.detailed()


class RollCreate(views.FormView):
    permission = Permission.ACTIVITIES_EDIT
    form_class = RollForm
    page_title = "开报名"
    submit_label = "开始报名"
    success_message = "报名已开。把二维码或链接发到群里就行。"

    @cached_property
    def activity(self) -> Activity:
        rows = Activity.objects.standing().visible_to(self.request.user, self.permission).select_related("organization")
        return get_object_or_404(rows, pk=self.kwargs["activity"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.may(self.permission):
            known = Roll.objects.filter(activity=self.activity).first()
            if known is not None:
                return HttpResponseRedirect(known.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> RollForm:
        form = super().get_form(form_class)
        form.instance.activity = self.activity
        return form

    def perform(self, form: RollForm) -> Roll:
        return services.open_roll(roll=form.instance, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = f"{self.activity.title}：谁都可以扫码报名，不用账号。不开报名也可以只用它来签到。"
        return super().get_context_data(intro=intro, cancel_url=self.activity.get_absolute_url(), **kwargs)


class RollDetail(RollMixin, views.DetailView):
    """The names are shown to those who keep the activity, and that they looked is written down."""

    template_name = "attendance/roll_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roll = self.object
        entries = list(roll.entries.exclude(place=Place.WITHDRAWN))
        if entries:
            record_access("看报名名单", by=self.request.user, subject=roll)
        address = self.request.build_absolute_uri(roll.public_url)
        return super().get_context_data(
            activity=roll.activity,
            back_url=roll.activity.get_absolute_url(),
            standing=Standing.of(roll),
            taken=[entry for entry in entries if entry.place == Place.TAKEN],
            waiting=[entry for entry in entries if entry.place == Place.WAITING],
            photos=attachments_of(roll),
            address=address,
            qr=segno.make(address, error="m").svg_data_uri(scale=6, border=3, dark="#2a2024", light="#ffffff"),
            **kwargs,
        )


class RollUpdate(RollMixin, views.UpdateView):
    form_class = RollForm
    page_title = "修改报名"

    def perform(self, form: RollForm) -> Roll:
        return services.change_roll(roll=form.instance, by=self.request.user)


class RollAct(RollMixin, views.ActView):
    """A question and a button."""


class RollClose(RollAct):
    page_title = "停止报名"
    question = "链接和二维码以后打开，会说报名已经结束。已经报名的人都还在。"
    submit_label = "停止报名"
    success_message = "报名已停止。"

    def perform(self, form: Any) -> Roll:
        return services.close_roll(roll=self.object, by=self.request.user)


class RollReopen(RollAct):
    page_title = "重新开放报名"
    question = "原来的链接和二维码又能报名。"
    submit_label = "重新开放"
    success_message = "报名又开了。"

    def perform(self, form: Any) -> Roll:
        return services.reopen_roll(roll=self.object, by=self.request.user)


class RollState(RollAct):
    page_title = "把到场人数记入活动"
    submit_label = "记入活动"
    success_message = "已记入活动的参加人次。"

    @property
    def question(self) -> str:
        came = Standing.of(self.object).came
        return f"签到的共{came}人，记作这场活动的参加人次；活动上原来填的参加人次会被换掉。"

    def perform(self, form: Any) -> Activity:
        return services.state_attendance(roll=self.object, by=self.request.user)


class RollTick(RollMixin, views.ScopedMixin, generic.detail.SingleObjectMixin, generic.View):
    """POST `seen` (all that the page showed) and `came`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        roll = self.get_object()
        seen, came = ([int(key) for key in request.POST.getlist(name) if key.isdigit()] for name in ("seen", "came"))
        number = services.tick(roll=roll, seen=seen, came=came, by=request.user)
        messages.success(request, f"已保存：{number}位报名人到了。")
        return HttpResponseRedirect(roll.get_absolute_url())


class EntryAdd(RollMixin, views.ObjectFormView):
    form_class = EntryForm
    page_title = "现场登记"
    submit_label = "登记，已到场"
    success_message = "已登记，算到场。"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "roll": self.object}

    def perform(self, form: EntryForm) -> Roll:
        services.add_on_the_spot(roll=self.object, entry=form.instance, by=self.request.user)
        return self.object

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = "没有报名、人到了现场的，在这里登记。电话可以不填。"
        return super().get_context_data(intro=intro, **kwargs)


class EntryWithdraw(views.ActView):
    """She rang up: somebody of the federation takes her off the list."""

    permission = Permission.ACTIVITIES_EDIT
    queryset = Entry.objects.select_related("roll__activity__organization")
    page_title = "替她取消报名"
    question = "取消以后，候补的人自动补上。"
    submit_label = "取消报名"
    success_message = "已取消。"

    def perform(self, form: Any) -> Roll:
        return services.withdraw(entry=self.object, by=self.request.user).roll

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.object.roll.get_absolute_url(), **kwargs)


class SheetAttach(RollMixin, views.ObjectFormView):
    form_class = SheetForm
    page_title = "上传签到表照片"
    submit_label = "上传"
    success_message = "已加密保存。"

    def perform(self, form: SheetForm) -> Roll:
        photos = form.cleaned_data["photos"]
        attach_all(owner=self.object, uploads=photos, by=self.request.user, confidential=True)
        return self.object


class SheetPrint(RollMixin, views.ScopedMixin, generic.detail.SingleObjectMixin, generic.View):
    """签到表 to sign on paper."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        roll = self.get_object()
        record_access("打印签到表", by=request.user, subject=roll)
        name = f"签到表_{roll.activity.starts_on:%Y%m%d}"
        return document_response(sheet_of(roll), suffix=".pdf", name=name)
