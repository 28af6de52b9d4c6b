"""Defining an indicator in the browser; typing a quantity with 余, 以上 or 约."""

import re
from decimal import Decimal, InvalidOperation

from django import forms

from fulian.core.chinese import SPOKEN, halfwidth, typed_number
from fulian.core.forms import PortalModelForm
from fulian.core.measures import MEASURES
from fulian.core.quantities import Qualifier, Quantity
from fulian.indicators.models import Indicator

TYPED = re.compile(rf"(约|近|大约)?\s*([\d,，.]+万?|{SPOKEN.pattern})\s*(余|多|以上|左右)?")
QUALIFIERS = {"余": Qualifier.OVER, "多": Qualifier.OVER, "以上": Qualifier.AT_LEAST, "左右": Qualifier.ABOUT}


def parse_quantity(text: str) -> Quantity:
    """ "200余" → 200 余, "约35" → 35 约, "６６００以上" → 6600 以上. Raises ValueError for anything else, also for a negative."""
    match = TYPED.fullmatch(halfwidth(text))
    if not match:
        raise ValueError(text)
    before, number, after = match.groups()
    try:
        value = Decimal(typed_number(number))
    except InvalidOperation as error:  # 1.2.3
        raise ValueError(text) from error
    qualifier = Qualifier.ABOUT if before else QUALIFIERS.get(after or "", Qualifier.EXACT)
    return Quantity(value, qualifier)


class IndicatorForm(PortalModelForm):
    measure_code = forms.ChoiceField(label="统计项", required=False, help_text="由记录统计的指标，选一个统计项。")
    dimensions = forms.CharField(
        label="固定条件", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个条件，如“kind: theory_talk, law_talk”。可用的条件和值见指标页。",
    )  # fmt: skip

    class Meta:
        model = Indicator
        fields = (
            "name", "code", "unit", "area", "definition", "basis", "measure_code", "dimensions", "numerator", "denominator",
            "within", "in_month", "additive", "active",
        )  # fmt: skip
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        measures = sorted(MEASURES.values(), key=lambda m: m.code)
        self.fields["measure_code"].choices = [
            ("", "——"),
            *((m.code, f"{m.label}（{m.unit}）") for m in measures if not m.confidential),
        ]
        if self.instance.pk:
            self.fields["code"].disabled = True
            self.initial["dimensions"] = "\n".join(
                f"{key}: {', '.join(values)}" for key, values in self.instance.dimensions.items()
            )

    def clean_dimensions(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in self.cleaned_data["dimensions"].splitlines():
            if not line.strip():
                continue
            key, colon, values = halfwidth(line).partition(":")
            chosen = [value.strip() for value in re.split(r"[,、\s]+", values) if value.strip()]
            if not colon or not chosen:
                raise forms.ValidationError(f"“{line}”看不懂。一行一个条件，写成“条件: 值, 值”。")
            found[key.strip()] = chosen
        return found

    def clean(self):
        data = super().clean()
        if data.get("basis") == "ratio" and not (data.get("numerator") and data.get("denominator")):
            self.add_error("numerator", "比率要选分子和分母两个指标。")
        if data.get("basis") != "measure":
            data["measure_code"], data["dimensions"] = "", {}
        if data.get("basis") != "ratio":
            data["numerator"] = data["denominator"] = None
        return data
