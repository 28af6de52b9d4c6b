"""The Excel way: a department's sheet goes out and comes back, is shown as it would be kept, and is kept when confirmed."""

from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views import generic

from fulian.core import views
from fulian.core.exceptions import Refused
from fulian.organizations.models import Organization
from plans.monitoring import services
from plans.monitoring.alerts import questions
from plans.monitoring.choices import Stage
from plans.monitoring.forms import ConfirmForm, UploadForm
from plans.monitoring.models import MonitoredIndicator, YearValue
from plans.monitoring.services.sheets import Sheet, read_sheet, write_sheet
from plans.monitoring.services.values import Entry
from plans.monitoring.standing import lines_of
from plans.monitoring.views.collecting import DepartmentMixin, indicators_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "plans.monitoring.sheet"
HOLDS = 4 * 3600  # seconds that a preview may be looked at
PLAIN = ("state", "qualifier", "trend", "reason", "source", "note", "three_year_average", "seen")
EXPIRED = "预览放得太久，或者不是您刚才看到的内容，请重新上传。"


class SheetDownload(DepartmentMixin, views.ScopedMixin, generic.detail.SingleObjectMixin, generic.View):
    """The department's sheet of the year, with last year's numbers and what there is already."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        lines = lines_of(self.indicators, self.object, self.year)
        content = write_sheet(organization=self.object, department=self.department, year=self.year, lines=lines)
        answer = HttpResponse(content, content_type=XLSX)
        name = f"{self.object.name}_{self.year}年两规划监测填报表_{self.department}.xlsx"
        answer["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(name)}"
        answer["Cache-Control"] = "private, no-store"
        return answer


class SheetUpload(DepartmentMixin, views.ObjectFormView):
    """Reads and shows; keeps nothing."""

    form_class = UploadForm
    template_name = "monitoring/sheet_upload.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        self.indicators  # noqa: B018  a department that there is not answers 404 before anything else
        return super().get_form_kwargs()

    def form_valid(self, form: UploadForm) -> HttpResponse:
        try:
            sheet = self._read(form.cleaned_data["file"].read())
        except Refused as refusal:
            form.add_error("file", refusal.message)
            return self.form_invalid(form)
        if sheet.errors:
            return self.render_to_response(self.get_context_data(form=form, errors=sheet.errors), status=422)
        changes = [entry for entry in sheet.entries if _changes(entry, self.stored.get(entry.indicator.pk))]
        context = self.get_context_data(
            form=form, sheet=sheet, rows=[self._row(entry) for entry in changes], unchanged=len(sheet.entries) - len(changes),
            asks_why=any(_corrects(self.stored.get(entry.indicator.pk)) for entry in changes),
            payload=_seal(changes, self.object, self.year, self.department, self.request.user),
            confirm_url=f"{reverse('monitoring:sheet-confirm', args=[self.object.pk, self.year])}"
            f"?{urlencode({'department': self.department})}",
        )  # fmt: skip
        return self.render_to_response(context)

    def _read(self, content: bytes) -> Sheet:
        others = {
            indicator.code: indicator.department
            for indicator in indicators_in(self.object, self.year)
            if indicator.department != self.department
        }
        return read_sheet(
            content,
            department=self.department,
            year=self.year,
            indicators=self.indicators,
            stored=self.stored,
            others=others,
        )

    def _row(self, entry: Entry) -> dict[str, Any]:
        """What would change, and what to ask about it."""
        line = self._lines[entry.indicator.pk]
        before = line.previous
        return {
            "indicator": entry.indicator,
            "before": line.value.said(entry.indicator.unit) if line.value else "",
            "after": YearValue(**entry.said()).said(entry.indicator.unit),
            "entry": entry,
            "asked": questions(
                unit=entry.indicator.unit, year=self.year, value=entry.value,
                previous=(before.year, before.value) if before is not None and before.value is not None else None,
            ),
        }  # fmt: skip

    @property
    def _lines(self) -> dict[int, Any]:
        if not hasattr(self, "_by_key"):
            lines = lines_of(self.indicators, self.object, self.year)
            self._by_key = {line.indicator.pk: line for line in lines}
        return self._by_key


def _changes(entry: Entry, value: YearValue | None) -> bool:
    return value is None or value.stage != Stage.ACCEPTED or entry.changes(value)


def _corrects(value: YearValue | None) -> bool:
    return value is not None and value.stage == Stage.ACCEPTED


def _seal(entries: list[Entry], organization: Organization, year: int, department: str, user: Any) -> str:
    rows = [
        {"indicator": entry.indicator.pk, "value": str(entry.value) if entry.value is not None else None,
         **{name: getattr(entry, name) for name in PLAIN}}
        for entry in entries
    ]  # fmt: skip
    place = [organization.pk, year, department, user.pk]
    return signing.dumps({"place": place, "rows": rows}, salt=SALT, compress=True)


def _unseal(payload: str, place: list[Any], indicators: dict[int, MonitoredIndicator]) -> list[Entry]:
    try:
        sealed = signing.loads(payload, salt=SALT, max_age=HOLDS)
    except signing.BadSignature:
        raise Refused(EXPIRED) from None
    if sealed["place"] != place or any(row["indicator"] not in indicators for row in sealed["rows"]):
        raise Refused(EXPIRED)
    return [
        Entry(
            indicator=indicators[row["indicator"]],
            value=Decimal(row["value"]) if row["value"] is not None else None,
            **{name: row[name] for name in PLAIN},
        )
        for row in sealed["rows"]
    ]


class SheetConfirm(DepartmentMixin, views.ObjectFormView):
    """Keeps what the preview showed, all of it or nothing. Something else kept meanwhile: nothing, and she is told."""

    form_class = ConfirmForm
    template_name = "monitoring/sheet_upload.html"
    http_method_names = ("post",)

    @property
    def success_message(self) -> str:
        return f"{self.department}{self.year}年的表已收下，改动{len(self.result)}项。"

    def perform(self, form: ConfirmForm) -> list[YearValue]:
        place = [self.object.pk, self.year, self.department, self.request.user.pk]
        entries = _unseal(form.cleaned_data["payload"], place, {i.pk: i for i in self.indicators})
        return services.keep_values(
            organization=self.object, year=self.year, entries=entries, office=self.department[:40], by=self.request.user,
            why=form.cleaned_data["why"],
        )  # fmt: skip

    def form_invalid(self, form: ConfirmForm) -> HttpResponse:
        """The preview is gone with its file: she starts again, and is told why."""
        told = "；".join(message for errors in form.errors.values() for message in errors)
        upload = UploadForm()
        context = self.get_context_data(form=upload, refused=told or EXPIRED)
        return self.render_to_response(context, status=422)
