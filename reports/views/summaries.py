"""The year's summary: list, request, page, prose, submission, return, signature, corrections, files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import generic

from fulian.core.chinese import spoken
from fulian.core.exceptions import Refused
from fulian.core.periods import Month, Period
from fulian.core.permissions import Permission
from fulian.core.views import ActView, DetailView, FormView, ListView, ObjectFormView, ReasonView, UpdateView
from fulian.documents.keeping import media_path
from fulian.drafts.views import OnceMixin
from fulian.indicators.spans import span_of
from fulian.jobs.models import JobRun
from reports.forms.summaries import CompareForm, CorrectionForm, ProseForm, RefreshForm, RequestForm, SignForm
from reports.models import AnnualSummary, SummaryFile, SummaryFreeze, SummaryVersion
from reports.services.comparing import compare_file
from reports.services.composing import runs_of, strange_numbers
from reports.services.planned import from_rows
from reports.services.signing import correct_summary, edit_prose, return_summary, sign_summary, submit_summary
from reports.services.summarising import JOB_KIND, month_spans, refresh_summary, request_summary
from reports.summary_choices import Edition, SummaryStatus
from reports.summary_tables import SummaryFilter, SummaryTable

SUMMARIES = AnnualSummary.objects.select_related("organization")
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class SummaryList(ListView):
    permission = Permission.SUMMARIES_VIEW
    template_name = "reports/summary_list.html"
    queryset = SUMMARIES
    filterset_class = SummaryFilter
    table_class = SummaryTable
    sorts = {"year": ("年度", "-year"), "new": ("最近提出", "-created_at")}
    page_title = "工作总结"
    page_intro = "由全年记录和月报生成：每个数都能点开看它的来处。"
    create_url = "reports:summary-request"
    create_label = "生成总结"
    create_permission = Permission.SUMMARIES_EDIT
    empty_title = "还没有工作总结"
    empty_text = "年底前就可以先生成一稿，没有锁定的月份会注明暂计。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_edit_outline = self.request.user.may(Permission.INDICATORS_EDIT)
        return super().get_context_data(may_edit_outline=may_edit_outline, **kwargs)


class ToJob:
    """Goes on to the progress of the job that it started; without one, back to the summary."""

    object: AnnualSummary
    result: JobRun | None

    def get_success_url(self) -> str:
        return self.result.get_absolute_url() if self.result else self.object.get_absolute_url()


class SummaryRequest(OnceMixin, FormView):
    permission = Permission.SUMMARIES_EDIT
    form_class = RequestForm
    page_title = "生成工作总结"
    submit_label = "开始生成"
    success_message = ""

    def perform(self, form: Any) -> JobRun:
        return request_summary(**form.cleaned_data, by=self.request.user)[1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("reports:summary-list"), **kwargs)


class SummaryDetail(DetailView):
    permission = Permission.SUMMARIES_VIEW
    queryset = SUMMARIES.select_related("created_by", "submitted_by", "signed_by")
    template_name = "reports/summary_detail.html"

    @cached_property
    def job(self) -> JobRun | None:
        return JobRun.objects.about(self.object).filter(kind=JOB_KIND).order_by("-pk").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        summary: AnnualSummary = self.object
        freeze = summary.freezes.order_by("-number").first()
        files = Prefetch("files", SummaryFile.objects.order_by("edition", "-suffix"))
        versions = list(summary.versions.select_related("made_by").defer("documents").prefetch_related(files))
        latest = next((version for version in versions if version.rendered_at), None)
        may = self.request.user.scope(Permission.SUMMARIES_EDIT).covers(summary.organization.path)
        signs = self.request.user.scope(Permission.SUMMARIES_SIGN).covers(summary.organization.path)
        return super().get_context_data(
            page_title=str(summary),
            freeze=freeze,
            chapters=self._chapters(freeze),
            versions=versions,
            latest=latest,
            latest_files=_by_edition(latest),
            job=self.job,
            changes=_changes(summary) if may or signs else [],
            corrections=summary.corrections.select_related("made_by"),
            may_edit=may and summary.editable and bool(versions),
            may_compare=may and bool(versions),
            may_decide=signs and summary.status == SummaryStatus.SUBMITTED,
            may_correct=signs and summary.signed,
            writer=may or signs,
            open_months=month_spans([Month.parse(text).month for text in freeze.open_months]) if freeze else "",
            unmet=[line for one in from_rows(freeze.plan) for line in one.lines if line.unmet] if freeze else [],
            missing=freeze.due - freeze.filed if freeze else 0,
            **kwargs,
        )

    def _chapters(self, freeze: SummaryFreeze | None) -> list[dict[str, Any]]:
        """The prose by chapter; each figure with the address of its trace."""
        summary: AnnualSummary = self.object
        chapters: list[dict[str, Any]] = []
        for paragraph in summary.paragraphs.all():
            if not chapters or chapters[-1]["title"] != paragraph.chapter_title:
                number = spoken(1 + sum(bool(chapter["title"]) for chapter in chapters if chapter["printed"]))
                chapters.append(
                    {"title": paragraph.chapter_title, "number": number, "paragraphs": [], "printed": False}
                )
            chapters[-1]["printed"] |= bool(paragraph.text)
            chapters[-1]["paragraphs"].append(
                {
                    "runs": [(run.text, self._trace_url(run.code, freeze)) for run in runs_of(paragraph)],
                    "changed": paragraph.changed,
                    "removed": paragraph.removed,
                    "generated": paragraph.generated_text,
                    "strange": strange_numbers(paragraph),
                }
            )
        return chapters

    def _trace_url(self, code: str, freeze: SummaryFreeze | None) -> str:
        if not code or freeze is None or not self.request.user.may(Permission.INDICATORS_VIEW):
            return ""
        period = Period.year(self.object.year, freeze.until)
        return reverse("indicators:figure-trace", args=[code, self.object.organization_id, span_of(period)])


def _changes(summary: AnnualSummary) -> list[tuple[str, str, str]]:
    """Figures that came out differently when they were taken anew: what the leader asks about first."""
    last = list(summary.freezes.order_by("-number")[:2])
    if len(last) < 2:
        return []
    now, before = ({figure.code: figure for figure in freeze.figures.all()} for freeze in last)
    return [
        (figure.name, before[code].text or "无", figure.text or "无")
        for code, figure in now.items()
        if code in before and before[code].text != figure.text
    ]


def _by_edition(version: SummaryVersion | None) -> list[dict[str, Any]]:
    files = list(version.files.all()) if version else []
    return [
        {"label": edition.label, "files": found}
        for edition in Edition
        if (found := [file for file in files if file.edition == edition])
    ]


class SummaryRefresh(ToJob, OnceMixin, UpdateView):
    permission = Permission.SUMMARIES_EDIT
    seen_with = Permission.SUMMARIES_VIEW
    queryset = SUMMARIES
    form_class = RefreshForm
    page_title = "重新取数"
    submit_label = "重新取数并生成新一稿"
    success_message = ""

    def perform(self, form: Any) -> JobRun:
        return refresh_summary(summary=self.object, **form.cleaned_data, by=self.request.user)[1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = "按现在的记录重新统计全部数据，生成新一稿。您改过的段落保留，新生成的文字放在旁边供对照。"
        return super().get_context_data(intro=intro, **kwargs)


class SummaryEdit(ToJob, OnceMixin, ObjectFormView):
    permission = Permission.SUMMARIES_EDIT
    seen_with = Permission.SUMMARIES_VIEW
    queryset = SUMMARIES
    form_class = ProseForm
    draft_key = "reports.summary"
    page_title = "修改文字"
    submit_label = "保存并排出新一稿"
    success_message = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "summary": self.object}

    def perform(self, form: Any) -> JobRun | None:
        version = form.cleaned_data["version"]
        return edit_prose(summary=self.object, texts=form.texts, version=version, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = "一段留空，就不印这一段。改动另存为新一稿，以前各稿都留着。"
        return super().get_context_data(intro=intro, **kwargs)


class SummaryCompare(ObjectFormView):
    """The Word file comes back from its round: which numbers no longer match?"""

    permission = Permission.SUMMARIES_EDIT
    seen_with = Permission.SUMMARIES_VIEW
    queryset = SUMMARIES
    form_class = CompareForm
    template_name = "reports/summary_compare.html"
    page_title = "核对改过的Word"
    submit_label = "核对数字"

    def form_valid(self, form: Any) -> HttpResponse:
        upload = form.cleaned_data["file"]
        try:
            comparison = compare_file(summary=self.object, upload=upload.file, size=upload.size)
        except Refused as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, comparison=comparison))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = "送审稿在WPS里改过以后，传上来看看哪些数和统计的对不上。"
        return super().get_context_data(intro=intro, **kwargs)


class SummarySubmit(ActView):
    permission = Permission.SUMMARIES_EDIT
    seen_with = Permission.SUMMARIES_VIEW
    queryset = SUMMARIES
    page_title = "送审"
    question = "把最新一稿送给领导审定吗？送审期间不能再改文字。"
    submit_label = "送审"
    success_message = "已送审。"

    def perform(self, form: Any) -> AnnualSummary:
        submit_summary(summary=self.object, by=self.request.user)
        return self.object


class SummaryReturn(ReasonView):
    permission = Permission.SUMMARIES_SIGN
    seen_with = Permission.SUMMARIES_VIEW
    queryset = SUMMARIES
    page_title = "退回修改"
    question = "退回给起草人修改。请写明要改哪里。"
    submit_label = "退回修改"
    success_message = "已退回修改。"

    def perform(self, form: Any) -> AnnualSummary:
        return_summary(summary=self.object, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.object


class SummarySign(ToJob, ActView):
    permission = Permission.SUMMARIES_SIGN
    seen_with = Permission.SUMMARIES_VIEW
    queryset = SUMMARIES
    form_class = SignForm
    page_title = "签发"
    submit_label = "签发"
    success_message = ""

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def perform(self, form: Any) -> JobRun:
        return sign_summary(summary=self.object, version=form.cleaned_data["version"], by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = f"签发第{self.object.version}稿吗？签发后数据、口径、文字和文件都不再改变，只能做有编号的更正。"
        return super().get_context_data(question=question, **kwargs)


class SummaryCorrect(ToJob, OnceMixin, ObjectFormView):
    permission = Permission.SUMMARIES_SIGN
    seen_with = Permission.SUMMARIES_VIEW
    queryset = SUMMARIES
    form_class = CorrectionForm
    page_title = "更正"
    submit_label = "更正并另出文件"
    success_message = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "summary": self.object}

    def perform(self, form: Any) -> JobRun:
        return correct_summary(summary=self.object, **form.cleaned_data, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = "签发的文件保留不动；更正编号、注明原因，另出一份文件。"
        return super().get_context_data(intro=intro, **kwargs)


class SummaryDownload(generic.View):
    """A file of a version, for whoever may see the summary. The draft's prose and its check copy are the house's own."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.may(Permission.SUMMARIES_VIEW):
            raise PermissionDenied
        file = SummaryFile.objects.select_related("version__summary__organization").filter(pk=pk).first()
        seen = AnnualSummary.objects.visible_to(request.user, Permission.SUMMARIES_VIEW)
        if file is None or not seen.filter(pk=file.version.summary_id).exists():
            raise Http404
        path = media_path(file.name)
        if not path.is_file():
            raise Http404
        answer = FileResponse(path.open("rb"), as_attachment=True, filename=_name_for_people(file))
        answer["Content-Type"] = CONTENT_TYPES[file.suffix]
        answer["Cache-Control"] = "private, no-store"
        return answer


def _name_for_people(file: SummaryFile) -> str:
    version = file.version
    final = "" if version.summary.signed and version.number == version.summary.version else f"_第{version.number}稿"
    return f"{version.summary.organization.name}_{version.summary.year}年工作总结_{file.get_edition_display()}{final}{file.suffix}"
