"""What every write about an honour asks first."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from families.choices import HonourLevel
from families.models import HonourGrade, HonourKind
from fulian.core.exceptions import Refused
from fulian.core.paths import ancestor_keys
from fulian.core.periods import Month
from fulian.core.permissions import Holder, Permission
from fulian.indicators.locks import assert_open
from fulian.organizations.models import Organization

LEVELS = list(HonourLevel.values)


def happened(day: datetime.date, *, organization: Organization, field: str) -> None:
    """The day is past, and the organization was there."""
    if day > timezone.localdate():
        raise Refused("日期不能晚于今天。", field=field)
    if not organization.existed_on(day):
        raise Refused(f"{organization.name}那一天还没有成立或已撤销，请核对日期。", field=field)


def all_open(places: Iterable[tuple[Organization, datetime.date | None]]) -> None:
    """Every month concerned is open; each is asked once, in a fixed order, so that two writers never wait in a circle."""
    asked = {(o.pk, Month.of(day)): (o, day) for o, day in places if day}
    for key in sorted(asked):
        organization, day = asked[key]
        assert_open(organization=organization, day=day)


class Authority:
    """Who may enter that an honour was given: the organization that gives it. Everybody else enters the nomination first.

    Remembers what it looked up, so that a thousand courtyards of one township cost one query.
    """

    def __init__(self, by: Holder):
        self.scopes = (by.scope(Permission.FAMILIES_EDIT), by.scope(Permission.LEDGERS_TAKE_OVER))
        self.known: dict[tuple[str, str], bool] = {}

    def gives(self, *, organization: Organization, level: str) -> bool:
        key = (organization.path, level)
        if key not in self.known:
            giver = self._giver(organization, level)
            self.known[key] = giver is not None and any(scope.covers(giver) for scope in self.scopes)
        return self.known[key]

    def _giver(self, organization: Organization, level: str) -> str | None:
        """The path of the organization that gives honours of this level to those of `organization`."""
        own = organization.level if organization.level in LEVELS else HonourLevel.VILLAGE
        if LEVELS.index(level) <= LEVELS.index(own):
            return organization.path
        above = Organization.objects.filter(pk__in=ancestor_keys(organization.path), level=level)
        return above.values_list("path", flat=True).first()


def naming_allowed(authority: Authority, *, organization: Organization, level: str) -> None:
    if not authority.gives(organization=organization, level=level):
        label = HonourLevel(level).label
        raise Refused(f"{label}荣誉不是本级命名的：请同时填写推荐日期，先有推荐再有命名。", field="nominated_on")


def grade_fits(kind: HonourKind, grade: HonourGrade | None) -> None:
    if grade is not None and grade.kind_id != kind.pk:
        raise Refused(f"“{kind.name}”没有“{grade.name}”这个档次，请重选。", field="grade")
