"""Where an activity was: the venues near a person, and the places she wrote last."""

from typing import Any

from django.db.models import Q, QuerySet

from fulian.core.paths import ancestor_paths
from fulian.core.permissions import Permission
from fulian.registers.models import Venue


def venues_near(user: Any, *, also: int | None = None) -> QuerySet[Venue]:
    """Her own usable venues, those below her, and those of the organizations above. `also`: the one a record has already."""
    scope = user.scope(Permission.ACTIVITIES_EDIT)
    above = {path for root in (*scope.subtrees, *scope.own) for path in ancestor_paths(root)}
    near = scope.q("organization__path") | Q(organization__path__in=above) | Q(pk=also)
    return Venue.objects.usable().filter(near).order_by("organization__path", "name")
