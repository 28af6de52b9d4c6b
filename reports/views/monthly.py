"""The month for whoever reports it: her months, the sheet filled in from the records, what became of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import generic

from fulian.core.exceptions import Refused
from fulian.core.periods import Month
from fulian.core.permissions import Permission
from fulian.core.views import ActView, ObjectFormView, PermissionMixin, ScopedMixin
from fulian.drafts.views import OnceMixin
from fulian.indicators.statements import countable_indicators, monthly_indicators
from fulian.ledgers.views import ExportView
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from reports import overview as overviews
from reports import sheets
from reports.choices import EDITABLE, FINAL, DecisionKind, Status
from reports.forms.monthly import MonthlyReportForm
from reports.ledgers import MONTHLY_REPORTS
from reports.models import MonthlyReport, Reminder
from reports.services import filing
from reports.services.steps import term_of

TEXTS = ("highlights", "next_steps", "problems")
STATE_UNITS = 1_000_000  # a draft is kept per organization and month: 345 and 2026-10 make 345202610


class OrganizationMonthMixin:
    """A page of one organization's month: `months/<organization>/<month>/…`."""

    queryset = Organization.objects.reporting()
    kwargs: dict[str, Any]

    @property
    def month(self) -> Month:
        return self.kwargs["month"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(month=self.month, organization=self.object, **kwargs)  # type: ignore[misc]


class MonthlyReportList(PermissionMixin, generic.View):
    """The door: a village sees its months, everybody above them the month that is being reported."""

    permission = Permission.REPORTS_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        organization = overviews.my_organization(request.user)
        if organization is None:
            raise Http404
        if organization.level == Level.VILLAGE:
            return redirect("reports:monthly-report-year", organization.pk)
        month = overviews.current_month(organization, timezone.localdate())
        return redirect("reports:monthly-report-overview", organization.pk, month)


class MonthlyReportYear(ScopedMixin, generic.DetailView):
    """The months of one organization."""

    permission = Permission.REPORTS_VIEW
    queryset = Organization.objects.reporting()
    template_name = "reports/monthly_report_year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        years = overviews.years_of(self.object, today)
        chosen = self.request.GET.get("year", "")
        year = int(chosen) if chosen.isdecimal() and int(chosen) in years else years[0]
        month = overviews.current_month(self.object, today)
        months = overviews.reported_months(self.object, year, today)
        current = next((line for m, line in months if m == month), None)
        term = term_of(self.object, month)
        return super().get_context_data(
            organization=self.object, years=years, year=year, months=months, month=month, current=current, term=term,
            days_left=term.days_left(today), may_file=overviews.may(self.request.user, Permission.REPORTS_FILE, self.object), **kwargs,
        )  # fmt: skip


class MonthlyReportOverview(OrganizationMonthMixin, ScopedMixin, generic.DetailView):
    """Who below has reported the month and who has not."""

    permission = Permission.REPORTS_VIEW
    queryset = Organization.objects.filter(level__in=[Level.TOWN, Level.DISTRICT])
    template_name = "reports/monthly_report_overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = overviews.overview(self.object, self.month, with_cells=True)
        wanted = self.request.GET.get("status", "")
        shown = [line for line in found.lines if line.status == wanted] if wanted in Status.values else None
        return super().get_context_data(
            overview=found,
            shown=shown,
            shown_status=wanted if shown is not None else "",
            groups=found.groups if shown is None else [],
            previous=self.month.plus(-1),
            following=self.month.plus(1) if self.month.plus(1).first <= found.today else None,
            may_file=overviews.may(user, Permission.REPORTS_FILE, self.object),
            may_review=overviews.may(user, Permission.REPORTS_REVIEW, self.object),
            may_close=self.object.level == Level.DISTRICT
            and overviews.may(user, Permission.REPORTS_CLOSE, self.object),
            **kwargs,
        )


class MonthlyReportExport(ExportView):
    """The month of an organization and everything below it, as a file."""

    ledger = MONTHLY_REPORTS

    def get_queryset(self):
        organizations = Organization.objects.visible_to(self.request.user, Permission.REPORTS_VIEW)
        organization = get_object_or_404(organizations, pk=self.kwargs["pk"])
        return super().get_queryset().of_month(self.kwargs["month"]).under(organization.path)


class MonthlyReportFill(OnceMixin, OrganizationMonthMixin, ObjectFormView):
    """The sheet: what the records already say, boxes for what they do not."""

    permission = Permission.REPORTS_FILE
    seen_with = Permission.REPORTS_VIEW
    form_class = MonthlyReportForm
    template_name = "reports/monthly_report_fill.html"
    draft_key = "reports.monthly"
    version_field = "revision"

    @cached_property
    def report(self) -> MonthlyReport:
        return filing.draft_of(self.object, self.month)

    @cached_property
    def indicators(self) -> list:
        return monthly_indicators(self.object)

    @property
    def draft_object_id(self) -> int:
        return self.object.pk * STATE_UNITS + self.month.year * 100 + self.month.month

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refused := self._refused():
            return refused
        if not self.report.editable:
            return redirect(self.report)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._refused() or super().post(request, *args, **kwargs)

    def _refused(self) -> HttpResponse | None:
        """A month that this organization cannot report gets its reason, not a form."""
        try:
            self.report  # noqa: B018  read once, kept
        except Refused as refusal:
            context = {"organization": self.object, "month": self.month, "message": refusal.message}
            return render(self.request, "reports/monthly_report_refused.html", context, status=422)
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "report": self.report, "indicators": self.indicators}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, report, today = context["form"], self.report, timezone.localdate()
        fields = {
            i.code: {"added": form[f"added-{i.code}"], "note": form[f"note-{i.code}"], "na": form[f"na-{i.code}"]}
            for i in self.indicators
        }
        sent_back = sheets.last_sent_back(report) if report.status == Status.RETURNED else None
        previous = sheets.previous_statement(self.object, self.month)
        lines = sheets.lines_of(report, self.indicators, previous=previous, sent_back=sent_back, fields=fields)
        shown = [
            line for line in lines if not line.blank or line.typed or line.comment or _typed_last_month(previous, line)
        ]
        term = term_of(self.object, self.month)
        context.update(
            report=report, sent_back=sent_back, shown=sheets.by_area(shown),
            others=sheets.by_area(line for line in lines if line not in shown), others_count=len(lines) - len(shown),
            texts=[form[name] for name in TEXTS], term=term, days_left=term.days_left(today),
            records=sum(line.cell.recorded is not None for line in lines),
            nothing=not report.statement.cells, running=self.month.last >= today,
        )  # fmt: skip
        return context

    def perform(self, form: MonthlyReportForm) -> MonthlyReport:
        written = {
            "by": self.request.user,
            "entries": form.entries,
            "texts": form.texts,
            "revision": form.cleaned_data["revision"],
        }
        self.submitting = form.submitting
        if form.submitting:
            self.success_message = f"{self.month.label}月报已提交，等待审核。"
            return filing.file_report(organization=self.object, month=self.month, **written)
        self.success_message = "已保存，还没有提交。"
        report = filing.open_report(organization=self.object, month=self.month, by=self.request.user)
        return filing.save_draft(report=report, **written)

    def form_as_stored(self) -> Any:
        del self.report
        return super().form_as_stored()

    def changed_by(self) -> tuple[Any, None]:
        return None, None

    def get_success_url(self) -> str:
        if self.submitting:
            return self.result.get_absolute_url()
        return reverse("reports:monthly-report-fill", args=[self.object.pk, self.month])


