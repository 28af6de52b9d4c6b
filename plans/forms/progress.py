"""What of a plan's progress is shown."""

from typing import Any

from django import forms

from fulian.core.forms import PortalForm
from plans.models import Target, Task
from plans.progress.board import Board, Narrowing


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


class NarrowingForm(PortalForm):
    """Offers what the plan has; a choice that it does not have narrows nothing."""

    required_marks = False

    tab = forms.CharField(required=False, widget=forms.HiddenInput)  # stays on the tab where she narrowed
    light = forms.ChoiceField(label="进度", required=False)
    department = forms.ChoiceField(label=_label(Task, "department"), required=False)
    organization = forms.TypedChoiceField(
        label=_label(Target, "organization"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, *, board: Board, tab: str = ""):
        super().__init__(data, initial={"tab": tab})
        self.fields["light"].choices = [("", "全部"), *((part.light.value, part.label) for part in board.parts)]
        self._offer("department", "全部部室", [(name, name) for name in board.departments])
        self._offer("organization", "全部组织", board.organizations)

    def _offer(self, name: str, all_of_them: str, choices: list[tuple[Any, str]]) -> None:
        if choices:
            self.fields[name].choices = [("", all_of_them), *choices]
        else:
            del self.fields[name]

    def narrowing(self) -> Narrowing:
        if not self.is_bound:
            return Narrowing()
        self.full_clean()
        found = self.cleaned_data
        return Narrowing(found.get("light", ""), found.get("department", ""), found.get("organization"))
