"""Forms for honours: one, many at once, a step, a promotion."""

from collections import defaultdict
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone

from families.choices import PRIVATE_SUBJECTS, REASON_NEEDED, HonourLevel, HonourStatus, SubjectType
from families.models import CourtyardFeature, Honour, HonourGrade, HonourGrading, HonourKind, HonourStep
from families.services import HonourEntry
from fulian.core.forms import PortalForm
from fulian.core.permissions import Permission
from fulian.organizations.forms import OrganizationChoiceField, reachable
from fulian.organizations.models import Organization
from fulian.registers.forms import NamesField, RecordForm, speak_plainly

OWN_LEVELS = {"village": HonourLevel.VILLAGE, "town": HonourLevel.TOWN, "district": HonourLevel.DISTRICT}


MORE = ("grade", "features", "document_number", "note")


def _field(model: Any, name: str) -> Any:
    return model._meta.get_field(name)


def _document_number() -> forms.CharField:
    field = _field(HonourStep, "document_number")
    return forms.CharField(label=field.verbose_name, max_length=60, required=False, help_text=field.help_text)


def _offer_kinds(
    field: Any, *, chosen: int | None = None, subjects: tuple[str, ...] = tuple(SubjectType.values)
) -> None:
    """Kinds in use, by whom they are for."""
    kinds = HonourKind.objects.filter(is_active=True, subject_type__in=subjects) | HonourKind.objects.filter(pk=chosen)
    field.queryset = kinds
    groups: dict[str, list[tuple[Any, str]]] = defaultdict(list)
    for kind in kinds:
        groups[str(kind.get_subject_type_display())].append((kind.pk, kind.name))
    field.choices = [("", "请选择"), *groups.items()]


def _offer_grades(field: Any) -> None:
    """Grades under the name of their honour; the service refuses one of another."""
    grades = HonourGrade.objects.select_related("kind")
    field.queryset = grades
    groups: dict[str, list[tuple[Any, str]]] = defaultdict(list)
    for grade in grades:
        groups[grade.kind.name].append((grade.pk, grade.name))
    field.choices = [("", "没有档次或还没定"), *groups.items()]


class HonourForm(RecordForm):
    permission = Permission.FAMILIES_EDIT
    required_marks = "optional"

    document_number = _document_number()

    class Meta:
        model = Honour
        fields = ("organization", "kind", "name", "level", "nominated_on", "named_on", "grade", "features", "note")
        widgets = {
            "features": forms.CheckboxSelectMultiple,
            "level": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"kind": {"required": "请选一项荣誉。"}, "level": {"required": "请选是哪一级的荣誉。"}}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _offer_kinds(self.fields["kind"], chosen=self.instance.kind_id)
        _offer_grades(self.fields["grade"])
        self.fields["features"].queryset = CourtyardFeature.objects.filter(is_active=True)
        self.fields["features"].help_text = "只有庭院类荣誉才选，可以多选。"
        self.fields["level"].choices = HonourLevel.choices
        self.fields["nominated_on"].help_text = "推荐给上级的填这里；推荐不等于命名。"
        self.fields["named_on"].help_text = "已经命名的填这里；没有就留空。"
        if self.instance.pk is None:
            self._start_with_own_level()
        self.helper.layout = Layout(
            *(name for name in ("version", "organization") if name in self.fields),
            "kind",
            "name",
            "level",
            Row("nominated_on", "named_on"),
        )

    @property
    def more(self) -> list[forms.BoundField]:
        """What few honours have, folded away (honour_form.html)."""
        return [self[name] for name in MORE]

    @property
    def more_open(self) -> bool:
        """Something folded away is filled in or wrong."""
        if self.is_bound:
            return any(name in self.errors or self.cleaned_data.get(name) for name in MORE)
        return any(self.initial.get(name) for name in MORE)

    def _start_with_own_level(self) -> None:
        post = self.user.current_post
        if post and post.organization.level in OWN_LEVELS:
            self.fields["level"].initial = OWN_LEVELS[post.organization.level]

    @property
    def entry(self) -> HonourEntry:
        data = self.cleaned_data
        return HonourEntry(
            organization=data.get("organization") or self.instance.organization,
            kind=data["kind"], name=data["name"], level=data["level"], nominated_on=data["nominated_on"],
            named_on=data["named_on"], grade=data["grade"], features=list(data["features"]),
            document_number=data["document_number"], note=data["note"],
        )  # fmt: skip


