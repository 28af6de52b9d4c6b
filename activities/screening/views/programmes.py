"""The pages of a statistical year: how it stands here and below, and what the district does with it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from activities.screening import forms, services, tables
from activities.screening.models import Programme, Session
from activities.screening.standing import Standing, rates, standing
from fulian.core import views
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.organizations.models import Organization
from fulian.registers.history import history_of

LATEST = 10
HISTORY = {
    "screening.create": "建立",
    "screening.update": "修改",
    "screening.allot": "分任务",
    "screening.close": "结束",
    "screening.reopen": "重新打开",
    "screening.keep_persons": "开始登记个人信息",
    "screening.stop_persons": "停止登记个人信息，名单已删除",
    "screening.delete": "名单到期删除",
    "screening.import": "导入医院名单",
}


class ProgrammeList(views.ListView):
    permission = Permission.SCREENING_VIEW
    queryset = Programme.objects.select_related("organization")
    table_class = tables.ProgrammeTable
    sorts = {"newest": ("新的在前", "-starts_on")}
    page_title = "两癌筛查"
    page_intro = "宫颈癌、乳腺癌筛查按统计年度登记。妇联负责动员、清点应检和已检人数；检查结果以卫健部门为准。"
    create_url = "screening:programme-create"
    create_label = "建立统计年度"
    empty_title = "还没有两癌筛查年度"
    empty_text = "先由区县妇联建立统计年度，镇街和村社区再登记各场筛查。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["may_create"] = may_open(self.request.user)
        return context


def may_open(user: Any) -> bool:
    reach = user.scope(Permission.SCREENING_EDIT)
    return any(
        reach.covers(post.organization.path) and post.organization.level in services.KEEPERS
        for post in user.active_posts
    )


class ProgrammeDetail(views.DetailView):
    permission = Permission.SCREENING_VIEW
    queryset = Programme.objects.select_related("organization", "closed_by")
    template_name = "screening/programme_detail.html"

    @cached_property
    def place(self) -> Organization:
        """Where she looks: the whole programme when it is in her reach, else her own place in it; or one that she asked for."""
        reach, top = self.request.user.scope(self.permission), self.object.organization
        asked = self.request.GET.get("organization", "")
        if asked:
            found = Organization.objects.visible_to(self.request.user, self.permission).filter(
                path__under=top.path, pk=asked if asked.isdigit() else None
            )
            place = found.first()
            if place is None:
                raise Http404
            return place
        if reach.covers(top.path):
            return top
        own = [post.organization for post in self.request.user.active_posts if reach.covers(post.organization.path)]
        return next((one for one in own if one.path.startswith(top.path)), top)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme, user, place = self.object, self.request.user, self.place
        found = standing(programme, place, today=timezone.localdate())
        edits = user.scope(Permission.SCREENING_EDIT)
        keeps = edits.covers(programme.organization.path)
        whole = place == programme.organization
        sees_results = whole or edits.covers(place.path) or user.scope(Permission.SCREENING_PERSONS).covers(place.path)
        return super().get_context_data(
            back_url=reverse("screening:programme-list"),
            status={"label": programme.get_status_display(), "tone": tables.programme_tone(programme)},
            standing=found,
            is_whole=whole,
            trace=self._trace(),
            may_enter=programme.is_open and bool(edits),
            may_keep=keeps,
            may_allot=programme.is_open and keeps and self._may_divide(place),
            results=rates(found.here.totals) if sees_results else [],
            sessions=self._sessions(),
            sees_persons=programme.keeps_persons and user.may(Permission.SCREENING_PERSONS),
            facts=_facts(programme),
            timeline=history_of(programme, HISTORY) if keeps else [],
            **kwargs,
        )

    def _may_divide(self, place: Organization) -> bool:
        return Organization.objects.filter(parent=place, closed_on__isnull=True).exists()

    def _trace(self) -> str:
        """The door behind the number, for whoever may go through it: {code} is filled in by the page."""
        if not self.request.user.may(Permission.INDICATORS_VIEW):
            return ""
        return reverse("indicators:figure-trace", args=["health.screened", self.place.pk, self.object.period])

    def _sessions(self) -> list[Session]:
        rows = self.object.sessions.visible_to(self.request.user, self.permission).listed()
        return list(rows.filter(organization__path__under=self.place.path).order_by("-day", "-pk")[:LATEST])


def _facts(programme: Programme) -> list[tuple[str, Any]]:
    def label(name: str) -> str:
        return str(Programme._meta.get_field(name).verbose_name)

    facts = [
        ("统计年度", programme.period_text),
        ("对象", f"{programme.ages_text}的适龄妇女，按检查那天的周岁算"),
        (f"{programme.organization.name}{label('base')}", f"{programme.base}人"),
        (label("base_source"), programme.base_source),
        (
            f"{programme.organization.name}{label('target')}",
            f"{programme.target}人" if programme.target is not None else "",
        ),
        ("再查间隔", f"宫颈癌{programme.cervical_years}年，乳腺癌{programme.breast_years}年"),
        (label("keeps_persons"), _persons_text(programme)),
        (label("note"), programme.note),
    ]
    return [(name, value) for name, value in facts if value]


def _persons_text(programme: Programme) -> str:
    if not programme.keeps_persons:
        return "不登记，只登记人数"
    return f"登记，加密保存，到{programme.delete_persons_on:%Y-%m-%d}自动删除。依据：{programme.legal_basis}（{programme.agreed_by}同意）"


class ProgrammeCreate(OnceMixin, views.FormView):
    permission = Permission.SCREENING_EDIT
    form_class = forms.ProgrammeForm
    page_title = "建立统计年度"
    submit_label = "建立"
    success_message = "已建立。接着把任务分到镇街、村社区。"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.may(self.permission) and not may_open(request.user):
            raise PermissionDenied  # townships and villages enter their sessions in the district's
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: forms.ProgrammeForm) -> Programme:
        return services.open_programme(programme=form.instance, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("screening:programme-list"), **kwargs)


class ProgrammeAct:
    """Acts on one programme; the district's alone."""

    permission = Permission.SCREENING_EDIT
    seen_with = Permission.SCREENING_VIEW
    queryset = Programme.objects.select_related("organization")


