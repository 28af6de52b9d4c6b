"""工作品牌: a list of names that everybody may see, kept by who writes the plans."""

from typing import Any

import django_tables2 as tables
from django import forms
from django.urls import reverse

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from plans.forms.programmes import ProgrammeForm
from plans.models import Programme, Task
from plans.services import programmes

SHOWN = 100
LABELS = {True: "在用", False: "已停用"}


class ProgrammeTable(tables.Table):
    name = tables.Column(linkify=True)
    active = tables.Column(verbose_name="状态")

    class Meta:
        model = Programme
        fields = ("name", "aliases", "organization", "active")
        orderable = False

    def render_active(self, value: bool) -> str:
        return LABELS[value]


class ProgrammeList(views.ListView):
    permission = Permission.PLANS_VIEW
    queryset = Programme.objects.select_related("organization")
    table_class = ProgrammeTable
    sorts = {"name": ("名称", "name")}
    page_title = "工作品牌"
    page_intro = "写任务时可以勾选；点开一个品牌，看得到属于它的任务。"
    create_url = "plans:programme-create"
    create_label = "加品牌"
    create_permission = Permission.PLANS_EDIT
    empty_title = "还没有工作品牌"
    empty_text = "例如“巾帼大宣讲”“最美家庭”。"


class ProgrammeDetail(views.DetailView):
    """What is done under this name, the newest plan first."""

    permission = Permission.PLANS_VIEW
    queryset = Programme.objects.select_related("organization")
    template_name = "plans/programme_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, programme = self.request.user, self.object
        tasks = Task.objects.visible_to(user, Permission.PLANS_VIEW).placed().filter(programmes=programme)
        return super().get_context_data(
            back_url=reverse("plans:programme-list"),
            facts=[
                (Programme._meta.get_field("aliases").verbose_name, programme.aliases or "—"),
                (Programme._meta.get_field("organization").verbose_name, programme.organization.name),
                ("状态", LABELS[programme.active]),
            ],
            tasks=tasks.order_by("-chapter__plan__year", "chapter__plan", "order")[:SHOWN],
            may_change=user.scope(Permission.PLANS_EDIT).covers(programme.organization.path),
            **kwargs,
        )


class ProgrammeCreate(OnceMixin, views.FormView):
    permission = Permission.PLANS_EDIT
    form_class = ProgrammeForm
    page_title = "加品牌"
    submit_label = "加上这个品牌"
    success_message = "已加上。"

    def perform(self, form: ProgrammeForm) -> Programme:
        return programmes.add_programme(programme=form.instance, by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("plans:programme-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("plans:programme-list"), **kwargs)


class KeptMixin:
    permission = Permission.PLANS_EDIT
    seen_with = Permission.PLANS_VIEW
    queryset = Programme.objects.select_related("organization")

    def get_success_url(self) -> str:
        return reverse("plans:programme-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("plans:programme-list"), **kwargs)  # type: ignore[misc]


class ProgrammeUpdate(KeptMixin, OnceMixin, views.UpdateView):
    form_class = ProgrammeForm
    template_name = "plans/programme_form.html"
    page_title = "修改品牌"
    submit_label = "保存修改"

    def perform(self, form: ProgrammeForm) -> Programme:
        return programmes.change_programme(programme=form.instance, by=self.request.user)


class ProgrammeStop(KeptMixin, views.ActView):
    """Stops one that is in use, and takes one up again that was stopped."""

    success_message = "已改好。"

    @property
    def submit_label(self) -> str:
        return "停用这个品牌" if self.object.active else "重新启用"

    @property
    def page_title(self) -> str:
        return self.submit_label

    @property
    def question(self) -> str:
        return (
            "停用以后写任务时不再列出；已经用过的地方照旧显示。"
            if self.object.active
            else "启用以后写任务时又可以勾选。"
        )

    def perform(self, form: forms.Form) -> Programme:
        act = programmes.stop_programme if self.object.active else programmes.resume_programme
        return act(programme=self.object, by=self.request.user)