class HonourBatchForm(PortalForm):
    """Many families, persons or courtyards of one organization that were nominated or named together."""

    MOST = 300

    organization = OrganizationChoiceField(
        queryset=Organization.objects.none(), label=_field(Honour, "organization").verbose_name
    )
    kind = forms.ModelChoiceField(queryset=HonourKind.objects.none(), label=_field(Honour, "kind").verbose_name)
    level = forms.ChoiceField(
        label=_field(Honour, "level").verbose_name, choices=HonourLevel.choices, widget=forms.RadioSelect
    )
    nominated_on = forms.DateField(label=_field(Honour, "nominated_on").verbose_name, required=False)
    named_on = forms.DateField(label=_field(Honour, "named_on").verbose_name, required=False)
    grade = forms.ModelChoiceField(
        queryset=HonourGrade.objects.none(), label=_field(Honour, "grade").verbose_name, required=False
    )
    features = forms.ModelMultipleChoiceField(
        queryset=CourtyardFeature.objects.filter(is_active=True),
        label=_field(Honour, "features").verbose_name,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只有庭院类荣誉才选；这一批都算有这些特色。",
    )
    document_number = _document_number()
    names = NamesField(
        label="名单",
        help_text="一行一个，或用顿号隔开；家庭和庭院写户主姓名。一次最多300个。",
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = reachable(user, Permission.FAMILIES_EDIT)
        self.fields["organization"].empty_label = None
        if user.current_post:
            self.fields["organization"].initial = user.current_post.organization_id
            self.fields["level"].initial = OWN_LEVELS.get(user.current_post.organization.level)
        _offer_kinds(self.fields["kind"], subjects=tuple(PRIVATE_SUBJECTS))
        _offer_grades(self.fields["grade"])
        self.fields["names"].required = self.fields["names"].widget.is_required = True
        speak_plainly(self.fields)
        self.helper.layout = Layout(
            "organization",
            "kind",
            "level",
            Row("nominated_on", "named_on"),
            "grade",
            "features",
            "document_number",
            "names",
        )

    def clean_names(self) -> list[str]:
        names = self.cleaned_data["names"]
        if len(names) > self.MOST:
            raise forms.ValidationError(f"一次最多{self.MOST}个，这里有{len(names)}个，请分几次登记。")
        return names

    @property
    def entries(self) -> list[HonourEntry]:
        shared = {key: value for key, value in self.cleaned_data.items() if key not in ("names", "submission_key")}
        shared["features"] = list(shared["features"])
        return [HonourEntry(name=name, **shared) for name in self.cleaned_data["names"]]


class AdvanceForm(PortalForm):
    """One step of an honour. The reason is asked for where it must be given; the grade where one is named."""

    on = forms.DateField(label=_field(HonourStep, "on").verbose_name)
    grade = forms.ModelChoiceField(
        queryset=HonourGrade.objects.none(),
        label=_field(Honour, "grade").verbose_name,
        required=False,
        empty_label="没有档次",
    )
    document_number = _document_number()
    reason = forms.CharField(
        label=_field(HonourStep, "reason").verbose_name, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, honour: Honour, to: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        if to not in REASON_NEEDED:
            del self.fields["reason"]
        grades = honour.kind.grades.all()
        if to == HonourStatus.NAMED and grades:
            self.fields["grade"].queryset = grades
        else:
            del self.fields["grade"]
        speak_plainly(self.fields)


class PromoteForm(PortalForm):
    grade = forms.ModelChoiceField(
        queryset=HonourGrade.objects.none(),
        label=_field(HonourGrading, "grade").verbose_name,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_field(HonourGrading, "since").verbose_name)
    document_number = _document_number()

    def __init__(self, *args: Any, honour: Honour, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["grade"].queryset = higher_grades(honour)
        self.fields["on"].initial = timezone.localdate
        speak_plainly(self.fields)


def higher_grades(honour: Honour) -> Any:
    reached = honour.grade.rank if honour.grade else 0
    return honour.kind.grades.filter(rank__gt=reached)
