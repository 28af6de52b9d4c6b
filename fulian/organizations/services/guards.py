"""The rules of the tree, each a sentence that tells an administrator what to do."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from fulian.core.chinese import long_date
from fulian.core.exceptions import Conflict, Refused
from fulian.organizations.choices import PARENT_LEVELS, Level
from fulian.organizations.models import Organization


def locked(organizations: Iterable[Organization]) -> dict[int, Organization]:
    """The rows as they are now, locked in the order of their keys, so that two changes of the tree wait for each other."""
    keys = [organization.pk for organization in organizations]
    return {row.pk: row for row in Organization.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def lock_tree(organization: Organization) -> None:
    """The top of her tree: moves and merges rewrite whole subtrees, so they go one after the other."""
    top = int(organization.path.split("/", 1)[0])
    Organization.objects.select_for_update().get(pk=top)


def assert_open(organization: Organization) -> None:
    if organization.closed_on is not None:
        raise Refused(f"{organization.name}已于{long_date(organization.closed_on)}撤销，不能再变更。")


def assert_day(organization: Organization, day: datetime.date, *, field: str = "effective_on") -> None:
    """The tree is as it is today: a change is entered on its day or after it, and never before the organization began."""
    if day > timezone.localdate():
        raise Refused("生效日期不能晚于今天，请到那一天再登记。", field=field)
    if day < organization.opened_on:
        raise Refused(
            f"生效日期早于{organization.name}的成立日期（{long_date(organization.opened_on)}）。", field=field
        )


def assert_place(level: str, parent: Organization | None, *, field: str = "parent") -> None:
    allowed = PARENT_LEVELS[level]
    if parent is None:
        if level in (Level.GRID, Level.UNIT):
            raise Refused("网格和单位要有上级组织。", field=field)
        return
    if parent.closed_on is not None:
        raise Refused(f"{parent.name}已撤销，不能作上级。", field=field)
    if parent.level not in allowed:
        above = "、".join(Level(value).label for value in Level.values if value in allowed)
        raise Refused(
            f"{Level(level).label}的上级应当是{above}，{parent.name}是{parent.get_level_display()}。", field=field
        )


def assert_code_free(code: str, *, but: Organization | None = None) -> None:
    if not code:
        return
    others = Organization.objects.filter(code=code, closed_on__isnull=True)
    if but:
        others = others.exclude(pk=but.pk)
    if other := others.first():
        raise Refused(f"区划代码{code}正在由{other.name}使用。", field="code")


def assert_name_free(name: str, parent: Organization | None, *, but: Organization | None = None) -> None:
    siblings = Organization.objects.filter(parent=parent, name=name, closed_on__isnull=True)
    if but:
        siblings = siblings.exclude(pk=but.pk)
    if siblings.exists():
        raise Refused(f"{parent.name if parent else '最上级'}下面已经有“{name}”。", field="name")


def assert_unchanged(seen: Organization, now: Organization | None) -> Organization:
    """Somebody moved, renamed or closed it since the page was opened."""
    if now is None or now.path != seen.path or now.closed_on != seen.closed_on:
        raise Conflict
    return now
