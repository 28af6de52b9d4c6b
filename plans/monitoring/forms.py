"""Forms of the monitoring. Units and signs are understood as people write them; what a row may say is judged by the service."""

import datetime
from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils import timezone

from fulian.core.chinese import plain
from fulian.core.forms import NumberInput, PortalForm, PortalModelForm
from fulian.registers.forms import speak_plainly
from plans.monitoring.choices import UNITS, Datum, Direction, Stage
from plans.monitoring.filling import PARTS, initial_of, read_row
from plans.monitoring.models import FillLink, MonitoredIndicator, Programme, YearTarget, YearValue
from plans.monitoring.services.sheets import MOST_BYTES
from plans.monitoring.services.values import NEEDS_WHY, Entry
from plans.monitoring.standing import Line
from plans.monitoring.status import Goal

WEEKS_TO_FILL = datetime.timedelta(days=14)
GRACE = datetime.timedelta(days=30)


def label_of(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


class ProgrammeForm(PortalModelForm):
    class Meta:
        model = Programme
        fields = ("title", "basis", "start_year", "end_year", "active")

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("title", "basis", Row("start_year", "end_year"), "active")
        speak_plainly(self.fields)


class IndicatorForm(PortalModelForm):
    """`programmes`: those of her organization; a domain brings its programme along."""

    class Meta:
        model = MonitoredIndicator
        fields = (
            "domain", "code", "name", "unit", "direction", "trend_only", "department", "partners", "source", "definition",
            "calculation", "baseline_year", "baseline_value", "national_goal", "national_latest", "confirmed",
            "unconfirmed_note", "active",
        )  # fmt: skip
        widgets = {
            "direction": forms.RadioSelect,
            "definition": forms.Textarea(attrs={"rows": 3}),
            "calculation": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, user: Any, domains: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        domain = self.fields["domain"]
        domain.queryset = domains
        domain.empty_label = None
        domain.label_from_instance = lambda one: f"{one.programme.get_audience_display()} · {one.title}"
        self.fields["unit"].widget.attrs["list"] = "units"
        self.fields["direction"].choices = Direction.choices
        if not self.instance.pk:
            del self.fields["active"]
        if self.initial.get("baseline_value") is not None:
            self.initial["baseline_value"] = plain(self.initial["baseline_value"])
        speak_plainly(self.fields)
        active = ["active"] if self.instance.pk else []
        self.helper.layout = Layout(
            "domain", Row("code", "unit"), "name", "direction", "trend_only", Row("department", "partners"), "source",
            "definition", "calculation", Row("baseline_year", "baseline_value"), Row("national_goal", "national_latest"),
            "confirmed", "unconfirmed_note", *active,
        )  # fmt: skip

    units = UNITS

    def _post_clean(self) -> None:
        """Constraints of the table are left to the service, which says them in words and at the field."""
        self.instance.validate_constraints = lambda exclude=None: None
        if domain := self.cleaned_data.get("domain"):
            self.instance.programme = domain.programme
        super()._post_clean()


class TargetsForm(PortalForm):
    """A field for each year of the programme, two where the direction is a range. What is left empty is no target."""

    basis = forms.CharField(
        label=label_of(YearTarget, "basis"),
        max_length=60,
        required=False,
        help_text="改了的年份按这里写，例如“区规划”。",
    )

    def __init__(self, *args: Any, indicator: MonitoredIndicator, stored: Sequence[YearTarget], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        targets = {target.year: target for target in stored}
        rows = []
        for year in indicator.programme.years:
            names = []
            for bound in self.bounds:
                name = f"{bound}_{year}"
                value = getattr(targets.get(year), bound, None)
                self.fields[name] = forms.DecimalField(
                    label=f"{year}年{label_of(YearTarget, bound)}（{indicator.unit}）", required=False, min_value=0,
                    max_digits=12, decimal_places=2, initial=plain(value) if value is not None else None,
                    widget=NumberInput({"inputmode": "decimal"}),
                )  # fmt: skip
                self.base_fields = {**self.base_fields, name: self.fields[name]}
                names.append(name)
            rows.append(Row(*names) if len(names) > 1 else names[0])
        if self.data:
            self.data = self._as_meant(self.data, None)
        speak_plainly(self.fields)
        pairs = [Row(*rows[i : i + 2]) for i in range(0, len(rows), 2)] if len(self.bounds) == 1 else rows
        self.helper.layout = Layout(Fieldset("各年目标", *pairs), "basis")

    @property
    def bounds(self) -> tuple[str, ...]:
        return {Direction.HIGHER: ("low",), Direction.LOWER: ("high",)}.get(
            Direction(self.indicator.direction), ("low", "high")
        )

    @property
    def goals(self) -> dict[int, Goal]:
        found = {}
        for year in self.indicator.programme.years:
            bounds = {bound: self.cleaned_data.get(f"{bound}_{year}") for bound in self.bounds}
            if any(value is not None for value in bounds.values()):
                found[year] = Goal(year, **bounds)
        return found


class FillForm(PortalForm):
    """A department's year: one row an indicator. `lines`: what may be filled; `complete`: nothing may be left out."""

    def __init__(self, *args: Any, lines: Sequence[Line], complete: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lines, self.complete = list(lines), complete
        for line in self.lines:
            initial = initial_of(line.value)
            for part, built in _row_fields(line).items():
                built.initial = initial.get(part)
                self.fields[f"{part}_{line.key}"] = built
        self.typed: list[tuple[Line, Entry]] = []

    @property
    def entries(self) -> list[Entry]:
        return [entry for _, entry in self.typed]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """For the template: each line with its bound fields. A row opens when there is no number, or something is wrong."""
        rows = []
        labels = {"none": Datum.NO_DATA.label, "average": label_of(YearValue, "three_year_average")}
        for line in self.lines:
            fields = {part: self[f"{part}_{line.key}"] for part in PARTS}
            inside = [fields[part] for part in PARTS if part not in ("value", "seen")]
            opened = any(field.errors for field in inside) or bool(fields["none"].value())
            words = [(fields[part], label_of(YearValue, part)) for part in ("reason", "source", "note")]
            rows.append({"line": line, **fields, "words": words, "labels": labels, "opened": opened})
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            key = line.key
            if any(f"{part}_{key}" in self.errors for part in PARTS):
                continue
            typed = read_row(line.indicator, {part: cleaned.get(f"{part}_{key}") for part in PARTS})
            for part, message in (typed.problems or {}).items():
                self.add_error(f"{part}_{key}", message)
            if typed.entry is not None:
                self.typed.append((line, typed.entry))
            elif self.complete and not typed.problems:
                self.add_error(f"value_{key}", "请填数；没有数的选“无数据”并写原因。")
        return cleaned


def _row_fields(line: Line) -> dict[str, forms.Field]:
    """Every label names its indicator: the summary of errors stands far from the row."""
    name = line.name

    def words(part: str, most: int) -> forms.CharField:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        return forms.CharField(
            label=f"{name}：{label_of(YearValue, part)}", required=False, max_length=most, widget=widget
        )

    return {
        "value": forms.CharField(
            label=name, required=False, max_length=40,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        ),
        "none": forms.BooleanField(label=f"{name}：{Datum.NO_DATA.label}", required=False),
        "reason": words("reason", 200),
        "source": words("source", 100),
        "note": words("note", 200),
        "average": forms.BooleanField(label=f"{name}：{label_of(YearValue, 'three_year_average')}", required=False),
        "seen": forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput),
    }  # fmt: skip


class EnterForm(FillForm):
    """The officer's: she may leave out what is not there yet, and says why when she changes what was accepted."""

    why = forms.CharField(
        label="更正原因", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="改动审核通过的数时要写，会留在更改记录里。",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # what she leaves as it is stays as it is: what waits for review is not accepted by the way
        self.typed = [(line, entry) for line, entry in self.typed if entry.changes(line.value)]
        corrected = [line for line, _ in self.typed if _is_accepted(line.value)]
        if corrected and not cleaned.get("why"):
            self.add_error("why", NEEDS_WHY)
        return cleaned


def _is_accepted(value: YearValue | None) -> bool:
    return value is not None and value.stage == Stage.ACCEPTED


class OfficeForm(FillForm):
    """The department's, behind its link. No person is asked for, only an office."""

    office = forms.CharField(
        label="填报科室", max_length=20, help_text="例如“妇幼健康科”；不用写人名和电话。",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "请填写填报科室，例如“妇幼健康科”。"},
    )  # fmt: skip


class LinkForm(PortalForm):
    due_on = forms.DateField(label=label_of(FillLink, "due_on"), help_text=FillLink._meta.get_field("due_on").help_text)
    expires_on = forms.DateField(
        label=label_of(FillLink, "expires_on"), help_text=FillLink._meta.get_field("expires_on").help_text
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["due_on"].initial = today + WEEKS_TO_FILL
        self.fields["expires_on"].initial = today + WEEKS_TO_FILL + GRACE
        self.fields["programme"] = forms.ModelChoiceField(
            programmes, label=label_of(FillLink, "programme"), required=False, empty_label="两个规划都填"
        )
        speak_plainly(self.fields)
        self.helper.layout = Layout(Row("due_on", "expires_on"), "programme")


class UploadForm(PortalForm):
    file = forms.FileField(
        label="填好的表格", help_text="从这里下载、由部门填好的 .xlsx 文件。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "请选择文件。", "empty": "这个文件是空的。"},
    )  # fmt: skip

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload.name.lower().endswith(".xlsx"):
            raise forms.ValidationError("只收 .xlsx 文件；.xls 或 .et 请用WPS或Excel打开，另存为 .xlsx 再传。")
        if upload.size > MOST_BYTES:
            raise forms.ValidationError("文件太大了，填报表不会超过2MB。请核对是不是传错了文件。")
        return upload


class ConfirmForm(PortalForm):
    """What was read from a sheet, signed: it comes back as it was shown, or not at all."""

    payload = forms.CharField(widget=forms.HiddenInput, max_length=500_000)
    why = forms.CharField(label="更正原因", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReviewForm(PortalForm):
    """Which of the waiting values, and what with them. `values` carry the versions that were shown."""

    reason = forms.CharField(
        label="退回原因", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="退回时要写，填报部门会看到。",
    )  # fmt: skip

    def __init__(self, *args: Any, waiting: Sequence[YearValue], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(f"{value.pk}:{value.version}", value.indicator.name) for value in waiting]
        self.fields["chosen"] = forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, required=False, label="选中的数",
            error_messages={"invalid_choice": "有的数刚刚被改过或处理过，请刷新页面再看。"},
        )  # fmt: skip

    @property
    def seen(self) -> dict[int, int]:
        pairs = (pair.split(":") for pair in self.cleaned_data["chosen"])
        return {int(key): int(version) for key, version in pairs}


class ReportForm(PortalForm):
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, years: Sequence[int], initial_year: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, f"{year}年") for year in years]
        self.fields["year"].initial = initial_year
