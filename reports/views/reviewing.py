"""The month for whoever stands above it: review, return, reopen, remind, set the dates, close, correct."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from fulian.core.permissions import Permission
from fulian.core.quantities import Quantity
from fulian.core.views import ActView, ObjectFormView, ReasonView
from fulian.drafts.views import OnceMixin
from fulian.indicators.models import Indicator
from fulian.indicators.statements import countable_indicators, monthly_indicators
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from reports import overview as overviews
from reports import sheets
from reports.choices import Status
from reports.forms.monthly import CloseForm, CorrectionForm, ReviewForm, TermForm
from reports.models import Correction, MonthlyReport, ReportingTerm
from reports.services import closing, correcting, reviewing
from reports.services.filing import bring_up_to_date
from reports.services.steps import term_of
from reports.views.monthly import TEXTS, OrganizationMonthMixin


class ReviewableMixin:
    """Reports below hers; what she may only look at answers 403, everything else 404."""

    permission = Permission.REPORTS_REVIEW
    seen_with = Permission.REPORTS_VIEW
    queryset = MonthlyReport.objects.with_people()

    def get_queryset(self):
        return self.queryset.all().reviewable_by(self.request.user)  # type: ignore[attr-defined]


class MonthlyReportReview(ReviewableMixin, OnceMixin, ObjectFormView):
    """A month beside the last one, with what changed since it was returned; approve it, or return it with remarks."""

    form_class = ReviewForm
    template_name = "reports/monthly_report_review.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.status != Status.SUBMITTED:
            return redirect(self.object)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        if not hasattr(self, "indicators"):
            bring_up_to_date(self.object)
            self.indicators = self._indicators()
        return {**super().get_form_kwargs(), "report": self.object, "indicators": self.indicators}

    def _indicators(self) -> list[Indicator]:
        """The form's own lines, and whatever else the records say."""
        stated = self.object.statement.cells
        on_form = monthly_indicators(self.object.organization)
        codes = {indicator.code for indicator in on_form}
        return on_form + [
            i for i in countable_indicators(self.object.organization) if i.code in stated and i.code not in codes
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, report = context["form"], self.object
        fields = {i.code: {"comment": form[f"comment-{i.code}"]} for i in self.indicators}
        sent_back = sheets.last_sent_back(report)
        previous = sheets.previous_statement(report.organization, report.as_month)
        lines = sheets.lines_of(report, self.indicators, previous=previous, sent_back=sent_back, fields=fields)
        context.update(
            report=report, organization=report.organization, month=report.as_month, sent_back=sent_back,
            groups=sheets.by_area(line for line in lines if not line.blank or line.last or line.changed or line.typed),
            changed=sum(line.changed for line in lines), seen=reviewing.fingerprint(report.statement),
            texts=[(MonthlyReport._meta.get_field(name).verbose_name, getattr(report, name)) for name in TEXTS],
            timeline=sheets.timeline(report, {i.code: i.name for i in self.indicators}),
            term=term_of(report.organization, report.as_month),
        )  # fmt: skip
        return context

    def perform(self, form: ReviewForm) -> MonthlyReport:
        decision = {"report": self.object, "by": self.request.user, "revision": form.cleaned_data["revision"]}
        name = f"{self.object.organization}{self.object.as_month.label}月报"
        if form.returning:
            self.success_message = f"{name}已退回修改。"
            return reviewing.return_report(reason=form.cleaned_data["reason"], comments=form.comments, **decision)
        self.success_message = f"{name}审核通过。"
        return reviewing.approve(seen=self.request.POST.get("seen"), **decision)

    def get_success_url(self) -> str:
        """On to the next: the list of the month that she was working through."""
        above = self.object.organization.parent
        mine = overviews.my_organization(self.request.user, Permission.REPORTS_REVIEW)
        shown = above if mine is None or above.path.startswith(mine.path) else mine
        return reverse("reports:monthly-report-overview", args=[shown.pk, self.object.as_month])


class MonthlyReportReopen(ReviewableMixin, ReasonView):
    page_title = "重新打开月报"
    question = "重新打开以后，这个月的记录可以再改，数字先从汇总里去掉；改好后要重新提交、重新审核。"
    submit_label = "重新打开"
    tone = "danger"
    success_message = "已重新打开，等填报人修改后重新提交。"

    def perform(self, form) -> MonthlyReport:
        return reviewing.reopen(report=self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class BelowMonthMixin(OrganizationMonthMixin):
    """An act on everything below an organization in one month; leads back to the overview."""

    seen_with = Permission.REPORTS_VIEW
    queryset = Organization.objects.filter(level__in=[Level.TOWN, Level.DISTRICT])

    def get_success_url(self) -> str:
        return reverse("reports:monthly-report-overview", args=[self.object.pk, self.month])

    get_cancel_url = get_success_url


class MonthlyReportRemind(BelowMonthMixin, ActView):
    permission = Permission.REPORTS_REVIEW
    submit_label = "提醒报送"

    @property
    def page_title(self) -> str:
        return f"提醒报送{self.month.label}月报"

    @property
    def question(self) -> str:
        return "还没有报的，会在首页的待办里看到提醒。每天最多提醒一次。"

    @property
    def success_message(self) -> str:
        return f"已提醒{self.result}个组织。" if self.result else "没有要提醒的：都报了，或者今天已经提醒过。"

    def perform(self, form) -> int:
        return reviewing.remind(sender=self.object, month=self.month, by=self.request.user)


class ReportingTermUpdate(BelowMonthMixin, ObjectFormView):
    permission = Permission.REPORTS_CLOSE
    queryset = Organization.objects.filter(level=Level.DISTRICT)
    form_class = TermForm
    submit_label = "保存期限"
    success_message = "期限已保存。"

    @property
    def page_title(self) -> str:
        return f"{self.month.label}报送期限"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "term": term_of(self.object, self.month)}

    def perform(self, form: TermForm) -> ReportingTerm:
        return closing.set_term(district=self.object, month=self.month, by=self.request.user, **form.cleaned_data)


class MonthClose(BelowMonthMixin, ObjectFormView):
    """关账: who never reported and what was not reviewed is named before anything is locked."""

    permission = Permission.REPORTS_CLOSE
    queryset = Organization.objects.filter(level=Level.DISTRICT)
    form_class = CloseForm
    template_name = "reports/month_close.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        if not hasattr(self, "overview"):
            self.overview = overviews.overview(self.object, self.month)
        lines = [*self.overview.lines, *filter(None, [self.overview.own])]
        self.waiting = [line.report for line in lines if line.status == Status.SUBMITTED]
        self.silent = [line for line in lines if line.status in (Status.DRAFT, Status.RETURNED)]
        return {**super().get_form_kwargs(), "waiting": self.waiting, "month": self.month}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "overview": self.overview,
            "waiting": self.waiting,
            "silent": self.silent,
            "term": self.overview.term,
        }

    def perform(self, form: CloseForm) -> ReportingTerm:
        self.success_message = f"{self.month.label}已关账锁定。"
        seen = form.cleaned_data.get("seen", [])
        return closing.close_month(district=self.object, month=self.month, by=self.request.user, seen=seen)


