"""Targets, and what became of them."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from fulian.core.chinese import plain
from fulian.core.choices import WorkArea
from fulian.core.forms import PortalForm
from fulian.indicators.models import Indicator
from fulian.registers.forms import speak_plainly
from plans.choices import Comparator, Outcome
from plans.forms.parts import PartForm
from plans.models import Target


class TargetForm(PartForm):
    class Meta:
        model = Target
        fields = ("subject", "indicator", "comparator", "low", "high", "unit", "starts_on", "due_on", "organization")
        widgets = {"comparator": forms.RadioSelect}
        help_texts = {
            "starts_on": "",
            "indicator": "选了指标，完成数就由台账和月报自动得出。",
            "comparator": "没有数的承诺选“完成即可”，做到以后登记完成情况。上限只在选“介于”时填；选了指标，单位可以不填。",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["comparator"].choices = Comparator.choices
        self.offer_organizations("organization", self.instance.organization_id, empty_label=None)
        self.fields["organization"].initial = self.plan.organization_id
        for name in ("low", "high"):
            if self.initial.get(name) is not None:
                self.initial[name] = plain(self.initial[name])
        self._offer_indicators()
        self.helper.layout = Layout(
            "subject", "indicator", "comparator", Row("low", "high", "unit"), Row("starts_on", "due_on"), "organization"
        )

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
        help_text="做到了什么、依据是什么，例如文件名称和文号。",
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        speak_plainly(self.fields)
