import datetime
from collections.abc import Sequence
from typing import Any, Self

from django.db.models import Count, Max, Q, Sum

from activities.choices import OWN_ROLES, Status
from fulian.core.paths import ancestor_paths
from fulian.core.periods import Period
from fulian.core.permissions import Holder, Permission
from fulian.core.querysets import ScopedQuerySet

USUAL = ("theory_talk", "law_talk", "volunteer_env", "visit", "family_ed_talk", "festival_celebration")
AT_HAND = 6


class VocabularyQuerySet(ScopedQuerySet):
    """Words belong to no organization: whoever may keep them sees all of them."""

    def visible_to(self, user: Holder, permission: Permission) -> Self:
        return self.all() if user.may(permission) else self.none()


class ActivityKindQuerySet(VocabularyQuerySet):
    def at_hand(self, used: Sequence[int], *, first: int | None = None) -> list[Any]:
        """Six active kinds: the one she asked for, those she used last, and what most villages record."""
        active: list[Any] = list(self.filter(is_active=True))
        kinds = {kind.pk: kind for kind in active}
        usual = sorted((kind for kind in active if kind.code in USUAL), key=lambda kind: USUAL.index(kind.code))
        keys = dict.fromkeys([key for key in (first, *used) if key in kinds] + [kind.pk for kind in usual])
        return [kinds[key] for key in keys][:AT_HAND]


class KindFieldQuerySet(VocabularyQuerySet):
    def in_use(self) -> Self:
        return self.filter(is_active=True)

    def of_kind(self, kind: Any) -> Self:
        """What activities of a kind are asked: its family's fields, then its own."""
        return self.filter(Q(kind=kind) | Q(family=kind.family_id, family__isnull=False))


class LineQuerySet(ScopedQuerySet):
    """Lines of an activity are seen with it."""

    scope_field = "activity__organization__path"


class CampaignQuerySet(ScopedQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """Those of her organizations. To look at: also those of the organizations above, which hers take part in."""
        scope = user.scope(permission)
        if permission != Permission.ACTIVITIES_VIEW:
            return self.filter(scope.q(self.scope_field))
        above = {path for root in (*scope.subtrees, *scope.own) for path in ancestor_paths(root)}
        return self.filter(scope.q(self.scope_field) | Q(organization__path__in=above))

    def listed(self) -> Self:
        return self.select_related("organization", "theme")

    def during(self, period: Period) -> Self:
        return self.filter(starts_on__lte=period.end, ends_on__gte=period.start)

    def with_part_of(self, path: str) -> Self:
        """Those that an organization takes part in: its own and those above it that name it, or name nobody."""
        above = ancestor_paths(path)
        takes_part = Q(organizations__isnull=True) | Q(organizations__path__in=above) | Q(organization__path=path)
        return self.filter(takes_part, organization__path__in=above).distinct()


class ActivityQuerySet(ScopedQuerySet):
    def visible_to(self, user: Holder, permission: Permission) -> Self:
        """Those of her organizations. To look at: also those in which her organizations had a part."""
        scope = user.scope(permission)
        if permission != Permission.ACTIVITIES_VIEW:
            return self.filter(scope.q(self.scope_field))
        partners: Any = self.model._meta.get_field("partner_links").related_model
        shared = partners.objects.filter(scope.q()).values("activity")
        return self.filter(scope.q(self.scope_field) | Q(pk__in=shared))

    def active(self) -> Self:
        """What was held: neither what is still planned nor what was cancelled."""
        return self.filter(status=Status.ACTIVE)

    def planned(self) -> Self:
        return self.filter(status=Status.PLANNED)

    def standing(self) -> Self:
        """Planned or held."""
        return self.filter(status__in=(Status.PLANNED, Status.ACTIVE))

    def alike(self, *, day: datetime.date, kind: Any, place_key: str) -> Self:
        """The same thing on the same day at the same place, as far as records can tell."""
        return self.active().own().filter(starts_on=day, kind=kind, place_key=place_key)

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
            "organization", "kind__family", "campaign", "series", "venue", "created_by", "updated_by", "cancelled_by"
        ).prefetch_related(
            "themes",
            "field_values__field",
            "field_values__team",
            "goods",
            "partner_links__organization",
            "postponements",
        )

    def last_used_kinds(self, user: Any, number: int = AT_HAND) -> list[int]:
        """Keys of the kinds that this person recorded last, the latest first."""
        used = self.filter(created_by=user).order_by().values("kind").annotate(last=Max("pk")).order_by("-last")
        return [row["kind"] for row in used[:number]]

    def last_used_places(self, user: Any, looked_at: int = 40) -> list[tuple[int | None, str]]:
        """(venue, place) of what this person recorded last, each once, the latest first; one of the two is always blank.

        Of a venue with a word beside it (二楼) the venue is remembered: the word belonged to that day.
        """
        rows = self.filter(created_by=user).order_by("-pk").values_list("venue", "place")[:looked_at]
        return list(dict.fromkeys((venue, "" if venue else place) for venue, place in rows if venue or place))

    def sums(self) -> dict[str, int]:
        """For a glance at home: {"sessions": 4, "attendances": 126, "records": 3}."""
        found = self.aggregate(records=Count("pk"), sessions=Sum("sessions"), attendances=Sum("attendances"))
        return {key: value or 0 for key, value in found.items()}