class CorrectionCreate(OnceMixin, ObjectFormView):
    """更正 of one figure of a closed month."""

    permission = Permission.REPORTS_CLOSE
    seen_with = Permission.REPORTS_VIEW
    queryset = MonthlyReport.objects.with_people()
    form_class = CorrectionForm
    page_title = "做更正"
    submit_label = "登记更正"
    success_message = "更正已登记，汇总数已重新计算。"

    def get_form_kwargs(self) -> dict[str, Any]:
        keys = [indicator.pk for indicator in countable_indicators(self.object.organization)]
        return {
            **super().get_form_kwargs(),
            "indicators": Indicator.objects.filter(pk__in=keys).order_by("order", "code"),
        }

    def get_initial(self) -> dict[str, Any]:
        """From a line of the report: its figure, and what it was going to be."""
        asked = self.request.GET
        try:
            value = Quantity(Decimal(asked["value"])) if "value" in asked else None
        except InvalidOperation:
            value = None
        indicator = Indicator.objects.filter(code=asked.get("indicator", "")).first()
        return {**super().get_initial(), "indicator": indicator, "value": value}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = f"{self.object}已关账。更正会编号留痕，汇总数随之改变；已签发的总结不变。"
        return super().get_context_data(intro=intro, **kwargs)

    def perform(self, form: CorrectionForm) -> Correction:
        return correcting.correct(report=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()
