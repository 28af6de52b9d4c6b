"""What the demo enters: plain data, made by township.py and ordinary.py, written by writing.py through the services."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fulian.core.periods import Month
from fulian.organizations.choices import Level
from fulian.organizations.models import Organization


@dataclass
class ActivityEntry:
    organization: Organization
    day: datetime.date
    kind: str
    title: str
    sessions: int = 1
    sessions_qualifier: str = ""
    attendances: int | None = None
    people: int | None = None
    people_qualifier: str = ""
    volunteers: int | None = None
    materials: int | None = None
    brand: str = ""
    themes: Sequence[str] = ()
    role: str = "host"
    venue: str = ""  # name of a venue of the same organization
    place: str = ""
    partners: str = ""
    purpose: str = ""
    effect: str = ""
    featured: bool = False
    mode: str = "offline"
    employed: int | None = None
    campaign: str = ""  # title of a campaign of the same year, begun by the same organization where there is none yet
    answers: Mapping[str, Any] = field(
        default_factory=dict
    )  # field of the kind → a text, a number, or [number, qualifier]


@dataclass
class VenueEntry:
    organization: Organization
    day: datetime.date
    kind: str
    name: str
    external: bool = False
    builder: str = ""


@dataclass
class VenueEventEntry:
    """What happened to a venue that is there already."""

    organization: Organization
    day: datetime.date
    kind: str
    venue: str


@dataclass
class ContactEntry:
    organization: Organization
    day: datetime.date
    mode: str
    group: str
    households: int
    opinion: str = ""  # resolved on the same day, where there is one


@dataclass
class OfficerEntry:
    organization: Organization
    day: datetime.date
    position: str
    name: str


@dataclass
class ProjectEntry:
    """Something that the organization's first officer brought about."""

    organization: Organization
    day: datetime.date
    name: str


@dataclass
class TeamEntry:
    organization: Organization
    day: datetime.date
    kind: str
    name: str
    members: int | None = None
    members_qualifier: str = ""


@dataclass
class ElectionEntry:
    organization: Organization
    day: datetime.date
    congress: str
    elected: list[tuple[str, str]]  # (position, name)


@dataclass
class TalentEntry:
    organization: Organization
    day: datetime.date
    kind: str
    name: str


@dataclass
class ProductEntry:
    organization: Organization
    day: datetime.date
    name: str
    producer: str


@dataclass
class UnitEntry:
    """A women's organization founded in a company or association, under `organization`."""

    organization: Organization
    day: datetime.date
    kind: str
    name: str
    level: str = Level.UNIT
    women: int | None = None


@dataclass
class HonourPlan:
    organization: Organization
    day: datetime.date
    kind: str
    name: str
    level: str
    named: bool = True
    grade: str = ""
    promoted_on: datetime.date | None = None  # to 精品户


@dataclass
class MediationEntry:
    organization: Organization
    day: datetime.date
    kind: str
    settled: bool


@dataclass
class RiskEntry:
    organization: Organization
    day: datetime.date
    level: str
    name: str
    checked: int = 30  # households looked at in that round


@dataclass
class ScreeningEntry:
    """A session of two-cancer screening, with the activity that tells of it. Only the session counts its women."""

    activity: ActivityEntry
    women: int


@dataclass
class AddedCell:
    """A number that a month's report adds by hand, with its note."""

    organization: Organization
    month: Month
    indicator: str
    value: Decimal | int
    qualifier: str = ""
    note: str = ""


@dataclass
class Plan:
    """Everything that is entered, to be written month by month."""

    activities: list[ActivityEntry] = field(default_factory=list)
    registers: list = field(default_factory=list)  # venues, teams, elections, talents, products, units
    honours: list[HonourPlan] = field(default_factory=list)
    mediations: list[MediationEntry] = field(default_factory=list)
    risks: list[RiskEntry] = field(default_factory=list)
    screenings: list[ScreeningEntry] = field(default_factory=list)
    added: list[AddedCell] = field(default_factory=list)
