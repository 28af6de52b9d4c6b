"""Pages of the confidential class. Whoever is not its handler or a rights officer above it gets the portal's one 404, before a
single row is read; there is no 403 here, because a 403 says that something is there."""

import tempfile
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse

from fulian.core import views
from fulian.core.crypto import blind_indexes
from fulian.core.exceptions import Refused
from fulian.core.permissions import Permission
from fulian.drafts.views import OnceMixin
from fulian.ledgers.services import file_name, write_workbook
from rights import filters, forms, services, tables
from rights.choices import TRANSITIONS, CaseStatus, Channel
from rights.ledgers import CASES
from rights.models import Case, CasePerson
from rights.services.cases import TEXT_NEEDED
from rights.views.assistance import NoStore


class ConfidentialMixin(NoStore):
    """Put it first. Nothing is told to anybody else, and nothing stays in a browser's cache."""

    permission = Permission.CASES_HANDLE
    queryset = Case.objects.with_context()
    slug_field = slug_url_kwarg = "number"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.may(self.permission):  # type: ignore[union-attr]
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class CaseList(ConfidentialMixin, views.ListView):
    filterset_class = filters.CaseFilter
    table_class = tables.CaseTable
    template_name = "rights/case_list.html"
    sorts = {"newest": ("接到由近到远", "-received_on"), "oldest": ("接到由远到近", "received_on")}
    page_title = "求助登记"
    create_url = "rights:case-create"
    create_label = "登记求助"
    empty_title = "没有求助登记"
    empty_text = "来信来访来电都在这里登记；只有经办人和负责本地的权益干事看得到。"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_list(by=request.user)
        return super().get(request, *args, **kwargs)


