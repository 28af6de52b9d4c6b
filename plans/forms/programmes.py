"""A 工作品牌 and its other names."""

from typing import Any

from django import forms

from fulian.core.forms import PortalModelForm
from fulian.core.permissions import Permission
from fulian.organizations.forms import OrganizationChoiceField, reachable
from plans.models import Programme


class ProgrammeForm(PortalModelForm):
    """She who writes the plans of one organization is not asked which."""

    class Meta:
        model = Programme
        fields = ("organization", "name", "aliases")

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = reachable(user, Permission.PLANS_EDIT)
        found = list(offered[:2])
        if self.instance.pk or len(found) == 1:
            if not self.instance.pk:
                self.instance.organization = found[0]
            del self.fields["organization"]
        else:
            self.fields["organization"] = OrganizationChoiceField(
                queryset=offered, label=self.fields["organization"].label, empty_label=None, widget=forms.Select
            )

    def _post_clean(self) -> None:
        """A name that is taken is said by the service, which also looks at the aliases."""
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()
