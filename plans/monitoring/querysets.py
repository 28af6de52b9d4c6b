"""What of the programmes somebody may see: a programme belongs to one organization, and so does all under it."""

import datetime
from typing import Self

from django.db.models import Q

from fulian.core.querysets import ScopedQuerySet
from plans.monitoring.choices import Stage


class ProgrammeQuerySet(ScopedQuerySet):
    def active(self) -> Self:
        return self.filter(active=True)


class MonitoredIndicatorQuerySet(ScopedQuerySet):
    scope_field = "programme__organization__path"

    def active(self) -> Self:
        return self.filter(active=True, programme__active=True)

    def of(self, organization) -> Self:
        """Of the programmes that this organization keeps."""
        return self.filter(programme__organization=organization)

    def of_department(self, department: str) -> Self:
        return self.filter(department=department)

    def placed(self) -> Self:
        return self.select_related("domain", "programme__organization").order_by("order", "pk")


class ValueQuerySet(ScopedQuerySet):
    """`organization` is whose value it is; who may see it follows the programme's organization."""

    scope_field = "indicator__programme__organization__path"

    def in_parts_of(self, organization) -> Self:
        """Of the areas below, in the order of the tree."""
        return (
            self.exclude(organization=organization)
            .select_related("organization", "indicator")
            .order_by("organization__path")
        )

    def accepted(self) -> Self:
        return self.filter(stage=Stage.ACCEPTED)

    def waiting(self) -> Self:
        return self.filter(stage=Stage.FILLED, indicator__active=True, indicator__programme__active=True)

    def detailed(self) -> Self:
        return self.select_related("indicator__domain", "indicator__programme", "organization", "accepted_by").order_by(
            "indicator__order", "indicator", "year"
        )


class LinkQuerySet(ScopedQuerySet):
    def usable(self, today: datetime.date) -> Self:
        return self.filter(revoked_at__isnull=True, expires_on__gte=today)

    def overdue(self, today: datetime.date) -> Self:
        """Asked for, not handed in, and its day is past."""
        return self.filter(Q(revoked_at__isnull=True), submitted_at__isnull=True, due_on__lt=today)


class ReportQuerySet(ScopedQuerySet):
    def listed(self) -> Self:
        return self.select_related("organization", "requested_by").prefetch_related("files")
