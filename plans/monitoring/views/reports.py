"""Monitoring reports: asked for, made by a worker, kept with year and number."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views import generic

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.jobs.models import JobRun
from fulian.organizations.models import Organization
from plans.monitoring import services
from plans.monitoring.forms import ReportForm
from plans.monitoring.models import MonitoringReport, MonitoringReportFile
from plans.monitoring.services.reporting import JOB_KIND
from plans.monitoring.views.support import PlaceMixin, programmes_of, usual_year, years_of

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def job_of(report: MonitoringReport) -> JobRun | None:
    found = JobRun.objects.filter(kind=JOB_KIND, subject_type=report._meta.label_lower, subject_id=report.pk)
    return found.order_by("-pk").first()


class ReportList(views.PermissionMixin, PlaceMixin, generic.TemplateView):
    permission = Permission.MONITORING_VIEW
    template_name = "monitoring/report_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reports = MonitoringReport.objects.listed().filter(organization=self.place.organization)
        return super().get_context_data(reports=list(reports[:100]), **kwargs)


class ReportCreate(views.ObjectFormView):
    permission = Permission.MONITORING_EDIT
    seen_with = Permission.MONITORING_VIEW
    queryset = Organization.objects.all()
    form_class = ReportForm
    page_title = "生成监测报告"
    submit_label = "生成报告"
    success_message = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        if not programmes_of(self.object).exists():
            raise Http404
        years = years_of(self.object)
        wanted = self.request.GET.get("year", "")
        year = int(wanted) if wanted in map(str, years) else usual_year(years)
        return {**super().get_form_kwargs(), "years": years, "initial_year": year}

    def perform(self, form: ReportForm) -> JobRun:
        return services.request_report(organization=self.object, year=form.cleaned_data["year"], by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = "按审核通过的数生成一版，PDF和Word各一份；以前的版本留着，不会改。"
        cancel_url = f"{reverse('monitoring:report-list')}?organization={self.object.pk}"
        return super().get_context_data(intro=intro, cancel_url=cancel_url, **kwargs)


class ReportDetail(views.DetailView):
    permission = Permission.MONITORING_VIEW
    queryset = MonitoringReport.objects.listed()
    template_name = "monitoring/report_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.object
        return super().get_context_data(
            job=job_of(report) if report.rendered_at is None else None,
            files=report.files.all(),
            back_url=f"{reverse('monitoring:report-list')}?organization={report.organization_id}",
            **kwargs,
        )


class ReportDownload(generic.View):
    """A file of a report, for whoever may see it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.may(Permission.MONITORING_VIEW):
            raise PermissionDenied
        seen = MonitoringReport.objects.visible_to(request.user, Permission.MONITORING_VIEW)
        file = (
            MonitoringReportFile.objects.filter(report__in=seen, pk=pk).select_related("report__organization").first()
        )
        if file is None or not default_storage.exists(file.name):
            raise Http404
        report = file.report
        name = f"{report.organization.name}_{report.year}年两规划监测报告_第{report.number}版{file.suffix}"
        answer = FileResponse(default_storage.open(file.name), as_attachment=True, filename=name)
        answer["Content-Type"] = CONTENT_TYPES[file.suffix]
        answer["Cache-Control"] = "private, no-store"
        return answer
