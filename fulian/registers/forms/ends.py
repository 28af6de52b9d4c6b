"""How a thing comes to its end."""

from typing import Any

from django import forms
from django.utils import timezone

from fulian.core.forms import ReasonForm
from fulian.registers.choices import CLOSED_VENUE, VenueStatus
from fulian.registers.forms.base import speak_plainly
from fulian.registers.models import Venue, VenueClosure


class EndForm(ReasonForm):
    """The last day of a thing, and why."""

    day = forms.DateField(label="最后一天", initial=timezone.localdate)
    field_order = ("day", "reason")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        speak_plainly(self.fields)


class VenueEndForm(EndForm):
    status = forms.ChoiceField(
        label=Venue._meta.get_field("status").verbose_name,
        choices=[(value.value, value.label) for value in CLOSED_VENUE],
        initial=VenueStatus.PAUSED,
        widget=forms.RadioSelect,
    )
    field_order = ("status", "day", "reason")


class ReopenForm(EndForm):
    """The first day in use again, and why."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["day"].label = VenueClosure._meta.get_field("reopened_on").verbose_name
        self.fields["day"].help_text = "停用登记错了，填停用的第二天，中间就不断。"