class CaseLookup(ConfidentialMixin, views.FormView):
    """Has she been here before? Asked by POST: a telephone number does not go into an address."""

    form_class = forms.LookupForm
    template_name = "rights/case_lookup.html"
    page_title = "按电话查找"
    submit_label = "查找"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {k: v for k, v in super().get_form_kwargs().items() if k != "user"}

    def form_valid(self, form: Any) -> HttpResponse:
        services.note_list(by=self.request.user)
        found = CasePerson.objects.filter(phone_index__in=blind_indexes(form.cleaned_data["phone"], "phone"))
        cases = self.queryset.all().visible_to(self.request.user).filter(pk__in=found.values("case"))
        rows = list(cases.order_by("-received_on")[:30])
        table = tables.CaseTable(rows, request=self.request)
        return self.render_to_response(self.get_context_data(form=form, table=table, rows=rows, asked=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("rights:case-list"), **kwargs)


class CaseDetail(ConfidentialMixin, views.DetailView):
    template_name = "rights/case_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        services.note_look(case=case, by=self.request.user)
        return super().get_context_data(
            page_title="求助登记",
            back_url=reverse("rights:case-list"),
            status={"label": case.get_status_display(), "tone": tables.CASE_TONES.get(CaseStatus(case.status), "none")},
            facts=_facts(case),
            persons=case.persons.all(),
            timeline=_timeline(case),
            next_steps=_next_steps(case),
            similar=self._similar(),
            looks=_looks(case),
            **kwargs,
        )

    def _similar(self) -> list[Case]:
        """Other cases with a telephone number of this one; told to rights officers, who are the only ones here."""
        keys = {key for person in self.object.persons.all() for key in blind_indexes(person.phone, "phone")}
        found = CasePerson.objects.filter(phone_index__in=keys).exclude(case=self.object)
        return list(Case.objects.visible_to(self.request.user).filter(pk__in=found.values("case"))[:10]) if keys else []


class PersonsMixin:
    """A case's form with the persons of the case under it; both must be right before anything is written."""

    template_name = "rights/case_form.html"
    request: HttpRequest
    object: Case | None = None

    def get_persons(self) -> Any:
        if not hasattr(self, "_persons"):
            data = self.request.POST if self.request.method == "POST" else None
            self._persons = forms.PersonFormSet(data, case=self.object)
        return self._persons

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.get_persons().is_valid():
            return self.form_invalid(form)  # type: ignore[attr-defined]
        return super().form_valid(form)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(persons=self.get_persons(), **kwargs)  # type: ignore[misc]


class CaseCreate(ConfidentialMixin, PersonsMixin, OnceMixin, views.FormView):
    form_class = forms.CaseForm
    page_title = "登记求助"
    submit_label = "登记"
    success_message = "已登记。"

    def perform(self, form: forms.CaseForm) -> Case:
        return services.register_case(
            case=form.instance,
            categories=form.cleaned_data["categories"],
            persons=self.get_persons().persons,
            answer=form.cleaned_data["answer"],
            by=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("rights:case-list"), **kwargs)


class CaseUpdate(ConfidentialMixin, PersonsMixin, OnceMixin, views.UpdateView):
    """Shows everything in full, so opening it is a look that is logged."""

    form_class = forms.CaseForm
    page_title = "修改登记"
    submit_label = "保存修改"
    compares = False  # the persons are no part of the form, and a second look at the whole would have to be logged

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_look(case=self.object, by=request.user, whole=True)
        return super().get(request, *args, **kwargs)

    def perform(self, form: forms.CaseForm) -> Case:
        return services.update_case(
            case=form.instance,
            categories=form.cleaned_data["categories"],
            persons=self.get_persons().persons,
            by=self.request.user,
            version=form.cleaned_data["version"],
        )


class CaseAdvance(ConfidentialMixin, views.ObjectFormView):
    form_class = forms.AdvanceForm

    @property
    def to(self) -> CaseStatus:
        if self.kwargs["to"] not in TRANSITIONS:
            raise Http404
        return CaseStatus(self.kwargs["to"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "needed": self.to in TEXT_NEEDED}

    def perform(self, form: forms.AdvanceForm) -> Case:
        return services.advance_case(case=self.object, to=self.to, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=self.to.label, submit_label=f"登记{self.to.label}", intro=TEXT_NEEDED.get(self.to, ""), **kwargs
        )


class CaseContactCreate(ConfidentialMixin, OnceMixin, views.ObjectFormView):
    form_class = forms.ContactForm
    page_title = "再次来访来电"
    submit_label = "记下这一次"

    def perform(self, form: forms.ContactForm) -> Case:
        services.add_contact(case=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class CaseNoteCreate(ConfidentialMixin, OnceMixin, views.ObjectFormView):
    form_class = forms.NoteForm
    page_title = "办理记录"
    submit_label = "记下"

    def perform(self, form: forms.NoteForm) -> Case:
        services.add_note(case=self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class CaseHandOver(ConfidentialMixin, views.ObjectFormView):
    form_class = forms.HandOverForm
    page_title = "更换经办人"
    submit_label = "交给她"
    success_message = "已交接。"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.object}

    def perform(self, form: forms.HandOverForm) -> Case:
        return services.hand_over_case(case=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("rights:case-list")


class CaseReveal(ConfidentialMixin, views.ObjectFormView):
    """Asks why, writes it down, and answers with the page itself: a full name never stands behind an address."""

    form_class = forms.RevealForm
    page_title = "查看完整信息"
    submit_label = "查看"

    def form_valid(self, form: forms.RevealForm) -> HttpResponse:
        try:
            services.reveal_case(case=self.object, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)
        self.template_name = "rights/case_reveal.html"
        return self.render_to_response(self.get_context_data(form=form, persons=self.object.persons.all()))


class CaseExport(ConfidentialMixin, views.FormView):
    """Masked like the list, and handed out only against a reason."""

    form_class = forms.RevealForm
    template_name = "rights/case_export.html"
    page_title = "导出求助登记"
    submit_label = "导出"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {k: v for k, v in super().get_form_kwargs().items() if k != "user"}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        del form.fields["words"]
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        rows = Case.objects.with_context().visible_to(user).order_by("-received_on", "-pk")
        file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
        write_workbook(CASES, rows, file)
        services.note_export(why=form.cleaned_data["why"], by=user)
        file.seek(0)
        post = user.current_post  # type: ignore[union-attr]
        name = file_name(CASES, post.organization.name if post else "妇联")
        return FileResponse(file, as_attachment=True, filename=name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            intro="导出的表格里求助人只有姓，没有电话、住址和内容。谁在什么时候因为什么导出，都有记录。",
            cancel_url=reverse("rights:case-list"),
            **kwargs,
        )


class LeadCreate(NoStore, OnceMixin, views.FormView):
    """求助线索上报: one way. She sees the number, to speak of it on the telephone, and never the content again."""

    permission = Permission.ASSISTANCE_EDIT
    form_class = forms.LeadForm
    template_name = "rights/lead_form.html"
    page_title = "求助线索上报"
    submit_label = "上报"
    success_message = "已上报。编号在下面，电话联系时报这个编号。"

    def perform(self, form: forms.LeadForm) -> Case:
        return services.report_lead(by=self.request.user, **form.values)

    def get_success_url(self) -> str:
        return reverse("rights:lead-create")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = Case.objects.filter(created_by=self.request.user, channel=Channel.LEAD).order_by("-created_at")
        return super().get_context_data(
            intro="发现妇女儿童需要帮助，马上报给镇街权益干事。有生命危险请先打110。",
            cancel_url="/",
            reported=list(mine.values("number", "created_at")[:20]),
            **kwargs,
        )


def _facts(case: Case) -> list[tuple[str, Any]]:
    def label(name: str) -> str:
        return str(Case._meta.get_field(name).verbose_name)

    contacts = case.contacts.count()
    facts = [
        (label("number"), case.number),
        (label("channel"), case.get_channel_display()),
        (label("received_on"), case.received_on),
        ("件次", contacts),
        (label("people_count"), case.people_count),
        (label("categories"), case.category_names),
        (label("organization"), case.organization.name),
        (label("handler"), case.handler.name if case.handler else "还没有人经办"),
        (label("way"), case.get_way_display()),
        ("告知期限（遇节假日顺延）", case.notice_due_on),
        (label("accepted_on"), case.accepted_on),
        ("办结期限（遇节假日顺延）", case.reply_due_on),
        (label("closed_on"), case.closed_on),
    ]
    return [(name, value) for name, value in facts if value]


def _timeline(case: Case) -> list[dict[str, Any]]:
    return [
        {"what": f"{step.on:%Y-%m-%d} {step.get_kind_display()}", "by": step.by.name, "at": step.at, "note": step.text}
        for step in case.steps.select_related("by").order_by("-at", "-pk")
    ]


def _looks(case: Case) -> list[dict[str, Any]]:
    return [
        {"what": look.get_what_display(), "by": look.by.name, "at": look.at, "note": look.get_why_display()}
        for look in case.looks.select_related("by")[:20]
    ]


def _next_steps(case: Case) -> list[dict[str, str]]:
    return [
        {"label": to.label, "url": reverse("rights:case-advance", args=[case.number, to.value])}
        for to in case.next_statuses
    ]
