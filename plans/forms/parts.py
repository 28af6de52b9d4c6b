"""What the forms of all parts of a plan have in common."""

from typing import Any

from django import forms
from django.db.models import Q

from fulian.core.forms import ServiceModelForm
from fulian.organizations.forms import OrganizationChoiceField
from fulian.organizations.models import Organization
from fulian.registers.forms import speak_plainly
from plans.models import Plan


class PartForm(ServiceModelForm):
    """A chapter, task or target of the plan that `instance` belongs to."""

    def __init__(self, *args: Any, user: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user, self.plan = user, plan
        speak_plainly(self.fields)

    def offer_organizations(self, name: str, chosen: int | None, **options: Any) -> None:
        """The plan's own organization and those straight below it."""
        own = (
            Q(pk=self.plan.organization_id) | Q(parent=self.plan.organization_id, closed_on__isnull=True) | Q(pk=chosen)
        )
        self.fields[name] = OrganizationChoiceField(
            queryset=Organization.objects.filter(own).in_tree_order(),
            label=self.fields[name].label, help_text=self.fields[name].help_text, widget=forms.Select, **options,
        )  # fmt: skip
