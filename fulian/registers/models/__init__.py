"""What a federation has: venues, teams, officers, pools of people, products. Each thing has a first and a last day, so
that what there is can be counted as at any day, and what is new within any period."""

from fulian.registers.models.base import Part
from fulian.registers.models.elections import Election, ElectionRound
from fulian.registers.models.officers import Appraisal, Assignment, Duty, Officer, Project
from fulian.registers.models.people import Contact, Talent, Volunteer
from fulian.registers.models.products import Product
from fulian.registers.models.teams import Team, TeamHeadcount
from fulian.registers.models.venues import (
    StandardPeriod,
    UsePeriod,
    Venue,
    VenueAssessment,
    VenueCheck,
    VenueClosure,
    VenueEvent,
    VenueOfficer,
    VenueRoom,
)
from fulian.registers.models.vocabulary import StandardItem, TalentKind, TeamKind, VenueKind, VenueType

__all__ = [
    "Appraisal",
    "Assignment",
    "Contact",
    "Duty",
    "Election",
    "ElectionRound",
    "Officer",
    "Part",
    "Product",
    "Project",
    "StandardItem",
    "StandardPeriod",
    "Talent",
    "TalentKind",
    "Team",
    "TeamHeadcount",
    "TeamKind",
    "UsePeriod",
    "Venue",
    "VenueAssessment",
    "VenueCheck",
    "VenueClosure",
    "VenueEvent",
    "VenueKind",
    "VenueOfficer",
    "VenueRoom",
    "VenueType",
    "Volunteer",
]
