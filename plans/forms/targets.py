"""Targets of every shape, and what became of a commitment."""

import re
from decimal import Decimal
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms

from fulian.attachments.forms import PhotosField, PhotosInput
from fulian.core.chinese import halfwidth, plain, typed_number
from fulian.core.choices import WorkArea
from fulian.core.exceptions import Refused
from fulian.core.forms import NumberInput, PortalForm
from fulian.core.quantities import Qualifier
from fulian.indicators.models import Indicator
from fulian.registers.forms import speak_plainly
from plans.choices import Comparator, Contribution, Curve, Outcome, Timing
from plans.forms.parts import PartForm
from plans.models import Target
from plans.services.checking import MOST_YEARS, settle_time, units_below
from plans.services.shaping import USUAL_QUARTERS, Shape
from plans.wording import understood

QUARTERS = tuple(f"quarter_{number}" for number in range(1, 5))
LEFT_ALONE = {
    "comparator": Comparator.AT_LEAST, "timing": Timing.YEAR, "curve": Curve.EVEN, "contribution": Contribution.OWN, "repeat": "",
    "per_level": "", "festival": "",
}  # fmt: skip
GROUPS = {
    "head": ("subject", "comparator"), "number": ("low",), "upper": ("high",), "measured": ("unit",), "roughly": ("qualifier",),
    "counted": ("indicator",), "time": ("timing",), "feast": ("festival",), "days": ("starts_on", "due_on"), "again": ("repeat",),
    "rhythm": ("curve",), "quarters": QUARTERS, "who": ("organization", "per_level", "contribution"), "whole": ("base", "base_name"),
}  # fmt: skip
NUMBER = r"\d[\d,.]*万?|[零〇一二两三四五六七八九十百千万]+"
TYPED = re.compile(
    rf"(大约|约|近|不少于|至少|不超过|不多于)?({NUMBER})(?:[-—–~～至到]({NUMBER}))?(余|多)?"
    r"([^\d\s余多上左]{1,5})?(以上|左右)?"
)
SAID = {
    "不少于": Comparator.AT_LEAST, "至少": Comparator.AT_LEAST, "以上": Comparator.AT_LEAST, "不超过": Comparator.AT_MOST,
    "不多于": Comparator.AT_MOST,
}  # fmt: skip
ABOUT = {
    "大约": Qualifier.ABOUT, "约": Qualifier.ABOUT, "近": Qualifier.ABOUT, "左右": Qualifier.ABOUT, "余": Qualifier.OVER,
    "多": Qualifier.OVER,
}  # fmt: skip


