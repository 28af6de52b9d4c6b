"""Writes the demo's entries through the services that a user's forms call."""

import datetime
from collections import defaultdict
from typing import Any

from activities.models import Activity, ActivityKind, Theme
from activities.services import record_activity
from families.models import Honour, HonourGrade, HonourKind
from families.services import HonourEntry, promote_honour, record_honours
from fulian.core.periods import Month
from fulian.demo.entries import (
    ActivityEntry,
    ElectionEntry,
    HonourPlan,
    MediationEntry,
    Plan,
    ProductEntry,
    RiskEntry,
    TalentEntry,
    TeamEntry,
    UnitEntry,
    VenueEntry,
)
from fulian.demo.screening import Screenings
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization
from fulian.organizations.services import open_organization
from fulian.registers.models import Election, Product, Talent, TalentKind, Team, TeamKind, Venue, VenueKind
from fulian.registers.services import enter, hold_election
from rights.choices import MediationOutcome
from rights.models import Mediation, RiskCheck, RiskHousehold, RiskLevel
from rights.services import record_check, record_mediation


class Writer:
    """Knows the vocabularies and who types for which organization."""

    def __init__(self, plan: Plan, clerks: dict[int, Any], screenings: Screenings):
        self.plan = plan
        self.screenings = screenings
        self.screened = {id(entry.activity): entry for entry in plan.screenings}
        self.clerks = clerks  # organization id → user
        self.kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
        self.themes = {theme.code: theme for theme in Theme.objects.all()}
        self.venue_kinds = {kind.code: kind for kind in VenueKind.objects.all()}
        self.team_kinds = {kind.code: kind for kind in TeamKind.objects.all()}
        self.talent_kinds = {kind.code: kind for kind in TalentKind.objects.all()}
        self.honour_kinds = {kind.code: kind for kind in HonourKind.objects.all()}
        self.grades = {(grade.kind.code, grade.code): grade for grade in HonourGrade.objects.select_related("kind")}
        self.risk_levels = {level.code: level for level in RiskLevel.objects.all()}
        self.promotions: dict[Month, list[tuple[Honour, datetime.date, Any]]] = defaultdict(list)
        self.by_month: dict[Month, dict[str, list]] = defaultdict(lambda: defaultdict(list))
        for name in ("activities", "registers", "honours", "mediations", "risks"):
            for entry in getattr(plan, name):
                self.by_month[Month.of(entry.day)][name].append(entry)

    def write_before(self, month: Month) -> None:
        """What was there before the first month."""
        for earlier in sorted(m for m in self.by_month if m < month):
            self.write(earlier)

    def write(self, month: Month) -> None:
        entries = self.by_month.pop(month, {})
        for entry in entries.get("registers", ()):
            self.register(entry)
        for entry in entries.get("activities", ()):
            activity = self.activity(entry)
            if screening := self.screened.get(id(entry)):
                self.screenings.enter(screening, activity, by=self.clerk(entry.organization))
        self.honours(entries.get("honours", []), month)
        for entry in entries.get("mediations", ()):
            self.mediation(entry)
        for entry in entries.get("risks", ()):
            self.risk(entry)

    def clerk(self, organization: Organization) -> Any:
        return self.clerks[organization.pk]

    def activity(self, entry: ActivityEntry) -> Activity:
        organization = entry.organization
        venue = Venue.objects.filter(organization=organization, name=entry.venue).first() if entry.venue else None
        activity = Activity(
            organization=organization, starts_on=entry.day, kind=self.kinds[entry.kind], title=entry.title, sessions=entry.sessions,
            sessions_qualifier=entry.sessions_qualifier, attendances=entry.attendances, people=entry.people,
            people_qualifier=entry.people_qualifier, volunteers=entry.volunteers, materials=entry.materials, brand=entry.brand,
            role=entry.role, venue=venue, place=entry.place or ("" if venue else f"{organization.name}活动室"),
            partners=entry.partners, purpose=entry.purpose, effect=entry.effect, is_featured=entry.featured,
        )  # fmt: skip
        themes = [self.themes[code] for code in entry.themes]
        return record_activity(activity=activity, by=self.clerk(organization), themes=themes or None)

    def register(self, entry: Any) -> None:
        by, organization = self.clerk(entry.organization), entry.organization
        match entry:
            case VenueEntry():
                enter(
                    entry=Venue(
                        organization=organization, kind=self.venue_kinds[entry.kind], name=entry.name, opened_on=entry.day,
                        is_external=entry.external, builder=entry.builder,
                    ),
                    by=by,
                )  # fmt: skip
            case TeamEntry():
                enter(
                    entry=Team(
                        organization=organization, kind=self.team_kinds[entry.kind], name=entry.name, founded_on=entry.day,
                        members=entry.members, members_qualifier=entry.members_qualifier,
                    ),
                    by=by,
                )  # fmt: skip
            case ElectionEntry():
                election = Election(organization=organization, held_on=entry.day, congress=entry.congress)
                hold_election(election=election, by=by, elected=entry.elected)
            case TalentEntry():
                kind = self.talent_kinds[entry.kind]
                enter(entry=Talent(organization=organization, kind=kind, name=entry.name, since=entry.day), by=by)
            case ProductEntry():
                enter(
                    entry=Product(organization=organization, name=entry.name, producer=entry.producer, since=entry.day),
                    by=by,
                )
            case UnitEntry():
                open_unit(entry)

    def honours(self, plans: list[HonourPlan], month: Month) -> None:
        """A township names its own honours; a village's chair enters what the village names."""
        groups: dict[Any, list[HonourPlan]] = defaultdict(list)
        for plan in plans:
            groups[self._giver(plan)].append(plan)
        for by, entries in groups.items():
            kept = record_honours(entries=[self._honour_entry(plan) for plan in entries], by=by)
            for plan, honour in zip(entries, kept, strict=True):
                if plan.premium_on:
                    self.promotions[Month.of(plan.premium_on)].append((honour, plan.premium_on, by))
        for honour, day, by in self.promotions.pop(month, []):
            promote_honour(honour=honour, grade=self.grades[honour.kind.code, "premium_household"], on=day, by=by)

    def _giver(self, plan: HonourPlan) -> Any:
        organization = plan.organization
        return self.clerk(
            organization.parent if plan.named and plan.level == Level.TOWN != organization.level else organization
        )

    def _honour_entry(self, plan: HonourPlan) -> HonourEntry:
        return HonourEntry(
            organization=plan.organization, kind=self.honour_kinds[plan.kind], name=plan.name, level=plan.level,
            nominated_on=None if plan.named else plan.day, named_on=plan.day if plan.named else None,
            grade=self.grades[plan.kind, plan.grade] if plan.grade else None,
        )  # fmt: skip

    def mediation(self, entry: MediationEntry) -> None:
        outcome = MediationOutcome.SETTLED if entry.settled else MediationOutcome.REFERRED
        mediation = Mediation(
            organization=entry.organization,
            happened_on=entry.day,
            kind=entry.kind,
            outcome=outcome,
            has_agreement=entry.settled,
        )
        record_mediation(mediation=mediation, by=self.clerk(entry.organization))

    def risk(self, entry: RiskEntry) -> None:
        check = RiskCheck(organization=entry.organization, happened_on=entry.day, households_checked=entry.checked)
        household = RiskHousehold(level=self.risk_levels[entry.level], name=entry.name)
        record_check(check=check, households=[household], by=self.clerk(entry.organization))


def open_unit(entry: UnitEntry) -> None:
    """Once: a portal may have the demo's organizations already."""
    if Organization.objects.filter(parent=entry.organization, name=entry.name).exists():
        return
    open_organization(
        name=entry.name, level=Level.UNIT, parent=entry.organization, by=None, kind=entry.kind, opened_on=entry.day
    )
