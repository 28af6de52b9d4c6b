import datetime
from typing import Any, Self

from django.db.models import Count, Max, Sum

from activities.choices import OWN_ROLES, Status
from fulian.core.periods import Period
from fulian.core.querysets import ScopedQuerySet


class ActivityQuerySet(ScopedQuerySet):
    def active(self) -> Self:
        """Without what was cancelled."""
        return self.filter(status=Status.ACTIVE)

    def own(self) -> Self:
        """Held, undertaken or held together: not what others held and ours only went to."""
        return self.filter(role__in=OWN_ROLES)

    def on(self, period: Period) -> Self:
        return self.filter(starts_on__gte=period.start, starts_on__lte=period.end)

    def since(self, day: datetime.date) -> Self:
        return self.filter(starts_on__gte=day)

    def listed(self) -> Self:
        return self.select_related("organization", "kind")

    def detailed(self) -> Self:
        return self.select_related(
            "organization", "kind", "venue", "created_by", "updated_by", "cancelled_by"
        ).prefetch_related("themes")

    def last_used_kinds(self, user: Any, number: int = 6) -> list[int]:
        """Keys of the kinds that this person recorded last, the latest first."""
        used = self.filter(created_by=user).order_by().values("kind").annotate(last=Max("pk")).order_by("-last")
        return [row["kind"] for row in used[:number]]

    def sums(self) -> dict[str, int]:
        """For a glance at home: {"sessions": 4, "attendances": 126, "records": 3}."""
        found = self.aggregate(records=Count("pk"), sessions=Sum("sessions"), attendances=Sum("attendances"))
        return {key: value or 0 for key, value in found.items()}
