"""Narrowing the registers' lists; and the choice of an organization, which every record's list offers."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db import models
from django.db.models import Q, QuerySet

from fulian.core.permissions import Permission
from fulian.organizations.choices import LEVEL_ORDER, Level
from fulian.organizations.models import Organization
from fulian.registers.choices import Committee, ContactMode, Employment, Position
from fulian.registers.models import (
    Contact,
    Election,
    Officer,
    Product,
    Talent,
    TalentKind,
    Team,
    TeamKind,
    Venue,
    VenueKind,
    VenueType,
    Volunteer,
)

CLOSE_LEVELS = 3  # her own level and the two below it: a province's list does not offer forty thousand villages


def organizations_to_choose(permission: Permission) -> Callable[[Any], QuerySet[Organization]]:
    def offered(request: Any) -> QuerySet[Organization]:
        if request is None:
            return Organization.objects.none()
        found = Organization.objects.visible_to(request.user, permission)
        post = request.user.current_post
        if post is not None and post.organization.level in LEVEL_ORDER[: LEVEL_ORDER.index(Level.DISTRICT) + 1]:
            here = LEVEL_ORDER.index(post.organization.level)
            found = found.filter(level__in=LEVEL_ORDER[here : here + CLOSE_LEVELS])
        return found.in_tree_order()

    return offered


def below(rows: QuerySet, organization: Organization | None) -> QuerySet:
    """Rows of an organization and of everything under it today."""
    return rows.filter(organization__path__under=organization.path) if organization else rows


class Being(models.TextChoices):
    NOW = "now", "在册"
    OVER = "over", "已终止"
    VOID = "void", "已作废"


class EntryFilter(django_filters.FilterSet):
    """What every register can be narrowed by."""

    q = django_filters.CharFilter(label="名称含有", field_name="name", lookup_expr="contains")
    organization = django_filters.ModelChoiceFilter(
        label=str(Venue._meta.get_field("organization").verbose_name),
        queryset=organizations_to_choose(Permission.REGISTERS_VIEW), empty_label="全部组织", method="under",
    )  # fmt: skip
    being = django_filters.ChoiceFilter(label="状态", choices=Being.choices, empty_label="全部", method="in_state")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.filters["organization"].queryset(self.request).count() < 2:
            del self.filters["organization"]

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return below(rows, value)

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == Being.VOID:
            return rows.filter(is_void=True)
        return rows.filter(Q(is_void=False), Q(ended_at__isnull=value == Being.NOW))


class VenueFilter(EntryFilter):
    kind = django_filters.ModelChoiceFilter(
        label=str(Venue._meta.get_field("kind").verbose_name),
        queryset=VenueKind.objects.all(), to_field_name="code", empty_label="全部种类",
    )  # fmt: skip
    type = django_filters.ModelChoiceFilter(
        label=str(Venue._meta.get_field("type").verbose_name),
        queryset=VenueType.objects.all(), to_field_name="code", empty_label="全部类型",
    )  # fmt: skip

    class Meta:
        model = Venue
        fields: tuple[str, ...] = ()


class TeamFilter(EntryFilter):
    kind = django_filters.ModelChoiceFilter(
        label=str(Team._meta.get_field("kind").verbose_name),
        queryset=TeamKind.objects.all(), to_field_name="code", empty_label="全部种类",
    )  # fmt: skip

    class Meta:
        model = Team
        fields: tuple[str, ...] = ()


class OfficerFilter(EntryFilter):
    q = None  # a person's name does not go into an address
    position = django_filters.ChoiceFilter(
        label=str(Officer._meta.get_field("position").verbose_name), choices=Position.choices, empty_label="全部职务"
    )

    class Meta:
        model = Officer
        fields: tuple[str, ...] = ()


class TalentFilter(EntryFilter):
    q = None
    kind = django_filters.ModelChoiceFilter(
        label=str(Talent._meta.get_field("kind").verbose_name),
        queryset=TalentKind.objects.all(), to_field_name="code", empty_label="全部类别",
    )  # fmt: skip

    class Meta:
        model = Talent
        fields: tuple[str, ...] = ()


class ElectionFilter(EntryFilter):
    q = None

    class Meta:
        model = Election
        fields: tuple[str, ...] = ()


class ProductFilter(EntryFilter):
    class Meta:
        model = Product
        fields: tuple[str, ...] = ()


class VolunteerFilter(EntryFilter):
    q = None  # a person's name does not go into an address

    class Meta:
        model = Volunteer
        fields: tuple[str, ...] = ()


class ContactFilter(EntryFilter):
    q = None
    mode = django_filters.ChoiceFilter(
        label=str(Contact._meta.get_field("mode").verbose_name), choices=ContactMode.choices, empty_label="全部方式"
    )
    opinions = django_filters.ChoiceFilter(
        label=str(Contact._meta.get_field("opinion").verbose_name),
        choices=[("waiting", "有意见，还没办结"), ("resolved", "意见已办结")], empty_label="不限", method="with_opinions",
    )  # fmt: skip

    class Meta:
        model = Contact
        fields: tuple[str, ...] = ()

    def with_opinions(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        waiting = rows.waiting()  # type: ignore[attr-defined]
        return (
            waiting if value == "waiting" else rows.filter(is_void=False, resolved_on__isnull=False).exclude(opinion="")
        )


class OfOrganizationFilter(django_filters.FilterSet):
    """An organization and all below it."""

    organization = django_filters.ModelChoiceFilter(
        label=str(Venue._meta.get_field("organization").verbose_name),
        queryset=organizations_to_choose(Permission.REGISTERS_VIEW), empty_label="全部组织", method="under",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.filters["organization"].queryset(self.request).count() < 2:
            del self.filters["organization"]

    def under(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return below(rows, value)


class QuietFilter(OfOrganizationFilter):
    """`days` is read by the view, which knows what takes place in a venue."""

    days = django_filters.ChoiceFilter(
        label="多少天没有活动", choices=[(n, f"{n}天") for n in (30, 60, 90, 180)], empty_label="按设定的天数",
        method="unchanged",
    )  # fmt: skip
    kind = django_filters.ModelChoiceFilter(
        label=str(Venue._meta.get_field("kind").verbose_name),
        queryset=VenueKind.objects.filter(hosts_activities=True), to_field_name="code", empty_label="全部种类",
    )  # fmt: skip

    class Meta:
        model = Venue
        fields: tuple[str, ...] = ()

    def unchanged(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows


class Rank(models.TextChoices):
    """Whom a roster or a contact list is wanted of."""

    LEADERS = "leaders", "主席、副主席"
    PRESIDENTS = "presidents", "只看主席"
    EXECS = "execs", "主席、副主席、常委和执委"


POSITIONS: dict[str, tuple[Position, ...]] = {
    Rank.PRESIDENTS: (Position.PRESIDENT,),
    Rank.LEADERS: (Position.PRESIDENT, Position.VICE_PRESIDENT),
    Rank.EXECS: (Position.PRESIDENT, Position.VICE_PRESIDENT, Position.STANDING, Position.EXEC),
}


class DirectoryFilter(OfOrganizationFilter):
    rank = django_filters.ChoiceFilter(
        label=str(Officer._meta.get_field("position").verbose_name), choices=Rank.choices, empty_label="全部职务",
        method="of_rank",
    )  # fmt: skip

    class Meta:
        model = Officer
        fields: tuple[str, ...] = ()

    def of_rank(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(position__in=POSITIONS[value])


class RosterFilter(DirectoryFilter):
    employment = django_filters.ChoiceFilter(
        label=str(Officer._meta.get_field("employment").verbose_name), choices=Employment.choices, empty_label="不限"
    )
    committee = django_filters.ChoiceFilter(
        label=str(Officer._meta.get_field("committee").verbose_name), choices=Committee.choices, empty_label="不限"
    )
