"""The month's form: three small fields a figure, grown from the indicators; the reviewer's form with a remark a figure."""

from decimal import Decimal
from typing import Any

from django import forms

from fulian.core.forms import NumberInput, PortalForm
from fulian.core.periods import Month
from fulian.core.quantities import Quantity
from fulian.indicators.forms import parse_quantity
from fulian.indicators.models import Indicator
from reports.models import MonthlyReport, ReportingTerm
from reports.services.filing import Entry, Texts

FRACTIONAL_UNITS = {"元", "万元", "小时", "学时", "课时", "亩", "公里"}
LARGEST = Decimal("99999999")
SAVE, SUBMIT = "save", "submit"
APPROVE, RETURN = "approve", "return"


class QuantityField(forms.CharField):
    """A number as people write it: 12, ２００余, 约35, 两百以上. Gives a Quantity, or None when left empty."""

    default_error_messages = {
        "number": "请填数字，如 12、200余、约35。",
        "negative": "不能是负数。多记了请去改记录。",
        "whole": "这一项要填整数。",
        "largest": "这个数太大了，请核对。",
    }

    def __init__(self, *, whole: bool = True, **kwargs: Any):
        self.whole = whole
        super().__init__(max_length=20, widget=NumberInput({"inputmode": "text"}), **{"required": False, **kwargs})

    def to_python(self, value: Any) -> Quantity | None:
        text = super().to_python(value)
        if not text:
            return None
        if text[0] in "-－−负":
            raise forms.ValidationError(self.error_messages["negative"], code="negative")
        try:
            quantity = parse_quantity(text)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["number"], code="number") from error
        if quantity.value > LARGEST:
            raise forms.ValidationError(self.error_messages["largest"], code="largest")
        if self.whole and quantity.value % 1:
            raise forms.ValidationError(self.error_messages["whole"], code="whole")
        if quantity.value != round(quantity.value, 2):
            raise forms.ValidationError("最多两位小数。", code="places")
        return quantity

    def validate(self, value: Quantity | None) -> None:
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Quantity | None) -> None:
        """The validators of a text field do not apply to a quantity."""

    def prepare_value(self, value: Any) -> Any:
        return value.text() if isinstance(value, Quantity) else value


class MonthlyReportForm(PortalForm):
    """What a village adds to what the records say. A draft may be incomplete; what is submitted may not."""

    required_marks = False
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    highlights = forms.CharField(required=False)
    next_steps = forms.CharField(required=False)
    problems = forms.CharField(required=False)

    def __init__(self, *args: Any, report: MonthlyReport, indicators: list[Indicator], **kwargs: Any):
        self.report, self.indicators = report, indicators
        super().__init__(*args, **kwargs)
        for name in ("highlights", "next_steps", "problems"):
            field = MonthlyReport._meta.get_field(name)
            self.fields[name] = field.formfield(widget=forms.Textarea(attrs={"rows": 3}))
            self.initial.setdefault(name, getattr(report, name))
        self.initial.setdefault("revision", report.revision)
        for indicator in indicators:
            self._add_cell(indicator)

    def _add_cell(self, indicator: Indicator) -> None:
        code, cell = indicator.code, self.report.statement.cell(indicator.code)
        label = f"{indicator.name}（{indicator.unit}）"
        by_hand = indicator.measure is None
        self.fields[f"added-{code}"] = QuantityField(
            label=f"{label}：{'本月数' if by_hand else '补充数'}",
            initial=cell.added,
            whole=indicator.unit not in FRACTIONAL_UNITS,
        )
        self.fields[f"note-{code}"] = forms.CharField(
            label=f"{label}：说明", initial=cell.note, required=False, max_length=200
        )
        self.fields[f"na-{code}"] = forms.BooleanField(
            label=f"{label}：不适用", initial=cell.not_applicable, required=False
        )

    @property
    def submitting(self) -> bool:
        return self.data.get("action") == SUBMIT

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for indicator in self.indicators:
            code = indicator.code
            added, not_applicable = data.get(f"added-{code}"), data.get(f"na-{code}")
            if not_applicable and added is not None:
                self.add_error(f"na-{code}", "填了数，就不能再选“不适用”。")
            if not self.submitting:
                continue
            if added and not data.get(f"note-{code}"):
                self.add_error(f"note-{code}", "请说明补充的是什么、从哪里来，如“入户走访登记本”。")
            if not_applicable and self.report.statement.cell(code).recorded is not None:
                self.add_error(f"na-{code}", "这个月有记录，不能选“不适用”。")
        return data

    @property
    def entries(self) -> dict[str, Entry]:
        data = self.cleaned_data
        return {
            indicator.code: Entry(
                data[f"added-{indicator.code}"], data[f"note-{indicator.code}"], data[f"na-{indicator.code}"]
            )
            for indicator in self.indicators
        }

    @property
    def texts(self) -> Texts:
        return Texts(**{name: self.cleaned_data[name] for name in ("highlights", "next_steps", "problems")})


class ReviewForm(PortalForm):
    """Approve, or return with a reason and a remark at any figure."""

    required_marks = False
    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="退回原因", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, report: MonthlyReport, indicators: list[Indicator], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", report.revision)
        self.codes = [indicator.code for indicator in indicators]
        for indicator in indicators:
            self.fields[f"comment-{indicator.code}"] = forms.CharField(
                label=f"对“{indicator.name}”的意见", required=False, max_length=200
            )

    @property
    def returning(self) -> bool:
        return self.data.get("action") == RETURN

    @property
    def comments(self) -> dict[str, str]:
        return {code: text for code in self.codes if (text := self.cleaned_data.get(f"comment-{code}"))}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.returning:
            if not data.get("reason"):
                self.add_error("reason", "请写明退回的原因，下面要据此修改。")
        elif data.get("reason") or self.comments:
            raise forms.ValidationError("您写了意见：要退回，请按“退回修改”；要通过，请先清空意见。")
        return data


class TermForm(PortalForm):
    """The two dates of a month."""

    def __init__(self, *args: Any, term: ReportingTerm, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("due_on", "lock_on"):
            self.initial.setdefault(name, getattr(term, name))

    due_on = ReportingTerm._meta.get_field("due_on").formfield()
    lock_on = ReportingTerm._meta.get_field("lock_on").formfield()


class CloseForm(PortalForm):
    """What is handed in but not reviewed must be ticked one by one before the month is locked."""

    def __init__(self, *args: Any, waiting: list[MonthlyReport], month: Month, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if waiting:
            self.fields["seen"] = forms.TypedMultipleChoiceField(
                label="已提交、未审核的月报",
                help_text="关账后这几份按记录计数，手工补充的数不计入，需要时再做更正。看过一份，勾一份。",
                choices=[
                    (report.pk, f"{report.organization.name}（{report.get_status_display()}）") for report in waiting
                ],
                coerce=int,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "请逐一看过后勾选。"},
            )


class CorrectionForm(PortalForm):
    """What a figure of a closed month should have been."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), label="指标", empty_label="请选择")
    value = QuantityField(
        label="更正后应为",
        required=True,
        help_text="填这个月正确的总数，不是差额。",
        error_messages={"required": "请填更正后的数。"},
    )
    reason = forms.CharField(
        label="更正原因和依据", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明原因和依据。"},
    )  # fmt: skip

    def __init__(self, *args: Any, indicators: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators
        self.fields["value"].whole = False
