from typing import Any

from plans.models import Plan
from plans.services.writing import NOT_A_DRAFT, plan_of


class DraftOnlyMixin:
    """A form that only a draft has."""

    object: Any

    @property
    def plan(self) -> Plan:
        return self.object if isinstance(self.object, Plan) else plan_of(self.object)

    def why_over(self) -> str:
        return "" if self.plan.editable else NOT_A_DRAFT
