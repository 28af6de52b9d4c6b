"""The plan itself, its chapters and its tasks."""

from typing import Any

from django import forms
from django.utils import timezone

from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.registers.forms import RecordForm
from plans.forms.parts import PartForm
from plans.models import Chapter, Plan, Task


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
