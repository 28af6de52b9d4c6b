from typing import Self

from django.db.models import Q

from fulian.audit.models import AppendOnlyQuerySet
from fulian.core.periods import Month
from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet
from fulian.organizations.choices import Level


class OfMonthMixin:
    def of_month(self, month: Month) -> Self:
        return self.filter(year=month.year, month=month.month)  # type: ignore[attr-defined]


class MonthlyReportQuerySet(OfMonthMixin, ScopedQuerySet):
    def under(self, path: str) -> Self:
        """Of an organization and everything below it today."""
        return self.filter(organization__path__under=path)

    def reviewable_by(self, user: Holder) -> Self:
        """Those of organizations below hers. Nobody reviews her own organization's, but for a district's, which nobody in the
        portal is above of: whoever may close its months may open it again."""
        below = user.scope(Permission.REPORTS_REVIEW).q("organization__parent__path")
        own = user.scope(Permission.REPORTS_CLOSE).q("organization__path") & Q(organization__level=Level.DISTRICT)
        return self.filter(below | own)

    def in_ledger_order(self) -> Self:
        """The latest month first, each in the order of the tree."""
        return self.select_related("organization", "submitted_by", "approved_by").order_by(
            "-year", "-month", "organization__path"
        )

    def with_people(self) -> Self:
        return self.select_related("organization", "statement", "submitted_by", "approved_by")


class DecisionQuerySet(AppendOnlyQuerySet):
    """Append-only: a decision is never changed nor deleted."""


class TermQuerySet(OfMonthMixin, ScopedQuerySet):
    pass


class CorrectionQuerySet(ScopedQuerySet):
    def with_everything(self) -> Self:
        return self.select_related("organization", "indicator", "made_by", "report")
