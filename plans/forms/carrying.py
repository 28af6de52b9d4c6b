"""Beginning from a plan of a year before: which year, what it is called, and what goes on."""

from typing import Any

from django import forms
from django.utils import timezone

from fulian.core.forms import PortalForm
from fulian.registers.forms import speak_plainly
from plans.models import Plan
from plans.services.carrying import Carried, moved_text


class CopyForm(PortalForm):
    year = forms.IntegerField(label=Plan._meta.get_field("year").verbose_name, min_value=2000)
    title = forms.CharField(label=Plan._meta.get_field("title").verbose_name, max_length=80)
    kept = forms.TypedMultipleChoiceField(label="带到新计划里", coerce=int, required=False)

    def __init__(self, *args: Any, plan: Plan, carried: list[Carried], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.carried = carried
        year = max(plan.year + 1, min(timezone.localdate().year + 1, plan.year + 1))
        self.fields["year"].initial = year
        self.fields["title"].initial = moved_text(plan.title, plan.year, year)
        self.fields["kept"].choices = [(one.target.pk, str(one.target)) for one in carried]
        self.fields["kept"].initial = [one.target.pk for one in carried if one.keep]
        speak_plainly(self.fields)

    @property
    def groups(self) -> list[tuple[str, str, list[tuple[Carried, bool]]]]:
        """What goes on and what is left out, as proposed; each with whether it is ticked now."""
        ticked = {int(key) for key in self["kept"].value() or () if str(key).isdigit()}
        listed = [(one, one.target.pk in ticked) for one in self.carried]
        return [
            (title, text, found)
            for title, text, keep in (
                ("建议带过去", "去掉勾选的就不带。", True), ("建议不带", "勾上就一起带过去。", False),
            )
            if (found := [pair for pair in listed if pair[0].keep == keep])
        ]  # fmt: skip
