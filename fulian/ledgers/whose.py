"""Which organization a row means, among those in somebody's reach."""

from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from fulian.core.chinese import halfwidth
from fulian.core.permissions import Permission, Scope
from fulian.ledgers.columns import CODE, NAME
from fulian.ledgers.intake import Intake
from fulian.organizations.models import Organization

ELSEWHERE = "不在您负责的范围，这一行不能由您导入。"


class BadOrganization(Exception):
    def __init__(self, message: str, field: str):
        super().__init__(message)
        self.message, self.field = message, field


def reach(by: Any, intake: Intake) -> tuple[Scope, ...]:
    """Where she may write these rows: as with the forms; and who takes over ledgers for those below, everywhere below.

    Confidential ledgers are taken over by nobody: only those who keep such records may import them.
    """
    scopes = [by.scope(intake.permission)]
    if not intake.declared.confidential:
        scopes.append(by.scope(Permission.LEDGERS_TAKE_OVER))
    return tuple(scope for scope in scopes if scope)


class Whose:
    """Remembers what it looked up: a ledger names the same few organizations over and over."""

    def __init__(self, scopes: tuple[Scope, ...]):
        self.scopes = scopes
        self.known: dict[tuple[str, str], Organization] = {}
        self._only: list[Organization] | None = None

    def covers(self, organization: Organization) -> bool:
        return any(scope.covers(organization.path) for scope in self.scopes)

    @property
    def _within(self) -> QuerySet[Organization]:
        condition = Q(pk__in=[])
        for scope in self.scopes:
            condition |= scope.q("path")
        return Organization.objects.filter(condition).select_related("parent")

    def of(self, values: dict[str, Any]) -> Organization | None:
        """Takes the two cells out of the row; None when both are empty and she keeps more than one organization."""
        code, name = halfwidth(values.pop(CODE, "") or ""), values.pop(NAME, "") or ""
        if not code and not name:
            return self._hers()
        key = (code, name)
        if key not in self.known:
            self.known[key] = self._by_code(code, name) if code else self._by_name(name)
        return self.known[key]

    def _hers(self) -> Organization | None:
        if self._only is None:
            self._only = list(self._within.filter(closed_on__isnull=True)[:2])
        return self._only[0] if len(self._only) == 1 else None

    def _by_code(self, code: str, name: str) -> Organization:
        above, _, unit = code.partition("/")
        rows = Organization.objects.select_related("parent").order_by(F("closed_on").desc(nulls_first=True))
        found = rows.filter(code=above).first()
        for part in unit.split("/") if unit and found else ():
            found = rows.filter(parent=found, name=part).first()
            if found is None:
                break
        if found is None:
            raise BadOrganization(f"平台里没有代码是“{code}”的组织。", CODE)
        if not self.covers(found):
            raise BadOrganization(f"{found.name}{ELSEWHERE}", CODE)
        if name and name not in _names(found):
            raise BadOrganization(f"组织代码{code}是{found.name}，这里写的是“{name}”，请核对。", NAME)
        return found

    def _by_name(self, name: str) -> Organization:
        said = "".join(name.split())
        near = self._within.annotate(above_and_name=Concat("parent__name", Value(""), F("name")))
        named = Q(name=said) | Q(full_name=said) | Q(above_and_name=said) | Q(name=said.removesuffix("妇联"))
        found = list(near.filter(named).order_by(F("closed_on").desc(nulls_first=True), "path")[:3])
        still = [organization for organization in found if organization.closed_on is None] or found
        if len(still) > 1:
            towns = "、".join(f"{o.parent.name if o.parent else ''}{o.name}" for o in still)
            raise BadOrganization(f"不止一个“{name}”，请写成“{towns}”中的一个，或者填组织代码。", NAME)
        if not still:
            there = Organization.objects.filter(Q(name=said) | Q(full_name=said)).exists()
            raise BadOrganization(f"“{name}”{ELSEWHERE}" if there else f"平台里没有叫“{name}”的组织。", NAME)
        return still[0]


def _names(organization: Organization) -> set[str]:
    above = organization.parent.name if organization.parent else ""
    official = {organization.full_name, organization.official_name} - {""}
    return {organization.name, f"{above}{organization.name}", *official}
