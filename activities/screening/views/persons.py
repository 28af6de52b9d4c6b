"""The register of persons. Only the rights and health officers get here, every look is written down, and nothing of it stays in a
browser's cache."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from activities.screening import forms, services, tables
from activities.screening.filters import PersonFilter
from activities.screening.models import Person, Programme, Session
from activities.screening.views.programmes import ProgrammeAct
from fulian.core import views
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin


@method_decorator(sensitive_post_parameters(), name="dispatch")
class NoStore:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response["Cache-Control"] = "private, no-store"
        return response


class PersonsKeep(ProgrammeAct, views.ObjectFormView):
    """The district begins a register, and says on what ground; she does not thereby see it."""

    form_class = forms.KeepForm
    page_title = "登记个人信息"
    submit_label = "开始登记个人信息"
    success_message = "已开始登记个人信息。名单只有权益干事、两癌筛查专员看得到。"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object}

    def perform(self, form: forms.KeepForm) -> Programme:
        return services.keep_persons(programme=self.object, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = (
            "平时只登记人数，不用打开这一项。筛查结果归卫健部门管理，妇联登记个人信息要有文件依据或者本人单独同意，"
            "只用来通知参检、随访和协助申请救助。名单加密保存，每次查看都有记录，到期自动删除。"
        )
        return super().get_context_data(intro=intro, **kwargs)


class PersonsStop(ProgrammeAct, views.ReasonView):
    page_title = "停止登记个人信息"
    question = "停止以后，已经登记的名单马上全部删除，不能恢复；各场筛查的人数和结果不变。原因里不写姓名。"
    submit_label = "停止并删除名单"
    success_message = "已停止，名单已删除。"

    def perform(self, form: Any) -> Programme:
        services.stop_keeping_persons(programme=self.object, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.object

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tone="danger", **kwargs)


class PersonList(NoStore, views.ListView):
    permission = Permission.SCREENING_PERSONS
    queryset = Person.objects.listed()
    filterset_class = PersonFilter
    table_class = tables.PersonTable
    sorts = {"recorded": ("最近登记", "-id")}
    page_title = "筛查人员名单"
    page_intro = "姓名、身份证号只显示一部分。您查看名单已记录；要看完整信息，点“看完整信息”并说明理由。"
    empty_title = "没有名单"
    empty_text = "统计年度打开“登记个人信息”以后，在场次页面登记或从医院表格导入。"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_list(by=request.user)
        return super().get(request, *args, **kwargs)


class PersonCreate(NoStore, OnceMixin, views.ObjectFormView):
    """In a session of a programme that keeps a register; no draft is kept of what is typed."""

    permission = Permission.SCREENING_PERSONS
    queryset = Session.objects.select_related("organization", "programme__organization")
    form_class = forms.PersonForm
    page_title = "登记筛查人员"
    submit_label = "登记"
    success_message = "已登记。"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Person(session=self.object)}

    def perform(self, form: forms.PersonForm) -> Person:
        return services.add_person(person=form.instance, by=self.request.user, anyway=form.cleaned_data["anyway"])

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            intro=f"{self.object}。加密保存，只有权益干事和两癌筛查专员看得到。",
            **kwargs,
        )  # fmt: skip


class PersonAct(NoStore):
    permission = Permission.SCREENING_PERSONS
    queryset = Person.objects.select_related("organization", "session__organization", "session__programme")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_look(by=request.user)
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def get_success_url(self) -> str:
        return reverse("screening:person-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Person = self.object  # type: ignore[attr-defined]
        who = f"{person.masked_name}，{person.session.day:%Y-%m-%d}{person.session.organization.name}检查。"
        return super().get_context_data(intro=who, cancel_url=reverse("screening:person-list"), **kwargs)  # type: ignore[misc]


class PersonReveal(PersonAct, views.ObjectFormView):
    """Asks why, writes it down, and answers with the page itself: a full name never stands behind an address."""

    form_class = forms.RevealForm
    page_title = "看完整信息"
    submit_label = "查看"

    def form_valid(self, form: forms.RevealForm) -> HttpResponse:
        services.reveal_person(person=self.object, why=form.cleaned_data["why"], by=self.request.user)
        self.template_name = "screening/person_reveal.html"
        return self.render_to_response(self.get_context_data(form=form))


class PersonFollowUp(PersonAct, views.ObjectFormView):
    form_class = forms.FollowUpForm
    page_title = "记随访"
    submit_label = "保存"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.object}

    def perform(self, form: forms.FollowUpForm) -> Person:
        return services.set_follow_up(person=self.object, by=self.request.user, **form.cleaned_data)


class PersonRemove(PersonAct, views.ObjectFormView):
    form_class = forms.RemoveForm
    template_name = "generic/confirm.html"
    page_title = "从名单删去"
    submit_label = "删去"
    success_message = "已删去。"

    def perform(self, form: forms.RemoveForm) -> None:
        services.remove_person(person=self.object, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(question="删去以后不能恢复；场次里的人数不变。", tone="danger", **kwargs)
