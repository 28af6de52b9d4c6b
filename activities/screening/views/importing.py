"""The hospital's list, in two steps: what it would become, then entering it."""

import io
from typing import Any

import xlsxwriter
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.views import generic

from activities.screening.models import Programme
from activities.screening.services import importing
from activities.screening.views.persons import NoStore
from fulian.core import views
from fulian.core.exceptions import Refused
from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITHOUT_PERSONS = ("姓名", "联系电话")


class UploadForm(PortalForm):
    file = forms.FileField(
        label="医院的表格", error_messages={"required": "请选择医院给的表格。"}, help_text=".xlsx、.xls、.csv 都可以。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)


class ConfirmForm(PortalForm):
    payload = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)


class ImportMixin(NoStore):
    permission = Permission.SCREENING_EDIT
    seen_with = Permission.SCREENING_VIEW
    queryset = Programme.objects.select_related("organization")

    def get_queryset(self):
        return self.queryset.all().taken_part_in(self.request.user, self.permission)

    @cached_property
    def keeps_persons(self) -> bool:
        """Rows of persons are kept where there is a register, and by whoever may see it."""
        return self.object.keeps_persons and self.request.user.may(Permission.SCREENING_PERSONS)

    @cached_property
    def places(self) -> list[Organization]:
        mine = Organization.objects.visible_to(self.request.user, self.permission)
        found = mine.filter(path__under=self.object.organization.path, closed_on__isnull=True).select_related("parent")
        if self.keeps_persons:
            found = found.filter(
                pk__in=Organization.objects.visible_to(self.request.user, Permission.SCREENING_PERSONS)
            )
        return list(found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            keeps_persons=self.keeps_persons,
            template_url=reverse("screening:import-template", args=[self.object.pk]), **kwargs,
        )  # fmt: skip


class ImportUpload(ImportMixin, views.ObjectFormView):
    """Reads and shows; keeps nothing."""

    form_class = UploadForm
    template_name = "screening/import_upload.html"
    page_title = "导入医院名单"
    submit_label = "上传并核对"

    def form_valid(self, form: UploadForm) -> HttpResponse:
        try:
            preview = importing.read_list(
                form.cleaned_data["file"].read(), programme=self.object, places=self.places,
                keeps_persons=self.keeps_persons, by=self.request.user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("file", refusal.message)
            return self.form_invalid(form)
        if preview.errors:
            return self.render_to_response(self.get_context_data(form=form, errors=preview.errors), status=422)
        rows = [
            {
                "batch": batch,
                "women": len(batch.women),
                "cervical": batch.had("cervical"),
                "breast": batch.had("breast"),
            }
            for batch in preview.batches
        ]
        payload = importing.sealed(preview, self.object, by=self.request.user)
        return self.render_to_response(self.get_context_data(form=form, preview=preview, rows=rows, payload=payload))


class ImportConfirm(ImportMixin, views.ObjectFormView):
    """Enters what the preview showed, all of it or nothing."""

    form_class = ConfirmForm
    template_name = "screening/import_upload.html"
    http_method_names = ("post",)
    success_message = ""

    def perform(self, form: ConfirmForm) -> Programme:
        preview = importing.unsealed(
            form.cleaned_data["payload"], self.object, places=self.places, keeps_persons=self.keeps_persons,
            by=self.request.user,
        )  # fmt: skip
        number = importing.enter_list(preview=preview, programme=self.object, by=self.request.user)
        messages.success(self.request, f"已登记{number}场筛查，{preview.women}人。")
        return self.object

    def form_invalid(self, form: ConfirmForm) -> HttpResponse:
        """The preview is gone with its file: she starts again, and is told why."""
        told = "；".join(message for errors in form.errors.values() for message in errors)
        return self.render_to_response(self.get_context_data(form=UploadForm(), refused=told), status=422)


class ImportTemplate(ImportMixin, views.ScopedMixin, generic.detail.SingleObjectMixin, generic.View):
    """Columns of persons only where persons are kept; her number serves to check, in any case."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False}) as book:
            text = book.add_format({"num_format": "@", "font_name": "宋体"})
            bold = book.add_format({"bold": True, "font_name": "宋体", "bottom": 1})
            sheet = book.add_worksheet("筛查名单")
            shown = [label for label in importing.TEMPLATE if self.keeps_persons or label not in WITHOUT_PERSONS]
            for place, label in enumerate(shown):
                sheet.set_column(place, place, 20 if label == "身份证号" else 14, text)
                sheet.write_string(0, place, label, bold)
            sheet.freeze_panes(1, 0)
        name = f"{self.object.name}医院名单模板.xlsx"
        return HttpResponse(
            target.getvalue(),
            headers={"Content-Type": XLSX, "Content-Disposition": content_disposition_header(True, name)},
        )