def _typed_last_month(previous, line: sheets.Line) -> bool:
    return previous is not None and previous.cell(line.indicator.code).added is not None


class MonthlyReportDraft(PermissionMixin, generic.View):
    """From a kept draft back to its sheet."""

    permission = Permission.REPORTS_FILE

    def get(self, request: HttpRequest, object_id: int) -> HttpResponse:
        key, number = divmod(object_id, STATE_UNITS)
        try:
            month = Month(*divmod(number, 100))
        except ValueError as error:
            raise Http404 from error
        organization = get_object_or_404(Organization.objects.visible_to(request.user, self.permission), pk=key)
        return HttpResponseRedirect(f"{reverse('reports:monthly-report-fill', args=[organization.pk, month])}?draft=1")


class MonthlyReportZero(OrganizationMonthMixin, ActView):
    """零报告, in one tap from the sheet."""

    permission = Permission.REPORTS_FILE
    seen_with = Permission.REPORTS_VIEW
    submit_label = "提交零报告"

    @property
    def page_title(self) -> str:
        return f"{self.month.label}零报告"

    @property
    def question(self) -> str:
        return f"{self.object}{self.month.label}没有活动，也没有要补充的数，提交零报告。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("reports:monthly-report-fill", args=[self.object.pk, self.month])
        return super().get_context_data(cancel_url=back, **kwargs)

    def perform(self, form) -> MonthlyReport:
        self.success_message = f"{self.month.label}零报告已提交，等待审核。"
        return filing.file_zero(organization=self.object, month=self.month, by=self.request.user)