class ProgrammeUpdate(ProgrammeAct, OnceMixin, views.UpdateView):
    form_class = forms.ProgrammeForm
    page_title = "修改统计年度"
    submit_label = "保存修改"

    def perform(self, form: forms.ProgrammeForm) -> Programme:
        return services.change_programme(
            programme=form.instance, by=self.request.user, version=form.cleaned_data["version"]
        )


class ProgrammeClose(ProgrammeAct, views.ActView):
    page_title = "结束统计年度"
    question = "结束以后，这个统计年度不能再登记、修改场次和结果。结果还没收齐的，先不要结束。"
    submit_label = "结束这个统计年度"
    success_message = "已结束。"

    def perform(self, form: Any) -> Programme:
        return services.close_programme(programme=self.object, by=self.request.user)


class ProgrammeReopen(ProgrammeAct, views.ReasonView):
    page_title = "重新打开统计年度"
    question = "重新打开以后，又可以登记、修改场次和结果。原因写明是什么事，不写姓名。"
    submit_label = "重新打开"
    success_message = "已重新打开。"

    def perform(self, form: Any) -> Programme:
        return services.reopen_programme(
            programme=self.object, reason=form.cleaned_data["reason"], by=self.request.user
        )


class AllotmentUpdate(ProgrammeAct, views.ObjectFormView):
    """What falls to each of the places directly under the programme's organization, or under one of its townships."""

    form_class = forms.AllotForm
    template_name = "screening/allotment_form.html"
    page_title = "分任务"
    submit_label = "保存任务"

    @cached_property
    def place(self) -> Organization:
        asked = self.request.GET.get("organization", "")
        if not asked:
            return self.object.organization
        below = Organization.objects.under(self.object.organization.path)
        place = below.filter(pk=asked if asked.isdigit() else None).first()
        if place is None:
            raise Http404
        return place

    @cached_property
    def units(self) -> list[Organization]:
        """Each with the women of the places below it, where it has no number of its own."""
        below = (
            Organization.objects.filter(parent=OuterRef("pk"), closed_on__isnull=True)
            .order_by()
            .values("parent")
            .annotate(women=Sum("women_count"))
            .values("women")
        )
        units = Organization.objects.filter(parent=self.place, closed_on__isnull=True).in_tree_order()
        return list(units.annotate(women_below=Subquery(below)))

    @cached_property
    def standing(self) -> Standing:
        return standing(self.object, self.place, today=timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(), "programme": self.object, "units": self.units, "whole": self.standing.here.target,
        }  # fmt: skip

    def form_valid(self, form: forms.AllotForm) -> HttpResponse:
        if "count" in self.request.POST:
            try:
                form.share_out()
            except Refused as refusal:
                form.add_refusal(refusal)
                return self.form_invalid(form)
            return self.render_to_response(self.get_context_data(form=form, counted=True))
        return super().form_valid(form)

    def perform(self, form: forms.AllotForm) -> Programme:
        return services.allot(programme=self.object, parts=form.parts, by=self.request.user)

    def get_success_url(self) -> str:
        return f"{self.object.get_absolute_url()}?organization={self.place.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        towns = Organization.objects.filter(parent=self.object.organization, closed_on__isnull=True).in_tree_order()
        return super().get_context_data(place=self.place, towns=towns, here=self.standing.here, **kwargs)
