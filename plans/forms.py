"""One calm form for each thing that a plan is made of. What a target may say is judged by the service, at the field."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.db.models import Q
from django.utils import timezone

from fulian.core.chinese import plain
from fulian.core.choices import WorkArea
from fulian.core.forms import PortalForm, PortalModelForm
from fulian.core.permissions import Permission
from fulian.indicators.models import Indicator
from fulian.organizations.forms import OrganizationChoiceField
from fulian.organizations.models import Organization
from fulian.registers.forms import RecordForm, speak_plainly
from plans.choices import Comparator
from plans.models import Chapter, Plan, Target, Task


class PlanForm(RecordForm):
    permission = Permission.PLANS_EDIT

    class Meta:
        model = Plan
        fields = ("organization", "year", "title", "guiding_thought")
        widgets = {"guiding_thought": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["year"]
            return
        today = timezone.localdate()
        year = today.year if today.month < 10 else today.year + 1  # the next year's plan is written in the autumn
        self.fields["year"].initial = year
        self.fields["title"].initial = f"{year}年工作要点"


class PartForm(PortalModelForm):
    """A chapter, task or target of the plan that `instance` belongs to."""

    def __init__(self, *args: Any, user: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user, self.plan = user, plan
        speak_plainly(self.fields)

    def offer_organizations(self, name: str, chosen: int | None, **options: Any) -> None:
        """The plan's own organization and those straight below it."""
        own = (
            Q(pk=self.plan.organization_id) | Q(parent=self.plan.organization_id, closed_on__isnull=True) | Q(pk=chosen)
        )
        self.fields[name] = OrganizationChoiceField(
            queryset=Organization.objects.filter(own).in_tree_order(),
            label=self.fields[name].label, help_text=self.fields[name].help_text, widget=forms.Select, **options,
        )  # fmt: skip

    def full_clean(self) -> None:
        """A browser's calendar shows nothing for a day that does not exist: such a day comes back as text."""
        super().full_clean()
        for name in self.errors:
            field = self.fields.get(name)
            if isinstance(field, forms.DateField):
                field.widget.input_type = "text"

    def _post_clean(self) -> None:
        """Constraints of the table are left to the service, which says them in words and at the field."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()


class ChapterForm(PartForm):
    class Meta:
        model = Chapter
        fields = ("title", "area")


class TaskForm(PartForm):
    class Meta:
        model = Task
        fields = ("text", "department", "responsible")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer_organizations("responsible", self.instance.responsible_id, required=False, empty_label="不指定")


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


class MoveForm(PortalForm):
    direction = forms.ChoiceField(
        label="移到哪里", choices=[("up", "上移"), ("down", "下移")], widget=forms.RadioSelect
    )


class OutcomeForm(PortalForm):
    """What became of a commitment. `seen`: which note is put right, if there is one already."""

    done_on = forms.DateField(label=Target._meta.get_field("done_on").verbose_name)
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