class TargetForm(PartForm):
    """What every target has comes first; time, rhythm, repetition, base and units lie folded below."""

    quarter_1 = forms.IntegerField(label="第一季度末", required=False, min_value=0)
    quarter_2 = forms.IntegerField(label="第二季度末", required=False, min_value=0)
    quarter_3 = forms.IntegerField(label="第三季度末", required=False, min_value=0)
    quarter_4 = forms.IntegerField(label="第四季度末", required=False, min_value=0)

    class Meta:
        model = Target
        fields = (
            "subject", "comparator", "low", "high", "unit", "qualifier", "indicator", "timing", "festival", "starts_on", "due_on",
            "repeat", "curve", "base", "base_name", "per_level", "organization", "contribution",
        )  # fmt: skip
        widgets = dict.fromkeys(("comparator", "timing", "curve", "contribution", "qualifier"), forms.RadioSelect)
        help_texts = {
            "starts_on": "",
            "low": "例如 1200、2-3、200余、100%。",
            "unit": "选了指标可以不填。",
            "high": "",
            "indicator": "选了指标，完成数由台账和月报自动得出；没有合适的就不选，做一笔记一笔。",
            "comparator": "没有数的承诺选“完成即可”，做到以后登记完成情况。",
            "repeat": "目标值是每一次的要求。",
            "base": "百分比按多少来算，例如全部28个村填28。指标本身是比率的不用填。",
            "base_name": "例如：全区的村社区。",
            "per_level": "每个单位都要达到目标值，达到几个算几个。",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in (*LEFT_ALONE, "starts_on", "due_on", "qualifier"):
            self.fields[name].required = False
        self._offer_choices()
        self.offer_organizations("organization", self.instance.organization_id, empty_label=None)
        self.fields["organization"].initial = self.plan.organization_id
        for name in ("low", "high", "base"):
            if self.initial.get(name) is not None:
                self.initial[name] = plain(self.initial[name])
        self._offer_indicators()
        self._offer_quarters()
        self.years = self._offer_years()
        if self.is_bound:
            self._understand_number()
        speak_plainly(self.fields)
        self.helper.layout = Layout(HTML('{% include "plans/_target_fields.html" %}'))

    def _offer_choices(self) -> None:
        for name in ("comparator", "timing", "curve", "contribution"):
            self.fields[name].choices = self._meta.model._meta.get_field(name).choices
        self.fields["qualifier"].choices = [(value, label) for value, label in Qualifier.choices if value]
        self.fields["festival"].choices = [("", "请选择"), *self.fields["festival"].choices[1:]]
        self.fields["per_level"].choices = [("", "不按单位要求"), *self.fields["per_level"].choices[1:]]

    def _offer_quarters(self) -> None:
        stored = (
            {share.quarter: share.percent for share in self.instance.quarter_shares.all()} if self.instance.pk else {}
        )
        for number, (name, usual) in enumerate(zip(QUARTERS, USUAL_QUARTERS, strict=True), start=1):
            self.fields[name].initial = stored.get(number, usual)

    def _offer_years(self) -> list[str]:
        """A box for each year that the target may reach; which of them it reaches is known when the dates are."""
        year, target = self.plan.year, self.instance
        typed = [self._typed_year(name) for name in ("starts_on", "due_on")]
        known = [day.year for day in (target.starts_on, target.due_on) if day] + [one for one in typed if one]
        first, last = min([year - 1, *known]), max([year + 2, *known])
        if not first <= year <= last or last - first >= MOST_YEARS:
            first, last = year - 1, year + 2
        stored = {share.year: share.low for share in target.year_shares.all()} if target.pk else {}
        names = []
        for one in range(first, last + 1):
            field = forms.DecimalField(label=f"{one}年", required=False, min_value=0, max_digits=14, decimal_places=2)
            field.widget = NumberInput({"inputmode": "decimal", "data-year": str(one)})
            if one in stored:
                field.initial = plain(stored[one])
            name = f"year_{one}"
            self.fields[name] = field
            if self.is_bound and self.data.get(self.add_prefix(name)):
                self.data[self.add_prefix(name)] = typed_number(self.data[self.add_prefix(name)])
            names.append(name)
        return names

    def _typed_year(self, name: str) -> int | None:
        typed = str(self.data.get(self.add_prefix(name), ""))[:4] if self.is_bound else ""
        return int(typed) if typed.isascii() and typed.isdigit() else None

    def _offer_indicators(self) -> None:
        """Grouped by work area, each with its unit; what is confidential has no progress to show."""
        field = self.fields["indicator"]
        usable = Indicator.objects.active().filter(confidential=False).for_organization(self.plan.organization.path)
        found = [i for i in usable.order_by("order", "code") if not i.broken]
        keys = {indicator.pk for indicator in found} | {self.instance.indicator_id}
        field.queryset = Indicator.objects.filter(pk__in=keys)
        stopped = [i for i in (self.instance.indicator,) if i is not None and i.pk not in {f.pk for f in found}]
        groups = [(str(area.label), [i for i in found if i.area == area]) for area in WorkArea]
        field.choices = [
            ("", "不按指标统计"),
            *((label, [(i.pk, f"{i.name}（{i.unit}）") for i in group]) for label, group in groups if group),
            *((i.pk, f"{i.name}（{i.unit}，已停用）") for i in stopped),
        ]

    # ---- what was typed --------------------------------------------------------------------------------------------------

    def _understand_number(self) -> None:
        """“2-3个”, “200余场次”, “100%” typed into the number: each part goes into its own field."""
        name = self.add_prefix("low")
        typed = halfwidth(str(self.data.get(name) or "")).replace(" ", "")
        found = TYPED.fullmatch(typed)
        before, low, high, over, unit, after = found.groups() if found else (None,) * 6
        if not any((before, high, over, unit, after)):  # a number alone, or nothing like one
            return
        self.data[name] = typed_number(low)
        if unit and not self.data.get(self.add_prefix("unit")):
            self.data[self.add_prefix("unit")] = unit
        words = [word for word in (before, over, after) if word]
        if high:
            self.data[self.add_prefix("high")] = typed_number(high)
            self.data[self.add_prefix("comparator")] = Comparator.BETWEEN
        for word in words:
            if word in SAID:
                self.data[self.add_prefix("comparator")] = SAID[word]
            elif word in ABOUT:
                self.data[self.add_prefix("comparator")] = Comparator.ABOUT
                self.data[self.add_prefix("qualifier")] = ABOUT[word]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, usual in LEFT_ALONE.items():
            if name not in self.errors:
                cleaned[name] = cleaned.get(name) or usual
        days = {"starts_on", "due_on"}
        if not days & set(self.errors):
            self._settle_days(cleaned, days & set(self.changed_data))
        return cleaned

    def _settle_days(self, cleaned: dict[str, Any], typed: set[str]) -> None:
        """Days that she did not touch follow what she says of the time; days typed for 全年 say more than 全年."""
        timing = cleaned.get("timing")
        moved = {"timing", "festival"} & set(self.changed_data)
        if moved and not typed:
            cleaned["starts_on"] = cleaned["due_on"] = None
        if timing == Timing.YEAR and typed and cleaned.get("due_on"):
            start = cleaned.get("starts_on")
            first_of_year = start is None or (start.month, start.day) == (1, 1)
            last_of_year = (cleaned["due_on"].month, cleaned["due_on"].day) == (12, 31)
            if not first_of_year:
                cleaned["timing"] = Timing.WINDOW
            elif not last_of_year:
                cleaned["timing"] = Timing.BY_DATE

    def _post_clean(self) -> None:
        super()._post_clean()
        for name in (*LEFT_ALONE, "starts_on", "due_on"):  # also where a field was left out of the page
            if name not in self.errors:
                setattr(self.instance, name, self.cleaned_data.get(name))
        if not {"timing", "festival", "starts_on", "due_on"} & set(self.errors):
            try:
                settle_time(self.instance, self.plan)
            except Refused as refusal:
                self.add_refusal(refusal)

    # ---- what the view asks of it -------------------------------------------------------------------------------------------

    @property
    def shape(self) -> Shape:
        data = self.cleaned_data
        years = {int(name[5:]): data[name] for name in self.years if data.get(name) is not None}
        quarters = [data.get(name) for name in QUARTERS] if self.instance.curve == Curve.QUARTERS else None
        return Shape(years=years, quarters=quarters)

    def understood(self) -> str:
        """In words; nothing while it cannot be said."""
        target = self.instance
        if target.starts_on is None or target.due_on is None or target.due_on < target.starts_on:
            return ""
        if not target.is_commitment and target.low is None:
            return ""
        if target.comparator == Comparator.BETWEEN and target.high is None:
            return ""
        units = units_below(target.organization, target.per_level).count() if target.per_level else None
        years: dict[int, Decimal] = dict(self.shape.years or {})
        percents = [percent for percent in self.shape.quarters or () if percent is not None]
        return understood(target, years=years, quarters=percents, units=units)

    @property
    def more_open(self) -> bool:
        """Folded unless something in it is set, or wrong."""
        more = {*LEFT_ALONE, "starts_on", "due_on", "base", "base_name", *QUARTERS, *self.years} - {"comparator"}
        if more & set(self.errors):
            return True
        value = {name: self[name].value() or "" for name in (*LEFT_ALONE, "base")}
        value["organization"] = ""
        usual = {name: str(usual) for name, usual in LEFT_ALONE.items()}
        return any(str(value[name]) != usual.get(name, "") for name in (*LEFT_ALONE, "base") if name != "comparator")

    def __getattr__(self, name: str) -> list[forms.BoundField]:
        """The groups of fields as the template draws them."""
        if name == "year_fields":
            return [self[field] for field in self.years]
        if name not in GROUPS:
            raise AttributeError(name)
        return [self[field] for field in GROUPS[name]]


class OutcomeForm(PortalForm):
    """What became of a commitment. `seen`: which note is put right, if there is one already."""

    outcome = forms.ChoiceField(
        label=Target._meta.get_field("outcome").verbose_name,
        choices=[choice for choice in Outcome.choices if choice[0]],
        initial=Outcome.DONE,
        widget=forms.RadioSelect,
    )
    done_on = forms.DateField(label=Target._meta.get_field("done_on").verbose_name, required=False)
    evidence = forms.CharField(
        label=Target._meta.get_field("evidence").verbose_name,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="做到了什么、依据是什么，例如文件名称和文号；没有完成的写明原因和下一步。",
    )
    photos = PhotosField(label="佐证照片", widget=PhotosInput({"data-shrink": ""}))
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        speak_plainly(self.fields)
