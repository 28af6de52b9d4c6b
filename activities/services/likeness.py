"""The same activity noted twice: found by day, kind and place; judged by a person, once."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from activities.choices import OWN_ROLES
from activities.models import Activity, DistinctPair, Partner
from fulian.audit.services import record as audit
from fulian.core.exceptions import Refused
from fulian.core.paths import ancestor_paths
from fulian.core.periods import Period

NOT_A_LETTER = re.compile(r"[\W_]+")


class Alike(Refused):
    """There may be a record of it already. `found`: which."""

    def __init__(self, found: list[Activity]):
        super().__init__("同一天、同一个地方已经记过同样的一场。请核对是不是同一场，选一项再记。")
        self.found = found


def place_key(activity: Activity) -> str:
    """The place without what people write differently: （二楼）会议室 and 二楼 会议室 are one. A venue goes by its name."""
    place = activity.venue.name if activity.venue else activity.place
    return NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", place)).lower()[:60]


def alike(activity: Activity, *, partners: Iterable[Partner] | None = None) -> list[Activity]:
    """Records of the same day, kind and place: of its own organization, of those above and below, and of its partners.

    Without a place only its own organization's are compared: elsewhere a blank says nothing.
    """
    if activity.is_planned or activity.role not in OWN_ROLES:
        return []
    rows = Activity.objects.alike(day=activity.starts_on, kind=activity.kind_id, place_key=activity.place_key)
    near = Q(organization=activity.organization_id)
    if activity.place_key:
        path = activity.organization.path
        named = {link.organization_id for link in partners or ()}
        near |= Q(organization__path__in=ancestor_paths(path)) | Q(organization__path__under=path)
        near |= Q(organization__in=named) | Q(partner_links__organization=activity.organization_id)
    if activity.pk:
        rows = rows.exclude(pk=activity.pk).exclude(pk__in=_known_apart(activity))
    return list(rows.filter(near).select_related("organization", "kind", "venue", "created_by").distinct()[:5])


def _known_apart(activity: Activity) -> set[int]:
    pairs = DistinctPair.objects.filter(Q(first=activity) | Q(second=activity)).values_list("first", "second")
    return {key for pair in pairs for key in pair} - {activity.pk}


def assert_unlike(activity: Activity, apart: Collection[int], *, partners: Iterable[Partner] | None = None) -> None:
    found = [other for other in alike(activity, partners=partners) if other.pk not in apart]
    if found:
        raise Alike(found)


@transaction.atomic
def keep_apart(*, first: Activity, second: Activity, by: Any) -> DistinctPair:
    """They are not the same: remembered, so that nobody is asked again."""
    low, high = sorted((first.pk, second.pk))
    if low == high:
        raise Refused("请选两场活动。")
    pair, new = DistinctPair.objects.get_or_create(first_id=low, second_id=high, defaults={"decided_by": by})
    if new:
        audit("activities.kept_apart", by=by, subject=first, other=second.pk)
    return pair


def remember_apart(activity: Activity, others: Collection[int], by: Any) -> None:
    for other in Activity.objects.standing().filter(pk__in=others) if others else ():
        keep_apart(first=activity, second=other, by=by)


def pairs_alike(rows: Any, period: Period, *, most: int = 50) -> list[tuple[Activity, Activity]]:
    """Pairs among these rows that nobody has judged yet, the newest first. As many queries for ten rows as for ten thousand."""
    held = rows.active().own().on(period).order_by()
    same = ("starts_on", "kind", "place_key")
    own = held.values("organization", *same).annotate(n=Count("pk")).filter(n__gt=1)
    placed = held.exclude(place_key="").values(*same).annotate(n=Count("pk")).filter(n__gt=1)
    wanted = Q(pk__in=[])
    for group in [*own.order_by("-starts_on")[:most], *placed.order_by("-starts_on")[:most]]:
        wanted |= Q(**{name: group[name] for name in (*same, "organization") if name in group})
    found = (
        held.filter(wanted).select_related("organization", "kind", "venue", "created_by").order_by("-starts_on", "pk")
    )
    by_group: dict[tuple, list[Activity]] = {}
    for activity in found.prefetch_related("partner_links"):
        by_group.setdefault((activity.starts_on, activity.kind_id, activity.place_key), []).append(activity)
    pairs = [
        (one, other)
        for group in by_group.values()
        for number, one in enumerate(group)
        for other in group[number + 1 :]
        if _related(one, other)
    ][: most * 4]
    keys = {activity.pk for pair in pairs for activity in pair}
    apart = set(DistinctPair.objects.filter(first__in=keys, second__in=keys).values_list("first", "second"))
    return [pair for pair in pairs if (min(p.pk for p in pair), max(p.pk for p in pair)) not in apart][:most]


def _related(one: Activity, other: Activity) -> bool:
    """Whether the two organizations could have noted the same: itself, one above the other, or partners in it."""
    if one.organization_id == other.organization_id:
        return True
    mine, hers = one.organization.path, other.organization.path
    if not one.place_key:
        return False
    if mine.startswith(hers) or hers.startswith(mine):
        return True
    named = {link.organization_id for activity in (one, other) for link in activity.partner_links.all()}
    return bool(named & {one.organization_id, other.organization_id})
