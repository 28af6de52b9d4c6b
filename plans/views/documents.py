"""A plan on paper: its files, made in the background and downloaded under a name that people understand."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views import generic

from fulian.core import views
from fulian.core.permissions import Permission
from fulian.documents.keeping import media_path
from fulian.jobs.models import JobRun
from plans.document import build_document
from plans.models import Plan, PlanFile
from plans.services.printing import JOB_KIND, fingerprint, request_print
from plans.views.plans import ChangeMixin

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
OLDER = 6


class PlanFiles(views.DetailView):
    permission = Permission.PLANS_VIEW
    queryset = Plan.objects.whole()
    template_name = "plans/plan_files.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = list(self.object.files.select_related("made_by")[:OLDER])
        latest = [file for file in files if file.job == files[0].job]
        return super().get_context_data(
            page_title="打印和下载",
            back_url=self.object.get_absolute_url(),
            latest=latest,
            older=files[len(latest) :],
            stale=bool(latest) and latest[0].fingerprint != fingerprint(build_document(self.object)),
            job=JobRun.objects.about(self.object).filter(kind=JOB_KIND).order_by("-pk").first(),
            **kwargs,
        )


class PlanPrint(ChangeMixin, views.ActView):
    """Whoever sees the plan may have it printed."""

    permission = Permission.PLANS_VIEW
    page_title = "打印计划"
    question = "按计划现在的内容排出 PDF 和 Word 两个文件，一般几秒钟。"
    submit_label = "排版"
    success_message = ""

    def perform(self, form: Any) -> JobRun:
        return request_print(plan=self.object, by=self.request.user)


class PlanDownload(views.ScopedMixin, generic.View):
    permission = Permission.PLANS_VIEW
    queryset = Plan.objects.all()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        file = PlanFile.objects.select_related("plan__organization").filter(pk=pk).first()
        if file is None or not self.get_queryset().filter(pk=file.plan_id).exists():
            raise Http404
        path = media_path(file.name)
        if not path.is_file():
            raise Http404
        plan = file.plan
        version = f"_第{plan.version}版" if plan.version > 1 else ""
        name = f"{plan.organization.name}_{plan.year}年{plan.get_kind_display()}{version}{file.suffix}"
        answer = FileResponse(path.open("rb"), as_attachment=True, filename=name)
        answer["Content-Type"] = CONTENT_TYPES[file.suffix]
        answer["Cache-Control"] = "private, no-store"
        return answer
