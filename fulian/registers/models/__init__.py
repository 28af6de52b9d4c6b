"""What a federation has: venues, teams, officers, pools of people, products. Each thing has a first and a last day, so
that what there is can be counted as at any day, and what is new within any period."""

from fulian.registers.models.elections import Election
from fulian.registers.models.officers import Officer
from fulian.registers.models.people import Talent
from fulian.registers.models.products import Product
from fulian.registers.models.teams import Team
from fulian.registers.models.venues import Venue
from fulian.registers.models.vocabulary import TeamKind, VenueKind

__all__ = ["Election", "Officer", "Product", "Talent", "Team", "TeamKind", "Venue", "VenueKind"]
