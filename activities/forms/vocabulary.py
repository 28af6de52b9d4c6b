"""The words of activities: kinds, families, fields, themes and their days. A code is written once."""

from typing import Any

from django import forms

from activities.choices import COMMON_NUMBERS
from activities.models import Activity, ActivityKind, KindFamily, KindField, Theme, ThemeDate
from fulian.core.forms import PortalModelForm
from fulian.registers.forms import speak_plainly


class WordForm(PortalModelForm):
    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True
        if "order" in self.fields:
            self.fields["order"].help_text = "小的排在前面。"
        speak_plainly(self.fields)

    def _post_clean(self) -> None:
        """What the table would refuse is said by the service, in words."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()


class KindForm(WordForm):
    class Meta:
        model = ActivityKind
        fields = ("label", "code", "family", "category", "session_unit", "order")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["family"].empty_label = "不属于哪一类"


class FamilyForm(WordForm):
    shows = forms.MultipleChoiceField(
        label=KindFamily._meta.get_field("shows").verbose_name, help_text=KindFamily._meta.get_field("shows").help_text,
        required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(name, Activity._meta.get_field(name).verbose_name) for name in COMMON_NUMBERS],
    )  # fmt: skip

    class Meta:
        model = KindFamily
        fields = ("label", "code", "shows", "order")


class FieldForm(WordForm):
    """Whose it is follows from where she came from."""

    class Meta:
        model = KindField
        fields = ("label", "code", "type", "unit", "options", "help_text", "counted", "told", "required", "order")
        widgets = {"options": forms.Textarea(attrs={"rows": 4})}


class ThemeForm(WordForm):
    class Meta:
        model = Theme
        fields = ("label", "code", "order")


class ThemeDateForm(WordForm):
    class Meta:
        model = ThemeDate
        fields = ("year", "starts_on", "ends_on")

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"theme"}

    def validate_unique(self) -> None:
        """Days that are there already are no error: the service replaces them."""
