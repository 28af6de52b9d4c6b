from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from plans.models import Plan
from plans.services.writing import NOT_A_DRAFT, plan_of


class DraftOnlyMixin:
    """A form that only a draft has: anybody who comes by an old link is told why, before she types."""

    object: Any

    @property
    def plan(self) -> Plan:
        return self.object if isinstance(self.object, Plan) else plan_of(self.object)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.plan.editable:
            messages.warning(request, NOT_A_DRAFT)
            return HttpResponseRedirect(self.plan.get_absolute_url())
        return super().get(request, *args, **kwargs)  # type: ignore[misc]
