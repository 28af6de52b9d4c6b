from typing import Any

from django import forms

from fulian.calendar.models import WorkingDay
from fulian.core.forms import PortalModelForm


class WorkingDayForm(PortalModelForm):
    class Meta:
        model = WorkingDay
        fields = ("date", "kind", "note")
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = WorkingDay._meta.get_field("kind").choices

    def _post_clean(self) -> None:
        """A day that is there already is not an error: the service replaces it."""
