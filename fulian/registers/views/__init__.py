"""The pages of the registers."""

from fulian.registers.views.directory import Directory, Roster, RosterExport
from fulian.registers.views.entries import RegistersHome, views_of
from fulian.registers.views.parts import line_views
from fulian.registers.views.rota import Rota
from fulian.registers.views.rounds import RoundCreate, RoundDetail, RoundList, RoundUpdate
from fulian.registers.views.venues import VenueQuiet, VenueReopen, VenueStandard
from fulian.registers.views.vocabulary import VocabularyCreate, VocabularyList, VocabularyUpdate

__all__ = [
    "Directory",
    "RegistersHome",
    "Roster",
    "RosterExport",
    "Rota",
    "RoundCreate",
    "RoundDetail",
    "RoundList",
    "RoundUpdate",
    "VenueQuiet",
    "VenueReopen",
    "VenueStandard",
    "VocabularyCreate",
    "VocabularyList",
    "VocabularyUpdate",
    "line_views",
    "views_of",
]
