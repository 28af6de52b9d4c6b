"""The plan itself, its chapters and its tasks."""

from typing import Any

from django import forms
from django.utils import timezone

from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.organizations.models import Organization
from fulian.registers.forms import RecordForm
from plans.choices import ChapterRole, NumberStyle, PlanKind
from plans.forms.parts import PartForm
from plans.models import Chapter, Plan, Programme, Task


def usual_title(kind: str, year: int) -> str:
    return f"{year}年{PlanKind(kind).label}"


class PlanForm(RecordForm):
    permission = Permission.PLANS_EDIT
    with_chapters = forms.BooleanField(
        label="先放好这类文件常用的标题", required=False, help_text="放好以后可以改、可以删。"
    )

    class Meta:
        model = Plan
        fields = ("organization", "kind", "year", "title", "guiding_thought")
        widgets = {"guiding_thought": forms.Textarea(attrs={"rows": 5}), "kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["year"], self.fields["with_chapters"]
            if self.instance.version > 1:
                del self.fields["kind"]  # the versions of one plan are of one kind
            return
        today = timezone.localdate()
        year = today.year if today.month < 10 else today.year + 1  # the next year's plan is written in the autumn
        self.fields["year"].initial = year
        self.fields["title"].initial = usual_title(PlanKind.POINTS, year)

    def clean(self) -> dict[str, Any]:
        """A title that nobody has written follows the kind and the year that she chose."""
        data = super().clean() or {}
        kind, year = data.get("kind"), data.get("year") or self.instance.year
        offered = (
            {usual_title(other, self.fields["year"].initial) for other in PlanKind} if "year" in self.fields else set()
        )
        if kind and year and data.get("title") in offered:
            data["title"] = usual_title(kind, year)
        return data


class ChapterForm(PartForm):
    class Meta:
        model = Chapter
        fields = ("title", "text", "role", "style", "area")
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "role": forms.RadioSelect, "style": forms.RadioSelect}
        help_texts = {
            "text": "写在标题下面、任务前面的话；目标、标准、步骤、要求这些章的正文也写在这里。没有就不填。",
            "style": "“一是”“一要”的，下面的任务连成一段。",
            "area": "",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = ChapterRole.choices
        self.fields["style"].choices = NumberStyle.choices
        self.fields["style"].required = False


class TaskForm(PartForm):
    """Who answers for it comes first; who helps, the programmes and the rest lie folded below."""

    WHO = ("leader", "department", "responsible", "deadline")
    MORE = ("partners", "partner_units", "programmes", "repeats")

    class Meta:
        model = Task
        fields = (
            "text", "leader", "department", "responsible", "deadline", "partners", "partner_units", "programmes", "repeats",
        )  # fmt: skip
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "programmes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer_organizations("responsible", self.instance.responsible_id, required=False, empty_label="不指定")
        below = Organization.objects.filter(parent=self.plan.organization_id, closed_on__isnull=True)
        chosen = [partner.pk for partner in self.instance.partners.all()] if self.instance.pk else []
        self.fields["partners"] = forms.ModelMultipleChoiceField(
            queryset=(below | Organization.objects.filter(pk__in=chosen)).in_tree_order(), required=False,
            label=self.fields["partners"].label, widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        programmes = Programme.objects.for_organization(self.plan.organization.path)
        named = [one.pk for one in self.instance.programmes.all()] if self.instance.pk else []
        self.fields["programmes"].queryset = programmes.usable() | programmes.filter(pk__in=named)
        for name in ("partners", "programmes"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]

    @property
    def who(self) -> list[forms.BoundField]:
        return [self[name] for name in self.WHO]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def more_open(self) -> bool:
        """Something stands there already, or something is wrong there."""
        return any(field.errors or field.value() for field in self.more)


class PublishForm(PortalForm):
    on = forms.DateField(
        label=Plan._meta.get_field("in_force_from").verbose_name, initial=timezone.localdate,
        help_text="从这一天起按它看进度。补录早先已经印发的计划，填印发的日期。",
    )  # fmt: skip


class CompareForm(PortalForm):
    """Two versions by their numbers; their order does not matter."""

    old = forms.TypedChoiceField(label="拿哪一版", coerce=int)
    new = forms.TypedChoiceField(label="和哪一版比", coerce=int)

    def __init__(self, *args: Any, versions: list[Plan], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(plan.version, f"第{plan.version}版（{plan.get_status_display()}）") for plan in versions]
        for name, initial in (("old", -2), ("new", -1)):
            self.fields[name].choices = choices
            self.fields[name].initial = versions[initial].version

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("old") is not None and data.get("old") == data.get("new"):
            self.add_error("new", "请选不同的两版。")
        return data

    @property
    def numbers(self) -> tuple[int, int]:
        return self.cleaned_data["old"], self.cleaned_data["new"]


class MoveForm(PortalForm):
    direction = forms.ChoiceField(
        label="移到哪里", choices=[("up", "上移"), ("down", "下移")], widget=forms.RadioSelect
    )
