"""Forms for the lines of an entry: short, and each on a page of its own, as a phone wants it."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from fulian.core.chinese import plain
from fulian.core.forms import PortalForm, PortalModelForm
from fulian.indicators.forms import parse_quantity
from fulian.registers.forms.base import speak_plainly
from fulian.registers.forms.entries import OfficerChoiceField
from fulian.registers.models import (
    Appraisal,
    Assignment,
    Duty,
    Officer,
    Project,
    TeamHeadcount,
    VenueAssessment,
    VenueEvent,
    VenueOfficer,
    VenueRoom,
)


class PartForm(PortalModelForm):
    """A line of an entry that is already on the instance."""

    today: ClassVar[tuple[str, ...]] = ()  # days that begin as today
    this_year: ClassVar[tuple[str, ...]] = ("year",)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        if self.instance.pk is None:
            for name in self.today:
                self.fields[name].initial = timezone.localdate
            for name in self.this_year:
                if name in self.fields:
                    self.fields[name].initial = timezone.localdate().year
        speak_plainly(self.fields)

    def _post_clean(self) -> None:
        """Constraints of the table are left to the service, which says them in words and at the field."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()


class VenueEventForm(PartForm):
    today: ClassVar = ("happened_on",)

    class Meta:
        model = VenueEvent
        fields = ("kind", "happened_on", "note", "level", "cost")
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = VenueEvent._meta.get_field("kind").choices


class VenueRoomForm(PartForm):
    class Meta:
        model = VenueRoom
        fields = ("name", "use")


class VenueOfficerForm(PartForm):
    """Officers of the venue's organization, and those above and below within her reach."""

    today: ClassVar = ("since",)

    class Meta:
        model = VenueOfficer
        fields = ("officer", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        organization = self.instance.venue.organization
        near = Officer.objects.counted().filter(until__isnull=True, organization__path__under=organization.path)
        above = Officer.objects.counted().filter(until__isnull=True, organization=organization.parent_id)
        chosen = Officer.objects.filter(pk=self.instance.officer_id)
        self.fields["officer"] = OfficerChoiceField(
            queryset=(near | above | chosen).select_related("organization").order_by("organization__path", "pk"),
            label=self.fields["officer"].label,
            empty_label=None,
            help_text="这里选不到的，请先在“任职人员”里登记。",
        )


class VenueAssessmentForm(PartForm):
    class Meta:
        model = VenueAssessment
        fields = ("year", "grade", "assessor", "assessed_on")
        widgets = {"grade": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = VenueAssessment._meta.get_field("grade").choices


class HeadcountForm(PartForm):
    """“200余” typed as one number: the number and its 余, each in its field."""

    class Meta:
        model = TeamHeadcount
        fields = ("year", "members", "members_qualifier")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            return
        try:
            quantity = parse_quantity(self.data.get("members", ""))
        except ValueError:  # the field says what is wrong
            return
        if quantity.approximate:
            self.data["members"] = plain(quantity.value)
            self.data["members_qualifier"] = quantity.qualifier.value


class AssignmentForm(PartForm):
    today: ClassVar = ("since",)

    class Meta:
        model = Assignment
        fields = ("area", "households", "since", "until")


class DutyForm(PartForm):
    class Meta:
        model = Duty
        fields = ("year", "month", "task")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["month"].initial = timezone.localdate().month


class ProjectForm(PartForm):
    class Meta:
        model = Project
        fields = ("name", "year", "status", "done_on", "result")
        widgets = {"status": forms.RadioSelect}


class AppraisalForm(PartForm):
    class Meta:
        model = Appraisal
        fields = ("year", "result", "reported_on")
        widgets = {"result": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = Appraisal._meta.get_field("result").choices


class RemoveForm(PortalForm):
    """Nothing to fill in: a press takes the line away."""

    def __init__(self, *args: Any, user: Any = None, instance: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
