"""计入哪些指标: what one activity adds to which figures, and to which promises of a plan."""

from typing import Any

from django.db.models import F

from activities import measures
from activities.choices import Status
from activities.models import Activity
from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Permission
from fulian.indicators.models import Indicator
from fulian.indicators.tracing import contributions
from plans.models import Plan, Target

SHOWN = 12


def counted(activity: Activity, user: Any) -> dict[str, Any]:
    """Nothing for what was not held. As many queries for one figure as for fifty."""
    if activity.status != Status.ACTIVE or not user.may(Permission.INDICATORS_VIEW):
        return {"counts": [], "indicators": [], "targets": []}
    counts = contributions(activity, *measures.COUNTED)
    indicators = [one.indicator for one in counts]
    return {"counts": counts, "indicators": indicators, "targets": _targets(activity, indicators, user)}


def _targets(activity: Activity, indicators: list[Indicator], user: Any) -> list[Target]:
    """Of plans in force on its day: the targets that one of these figures measures, and that its organization lies under."""
    if not indicators or not user.may(Permission.PLANS_VIEW):
        return []
    plans = Plan.objects.readable_by(user).in_force_on(activity.starts_on)
    found = Target.objects.filter(
        indicator__in=indicators,
        indicator_version__in=(0, F("indicator__version")),
        task__chapter__plan__in=plans,
        organization__path__in=ancestor_paths(activity.path_at),
        starts_on__lte=activity.starts_on,
        due_on__gte=activity.starts_on,
    )
    return list(found.detailed()[:SHOWN])