class MonthlyReportDetail(ScopedMixin, generic.DetailView):
    """What was reported, what became of it, and what may be done next."""

    permission = Permission.REPORTS_VIEW
    queryset = MonthlyReport.objects.with_people()
    template_name = "reports/monthly_report_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = filing.bring_up_to_date(self.object), self.request.user
        organization, month = report.organization, report.as_month
        indicators = countable_indicators(organization)
        names = {indicator.code: indicator.name for indicator in indicators}
        sent_back = sheets.last_sent_back(report) if report.status in (*EDITABLE, Status.SUBMITTED) else None
        lines = sheets.lines_of(
            report, indicators, previous=sheets.previous_statement(organization, month), sent_back=sent_back
        )
        term = term_of(organization, month)
        files = overviews.may(user, Permission.REPORTS_FILE, organization)
        reviews = (
            report.status in (Status.SUBMITTED, Status.APPROVED)
            and not term.closed
            and overviews.may_review(user, report)
        )
        return super().get_context_data(
            report=report, organization=organization, month=month, term=term, sent_back=sent_back,
            groups=sheets.by_area(line for line in lines if not line.blank or line.comment),
            texts=[(MonthlyReport._meta.get_field(name).verbose_name, getattr(report, name)) for name in TEXTS],
            timeline=sheets.timeline(report, names),
            corrections=report.corrections.select_related("indicator", "made_by"),
            left_out=_left_out(report, indicators),
            may_edit=files and report.editable,
            may_withdraw=files and report.status == Status.SUBMITTED,
            may_review=reviews and report.status == Status.SUBMITTED,
            may_reopen=reviews and report.status == Status.APPROVED,
            may_correct=term.closed and report.status in FINAL and overviews.may(user, Permission.REPORTS_CLOSE, organization),
            reminder=_reminder(report) if files and report.editable else None,
            **kwargs,
        )  # fmt: skip


def _left_out(report: MonthlyReport, indicators: list) -> list[dict[str, Any]]:
    """What was added by hand in a report that the closing counted by its records: it waits for a 更正."""
    if report.status != Status.UNREVIEWED:
        return []
    closing = report.decisions.filter(kind=DecisionKind.CLOSE).first()
    corrected = set(report.corrections.values_list("indicator__code", flat=True))
    found = []
    for indicator in indicators:
        added = closing.snapshot.get(indicator.code, {}).get("added") if closing else None
        if added and indicator.code not in corrected:
            found.append({"indicator": indicator, "cell": sheets.Cell.from_json(closing.snapshot[indicator.code])})
    return found


def _reminder(report: MonthlyReport) -> Reminder | None:
    return (
        Reminder.objects.filter(organization=report.organization, year=report.year, month=report.month)
        .order_by("-made_on")
        .first()
    )


class MonthlyReportWithdraw(ActView):
    permission = Permission.REPORTS_FILE
    seen_with = Permission.REPORTS_VIEW
    queryset = MonthlyReport.objects.with_people()
    page_title = "撤回月报"
    question = "撤回后可以修改，改好要重新提交。报送截止以后再提交，会标为逾期。"
    submit_label = "撤回修改"
    success_message = ""

    def perform(self, form) -> MonthlyReport:
        return filing.withdraw(report=self.object, by=self.request.user)

    def get_success_url(self) -> str:
        messages.info(self.request, "已撤回，改好后请重新提交。")
        return reverse("reports:monthly-report-fill", args=[self.object.organization_id, self.object.as_month])
