"""The checklist of a venue: for each condition reached or not, a word, and photos as evidence; one day for the whole round."""

from typing import Any

from django import forms
from django.utils import timezone

from fulian.attachments.forms import PhotosField, PhotosInput
from fulian.core.forms import PortalForm
from fulian.registers.forms.base import speak_plainly
from fulian.registers.models import StandardItem, Venue, VenueCheck
from fulian.registers.services import Finding

MOST_PHOTOS = 3


class StandardForm(PortalForm):
    checked_on = forms.DateField(
        label=VenueCheck._meta.get_field("checked_on").verbose_name, initial=timezone.localdate
    )

    def __init__(self, *args: Any, user: Any, instance: Venue, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.items = list(StandardItem.objects.filter(kind=instance.kind_id, is_active=True))
        known = {check.item_id: check for check in instance.checks.all()}
        for item in self.items:
            check = known.get(item.pk)
            self.fields[f"reached_{item.pk}"] = forms.BooleanField(
                label="达到", help_text=item.question, required=False, initial=bool(check and check.is_reached)
            )
            note = VenueCheck._meta.get_field("note")
            self.fields[f"note_{item.pk}"] = forms.CharField(
                label=note.verbose_name, max_length=note.max_length, required=False, initial=check.note if check else ""
            )
            self.fields[f"photos_{item.pk}"] = PhotosField(
                label="照片", most=MOST_PHOTOS, widget=PhotosInput({"data-shrink": ""}), help_text=""
            )
        speak_plainly(self.fields)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The fields of each condition, for the page."""
        return [
            {
                "item": item,
                "reached": self[f"reached_{item.pk}"],
                "rest": [self[f"note_{item.pk}"], self[f"photos_{item.pk}"]],
            }
            for item in self.items
        ]

    @property
    def findings(self) -> list[Finding]:
        typed = self.cleaned_data
        return [
            Finding(
                item, typed[f"reached_{item.pk}"], typed[f"note_{item.pk}"], tuple(typed[f"photos_{item.pk}"] or ())
            )
            for item in self.items
        ]
